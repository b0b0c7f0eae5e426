"""Who may do what with the ledger's tables: whoever does not own them adds and reads, no more."""

from django.db import connection

from lianxin.ledger import statements


def narrow() -> None:
    """Take from every role but the owner the right to change or empty what is only added to.

    The triggers refuse it anyway; without the right one does not even come to them. By the owner.
    """
    with connection.cursor() as cursor:
        cursor.execute(statements.NARROW_RIGHTS)
