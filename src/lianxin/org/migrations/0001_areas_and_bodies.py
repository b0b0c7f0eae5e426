"""Places, bodies and posts."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("level", models.TextField()),
                ("zh", models.TextField()),
                ("en", models.TextField(default="")),
                ("path", models.TextField()),
                (
                    "parent",
                    models.ForeignKey(
                        db_column="parent",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.area",
                    ),
                ),
            ],
            options={
                "db_table": "org_area",
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("zh", models.TextField()),
                ("en", models.TextField(default="")),
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
                    "successor",
                    models.ForeignKey(
                        db_column="successor",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.body",
                    ),
                ),
                (
                    "upper_gov",
                    models.ForeignKey(
                        db_column="upper_gov",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.body",
                    ),
                ),
                (
                    "upper_line",
                    models.ForeignKey(
                        db_column="upper_line",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.body",
                    ),
                ),
            ],
            options={
                "db_table": "org_body",
            },
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                ("code", models.TextField(primary_key=True, serialize=False)),
                ("role", models.TextField()),
                ("zh", models.TextField()),
                ("en", models.TextField(default="")),
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
                    "body",
                    models.ForeignKey(
                        db_column="body",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="org.body",
                    ),
                ),
            ],
            options={
                "db_table": "org_post",
            },
        ),
    ]
