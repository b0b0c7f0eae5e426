"""Long and personal texts, by salted digest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "kind",
                    models.TextField(choices=[("prose", "prose"), ("personal", "personal")]),
                ),
                ("salt", models.BinaryField(null=True)),
                ("body", models.TextField(null=True)),
                ("digest", models.BinaryField()),
                ("redacted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "files_text",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["prose", "personal"])),
                        name="files_text_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("body__isnull", False),
                                ("redacted_at", None),
                                ("salt__isnull", False),
                            ),
                            models.Q(
                                ("body", None), ("redacted_at__isnull", False), ("salt", None)
                            ),
                            _connector="OR",
                        ),
                        name="files_text_whole_or_redacted",
                    ),
                ],
            },
        ),
    ]
