"""Categories and the duty list."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0001_areas_and_bodies")]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("zh", models.TextField()),
                ("en", models.TextField(default="")),
                (
                    "parent",
                    models.ForeignKey(
                        db_column="parent",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.category",
                    ),
                ),
            ],
            options={
                "db_table": "org_category",
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "assists",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(), default=list, size=None
                    ),
                ),
                ("article", models.TextField(default="")),
                (
                    "area",
                    models.ForeignKey(
                        db_column="area",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.area",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        db_column="category",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.category",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        db_column="lead",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.body",
                    ),
                ),
            ],
            options={
                "db_table": "org_duty",
                "constraints": [
                    models.UniqueConstraint(fields=("category", "area"), name="one_lead_per_duty")
                ],
            },
        ),
    ]
