"""Who is on duty when, and where a resident is helped."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0002_duties")]

    operations = [
        migrations.CreateModel(
            name="Roster",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.TextField(default="")),
                ("rule", models.TextField()),
                ("place", models.TextField(default="")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "post",
                    models.ForeignKey(
                        db_column="post",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.post",
                    ),
                ),
            ],
            options={
                "db_table": "org_roster",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("post", "person", "rule", "since"), name="one_roster_line"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Station",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("level", models.TextField()),
                ("zh", models.TextField()),
                ("en", models.TextField(default="")),
                ("address", models.TextField(default="")),
                ("phone", models.TextField(default="")),
                ("hours", models.TextField(default="")),
                (
                    "area",
                    models.ForeignKey(
                        db_column="area",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.area",
                    ),
                ),
            ],
            options={
                "db_table": "org_station",
            },
        ),
    ]
