"""Whether this code may work in this database: of the same migrations and of the same folds."""

from datetime import datetime

from django.db import connection

from lianxin.cases import rebuild, statements
from lianxin.database.fitness import foreign_migrations, missing_migrations
from lianxin.database.unfit import BEHIND, FOREIGN, NewerDatabase, OlderDatabase
from lianxin.rules.state import FOLD_VERSION


def refuse_newer() -> None:
    """Raise NewerDatabase where a newer version of the product has been at work."""
    if foreign_migrations() or newest_folds() > FOLD_VERSION:
        raise NewerDatabase(FOREIGN)


def refuse_unfit() -> None:
    """Raise NewerDatabase, or OlderDatabase where `lianxin migrate` has something left to do."""
    refuse_newer()
    if missing_migrations():
        raise OlderDatabase(BEHIND)
    if not _is_done() and (left := rebuild.older()):
        raise OlderDatabase(f"{left:,} cases are to be folded anew: run `lianxin migrate`.")


def newest_folds() -> int:
    """Return the newest fold version that was ever at work in this database; 0 if none said so."""
    with connection.cursor() as cursor:
        cursor.execute(statements.FOLDING_IS_THERE)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(statements.NEWEST_FOLDS)
        return int(cursor.fetchone()[0])


def begin_folding(*, at: datetime) -> None:
    """Note that this code's folds are at work here from now on; `at` is UTC."""
    with connection.cursor() as cursor:
        cursor.execute(statements.BEGIN_FOLDING, [FOLD_VERSION, at])


def end_folding(*, at: datetime) -> None:
    """Note that no row is left that could be folded anew; `at` is UTC."""
    with connection.cursor() as cursor:
        cursor.execute(statements.END_FOLDING, [at, FOLD_VERSION])


def _is_done() -> bool:
    # Counting the older rows reads the whole table; this line says that it need not be read.
    with connection.cursor() as cursor:
        cursor.execute(statements.FOLDING_IS_DONE, [FOLD_VERSION])
        return cursor.fetchone() is not None
