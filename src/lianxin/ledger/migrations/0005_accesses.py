"""Entries about access are looked through by time; of the others there are far too many."""

from django.db import migrations


class Migration(migrations.Migration):
    """One index, over the few entries of one family."""

    dependencies = (("ledger", "0004_seals"),)
    operations = (
        migrations.RunSQL(
            "CREATE INDEX ledger_entry_access ON ledger_entry (at, stream, sequence)"
            " WHERE family = 'access'",
            "DROP INDEX ledger_entry_access",
        ),
    )
