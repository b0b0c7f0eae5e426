"""Imports that somebody asked for on a page, and how far they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("called", models.TextField()),
                ("kept", models.TextField()),
                ("channel", models.TextField(default="")),
                ("person", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("state", models.TextField(default="waiting")),
                ("tries", models.IntegerField(default=0)),
                ("total", models.IntegerField(default=0)),
                ("done", models.IntegerField(default=0)),
                ("new", models.IntegerField(default=0)),
                ("again", models.IntegerField(default=0)),
                ("rejected", models.IntegerField(default=0)),
                ("unrouted", models.IntegerField(default=0)),
                ("unused", models.JSONField(default=list)),
                ("unknown", models.JSONField(default=list)),
                ("faults", models.JSONField(default=list)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "intake_import",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ("waiting", "running", "stopping"))),
                        fields=["asked_at"],
                        name="import_to_do",
                    )
                ],
            },
        ),
    ]
