"""One passage through the door: a transaction that asks the database twice.

Its beginning travels with the first statement and its end with the last.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from psycopg.pq import TransactionStatus

from lianxin.cases.door import statements
from lianxin.database.pipeline import Row, Statement, journey

_OPEN = (TransactionStatus.INTRANS, TransactionStatus.INERROR)


class Passage:
    """A transaction in the making; inside a caller's own it begins and ends with that one."""

    def __init__(self, *, within: bool) -> None:
        self._within = within
        self._begun = within

    def ask(self, statement: Statement, values: Mapping[str, Any]) -> list[Row]:
        """Run a statement and return its rows, values as the server writes them."""
        before = () if self._begun else (statements.BEGIN,)
        self._begun = True
        return journey(*before, (statement, values))[-1]

    def finish(self, statement: Statement, values: Mapping[str, Any]) -> None:
        """Run the last statement, which is kept from then on: nothing may be asked after it."""
        assert self._begun, "what is written rests on what was read"
        after = () if self._within else (statements.COMMIT,)
        journey((statement, values), *after)


@contextmanager
def passage() -> Iterator[Passage]:
    """Do what is inside in one transaction: all of it, or nothing when it raises."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    if wrapper.in_atomic_block:
        with transaction.atomic():
            yield Passage(within=True)
            # One that wrote nothing would leave the door open until the caller's own end.
            journey(statements.SHUT_DOOR)
        return
    wrapper.ensure_connection()
    line = wrapper.connection
    try:
        yield Passage(within=False)
    finally:
        if line.info.transaction_status in _OPEN:
            # Whatever went wrong: a connection handed on inside a transaction would keep the row
            # locked.
            line.rollback()
