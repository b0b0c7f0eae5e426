"""Files handed in; their bytes lie on disk by digest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("files", "0001_texts")]
    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("kind", models.TextField()),
                ("size", models.BigIntegerField()),
                ("mark", models.BinaryField()),
                ("salt", models.BinaryField(null=True)),
                ("digest", models.BinaryField(null=True)),
                ("name", models.TextField(null=True)),
                ("redacted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "files_attachment",
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest__isnull", False)),
                        fields=["digest"],
                        name="files_attachment_digest",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("digest__isnull", False),
                                ("name__isnull", False),
                                ("redacted_at", None),
                                ("salt__isnull", False),
                            ),
                            models.Q(
                                ("digest", None),
                                ("name", None),
                                ("redacted_at__isnull", False),
                                ("salt", None),
                            ),
                            _connector="OR",
                        ),
                        name="files_attachment_whole_or_redacted",
                    )
                ],
            },
        ),
    ]
