"""Takes entries over that came from another server's dump, whose transaction numbers are foreign.

Numbers above those this server has given out would hide the entries from readers in commit order
and from the seal until the server caught up with them.
"""

from django.db import connection, transaction

from lianxin.ledger import statements


def adopt() -> int:
    """Give restored entries a transaction number of this server and start all readers again.

    Digests do not cover the number, so every chain stays whole. Returns how many were adopted;
    none where the numbers fit, as after a physical restore. Needs the right to switch triggers.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statements.HAS_FOREIGN)
        if not cursor.fetchone()[0]:
            return 0
        # In one transaction with the ENABLE below: nobody else ever sees the ledger without its
        # guard.
        cursor.execute(statements.ALLOW_CHANGES)
        cursor.execute(statements.ADOPT_FOREIGN)
        adopted = cursor.rowcount
        cursor.execute(statements.REFUSE_CHANGES)
        # A cursor with the other server's numbers would point past everything that is there.
        cursor.execute(statements.FORGET_CURSORS)
    return int(adopted)
