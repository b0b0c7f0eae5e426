"""Lists that officers keep under names."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

    dependencies = [("people", "0005_stand_ins")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                ),
                ("name", models.TextField()),
                ("queue", models.TextField()),
                ("asked", models.TextField(default="")),
                (
                    "officer",
                    models.ForeignKey(
                        db_column="officer",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.officer",
                    ),
                ),
            ],
            options={
                "db_table": "people_saved_view",
                "constraints": [
                    models.UniqueConstraint(fields=("officer", "name"), name="one_view_per_name")
                ],
            },
        )
    ]
