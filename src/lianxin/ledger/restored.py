"""Takes entries over that came from another server's dump, whose transaction numbers are foreign.

Numbers above those this server has given out would hide the entries from readers in commit order
and from the seal until the server caught up with them.
"""

from django.db import connection, transaction

_FOREIGN = "tx >= pg_snapshot_xmax(pg_current_snapshot()) AND tx <> pg_current_xact_id()"


def adopt() -> int:
    """Give restored entries a transaction number of this server and start all readers again.

    Digests do not cover the number, so every chain stays whole. Returns how many were adopted;
    none where the numbers fit, as after a physical restore. Needs the right to switch triggers.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT FROM ledger_entry WHERE {_FOREIGN})")  # noqa: S608 - the constant above
        if not cursor.fetchone()[0]:
            return 0
        # In one transaction with the ENABLE below: nobody else ever sees the ledger without its
        # guard.
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_entry_refuse_changes")
        cursor.execute(f"UPDATE ledger_entry SET tx = pg_current_xact_id() WHERE {_FOREIGN}")  # noqa: S608 - the constant above
        adopted = cursor.rowcount
        cursor.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_entry_refuse_changes")
        # A cursor with the other server's numbers would point past everything that is there.
        cursor.execute("DELETE FROM ledger_cursor")
    return int(adopted)
