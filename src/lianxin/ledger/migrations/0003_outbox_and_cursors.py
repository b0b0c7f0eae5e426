"""What readers of the ledger leave behind: outbox lines not yet taken, and how far they came."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_refuse_changes")]
    operations = [
        migrations.CreateModel(
            name="Outbox",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("reader", models.TextField()),
                ("stream", models.UUIDField()),
                ("sequence", models.IntegerField()),
                ("payload", models.TextField(db_default="", default="")),
                ("made_at", models.DateTimeField(db_default=Now())),
            ],
            options={
                "db_table": "ledger_outbox",
                "indexes": [models.Index(fields=["reader", "id"], name="ledger_outbox_reader")],
            },
        ),
        migrations.CreateModel(
            name="Cursor",
            fields=[
                ("reader", models.TextField(primary_key=True, serialize=False)),
                ("tx", models.BigIntegerField()),
                ("stream", models.UUIDField()),
                ("sequence", models.IntegerField()),
            ],
            options={"db_table": "ledger_cursor"},
        ),
    ]
