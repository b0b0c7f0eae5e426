"""A case for the tests of `verify`, and ways to do what no command does."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from tests.county import AT, give, register
from tests.ledger.writing import every_right

from lianxin.cases.door import Passed
from lianxin.ledger import seal

MONDAY = date(2026, 3, 2)


def a_case() -> Passed:
    """A case of five entries at its lead body."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["liuyin"])
    give("clerk-urban", number, "receive")
    give("clerk-urban", number, "contact", means="telephone", reached=True, text="已核对。")
    return give("clerk-urban", number, "accept")


def stream_of(case: Passed) -> UUID:
    """The stream of a case."""
    return UUID(case.state.id)


def ledger_print() -> str:
    """A digest over every entry, to see that none was touched."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT md5(string_agg(e::text, '|' ORDER BY stream, sequence)) FROM ledger_entry e"
        )
        return str(cursor.fetchone()[0])


def change(sql: str, *values: Any) -> None:
    """Change the database as somebody with every right in it could."""
    with every_right() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount > 0


def seal_all(day: date = MONDAY) -> None:
    """Seal with the key of this home."""
    assert seal.make(day, at=AT)
