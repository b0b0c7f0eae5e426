"""Versions of procedures and what uses them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("org", "0004_calendar")]

    operations = [
        migrations.CreateModel(
            name="ProcedureVersion",
            fields=[
                ("digest", models.TextField(primary_key=True, serialize=False)),
                ("code", models.TextField()),
                ("edition", models.TextField(default="")),
                ("text", models.TextField()),
                ("label", models.JSONField()),
                ("activated_at", models.DateTimeField()),
                ("is_current", models.BooleanField()),
                (
                    "base",
                    models.ForeignKey(
                        db_column="base",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.procedureversion",
                    ),
                ),
            ],
            options={
                "db_table": "org_procedure_version",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("code",),
                        name="one_current_procedure_per_code",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ProcedureUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.TextField()),
                ("channel", models.TextField()),
                ("procedure", models.TextField()),
            ],
            options={
                "db_table": "org_procedure_use",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "channel"), name="one_procedure_per_use"
                    )
                ],
            },
        ),
    ]
