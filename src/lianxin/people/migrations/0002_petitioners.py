"""Petitioners, sealed."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_officers")]

    operations = [
        migrations.CreateModel(
            name="Petitioner",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name_sealed", models.BinaryField(null=True)),
                ("phone_sealed", models.BinaryField(null=True)),
                ("address_sealed", models.BinaryField(null=True)),
                ("id_number_sealed", models.BinaryField(null=True)),
                ("enterprise_sealed", models.BinaryField(null=True)),
                ("phone_key", models.BinaryField(null=True)),
                ("id_key", models.BinaryField(null=True)),
                ("name_key", models.BinaryField(null=True)),
                ("restricted_at", models.DateTimeField(null=True)),
                ("redacted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "people_petitioner",
                "indexes": [
                    models.Index(
                        condition=models.Q(("phone_key__isnull", False)),
                        fields=["phone_key"],
                        name="petitioner_by_phone",
                    ),
                    models.Index(
                        condition=models.Q(("id_key__isnull", False)),
                        fields=["id_key"],
                        name="petitioner_by_id_number",
                    ),
                ],
            },
        ),
    ]
