"""A line that failed keeps its count and the place it failed at; one that failed too often waits aside.

Before, each reader had its own way: lines under other readers' names. They come back under theirs.
"""

from django.db import migrations, models

COME_BACK = """
UPDATE ledger_outbox SET reader = 'notices', payload = '', due_at = made_at,
    tries = (payload::json ->> 'tries')::integer
WHERE reader = 'notices-again';
UPDATE ledger_outbox SET reader = 'notices', payload = '', aside_at = made_at, tries = 5
WHERE reader = 'notices-aside';
UPDATE ledger_outbox SET reader = 'documents', aside_at = made_at, tries = 1
WHERE reader = 'documents-aside';
"""


class Migration(migrations.Migration):
    """Four columns, an index over the few lines that stand aside, and the lines of before."""

    dependencies = (("ledger", "0005_accesses"),)
    operations = (
        migrations.AddField("outbox", "tries", models.IntegerField(db_default=0, default=0)),
        migrations.AddField("outbox", "fault", models.TextField(db_default="", default="")),
        migrations.AddField("outbox", "due_at", models.DateTimeField(null=True)),
        migrations.AddField("outbox", "aside_at", models.DateTimeField(null=True)),
        migrations.RunSQL(COME_BACK, migrations.RunSQL.noop),
        migrations.AddIndex(
            "outbox",
            models.Index(
                condition=models.Q(("aside_at__isnull", False)),
                fields=["id"],
                name="ledger_outbox_aside",
            ),
        ),
    )
