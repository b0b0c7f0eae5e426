"""Statements over libpq's own calls: values survive, faults are Django's, the line stays usable."""

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import (
    DataError,
    IntegrityError,
    OperationalError,
    ProgrammingError,
    connection,
    transaction,
)

from lianxin.database.pipeline import Statement, journey, octets, text

pytestmark = pytest.mark.django_db(transaction=True)

PUT = Statement("INSERT INTO prepared_test (id, told) VALUES (%(id)s::integer, %(told)s::text)")
ONE = Statement("SELECT 1")
NONE = Statement("SELECT 1 / (%(by)s::integer)")
HARD = [
    "",
    '"',
    "\\",
    '\\"',
    "{a,b}",
    "NULL",
    "null",
    " ",
    "a,b",
    "换行\n制表\t",
    "é🙂",
    "'",
    "$1",
    "%s",
]


@pytest.fixture(autouse=True)
def table(db: None) -> Iterator[None]:
    """A table of our own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS prepared_test")
        cursor.execute("CREATE TABLE prepared_test (id integer PRIMARY KEY, told text)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE prepared_test")


def ids() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM prepared_test ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_every_kind_of_text_comes_back_as_it_went_alone_and_in_an_array() -> None:
    alone = Statement("SELECT %(one)s::text")
    inside = Statement(
        "SELECT told FROM unnest(%(all)s::text[]) WITH ORDINALITY AS t(told, n) ORDER BY n"
    )
    assert [text(alone.run({"one": one})[0][0]) for one in HARD] == HARD
    assert [text(row[0]) for row in inside.run({"all": HARD})] == HARD


def test_every_type_comes_back_as_it_went() -> None:
    at = datetime(2026, 3, 1, 23, 59, 59, tzinfo=UTC)
    one = UUID("0199f0a0-0000-7000-8000-000000000001")
    told = Statement(
        "SELECT a = ANY(%(as)s), b = ANY(%(bs)s), c, d FROM (SELECT %(a)s::uuid AS a,"
        " %(b)s::timestamptz AS b, %(c)s::bytea AS c, %(d)s::boolean AS d) AS x"
    )
    (row,) = told.run({"a": one, "as": [one], "b": at, "bs": [None, at], "c": b"\0\\x", "d": True})
    assert (row[0], row[1], octets(row[2]), row[3]) == (b"t", b"t", b"\0\\x", b"t")
    (row,) = Statement("SELECT %(a)s::bytea[], %(n)s::integer").run({"a": [b"\0", None], "n": None})
    assert row == (b'{"\\\\x00",NULL}', None)


def test_a_percent_sign_that_is_doubled_stands_for_one() -> None:
    assert Statement("SELECT 7 %% %(by)s::integer").run({"by": 4}) == [(b"3",)]


def test_a_value_of_an_unknown_type_is_refused_and_the_line_stays_usable() -> None:
    with pytest.raises(KeyError):
        PUT.run({"id": 1.5, "told": "x"})
    assert ONE.run({}) == [(b"1",)]
    assert ids() == []


def test_what_follows_a_fault_does_not_run_and_the_fault_is_djangos() -> None:
    PUT.run({"id": 1, "told": "first"})
    with pytest.raises(IntegrityError):
        journey((PUT, {"id": 1, "told": "again"}), (PUT, {"id": 2, "told": "after"}))
    assert ids() == [1]
    with pytest.raises(DataError):
        NONE.run({"by": 0})
    assert NONE.run({"by": 1}) == [(b"1",)]


def test_several_statements_travel_together_and_each_gives_its_rows() -> None:
    rows = journey(
        (PUT, {"id": 1, "told": None}), (ONE, {}), (PUT, {"id": 2, "told": "b"}), (ONE, {})
    )
    assert rows == [[], [(b"1",)], [], [(b"1",)]]
    assert ids() == [1, 2]


def test_a_fault_inside_a_transaction_undoes_no_more_than_its_savepoint() -> None:
    with transaction.atomic():
        PUT.run({"id": 1, "told": "kept"})
        with pytest.raises(IntegrityError), transaction.atomic():
            PUT.run({"id": 1, "told": "again"})
        PUT.run({"id": 2, "told": "kept"})
    assert ids() == [1, 2]


def test_megabytes_pass_in_both_directions() -> None:
    long = "长文" * 1_000_000
    assert text(Statement("SELECT %(long)s::text").run({"long": long})[0][0]) == long


def test_statements_that_somebody_threw_away_are_prepared_again() -> None:
    ONE.run({})
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with pytest.raises(ProgrammingError):
        ONE.run({})
    assert ONE.run({}) == [(b"1",)]


def test_a_connection_that_the_server_ends_is_told_and_a_new_one_works() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    with pytest.raises(OperationalError):
        Statement("SELECT pg_terminate_backend(%(pid)s::integer), pg_sleep(5)").run(
            {"pid": backend}
        )
    connection.close_if_unusable_or_obsolete()
    assert ONE.run({}) == [(b"1",)]
