"""Messages and telephone codes have a package of their own; their tables stay as they are."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_messages_apart")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Message",
                    fields=[
                        (
                            "id",
                            models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False),
                        ),
                        ("phone_sealed", models.BinaryField()),
                        ("text_sealed", models.BinaryField()),
                        ("made_at", models.DateTimeField()),
                        ("good_until", models.DateTimeField()),
                    ],
                    options={
                        "db_table": "notices_message",
                        "indexes": [models.Index(fields=["made_at"], name="message_by_age")],
                    },
                ),
                migrations.CreateModel(
                    name="PhoneCode",
                    fields=[
                        ("phone_key", models.BinaryField(primary_key=True, serialize=False)),
                        ("digest", models.BinaryField()),
                        ("tries", models.IntegerField()),
                        ("good_until", models.DateTimeField()),
                    ],
                    options={"db_table": "notices_phone_code"},
                ),
            ]
        )
    ]
