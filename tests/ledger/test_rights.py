"""What somebody who does not own the ledger may do with it."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.ledger import rights, statements
from tests.ledger.writing import a_case

PARTITIONS = [f"ledger_entry_p{part}" for part in range(8)]
CHANGES = ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER")
pytestmark = pytest.mark.django_db


def asked(question: str, *values: object) -> object:
    """The one value that a question gives."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


@pytest.fixture(params=['"county works"', "PUBLIC"])
def worker(request: pytest.FixtureRequest) -> Iterator[str]:
    """A role that was given all rights, itself or with everybody; as it is asked for."""
    with connection.cursor() as cursor:
        cursor.execute('CREATE ROLE "county works"')
        cursor.execute(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {request.param}")
        yield "county works"
        cursor.execute("RESET ROLE")


@pytest.mark.parametrize("table", [*statements.ADDED_TO_ONLY, *PARTITIONS])
def test_nobody_but_the_owner_keeps_the_right_to_change_what_is_added_to(
    worker: str, table: str
) -> None:
    rights.narrow()
    for right in CHANGES:
        assert asked("SELECT has_table_privilege(%s, %s, %s)", worker, table, right) is False
    for right in ("SELECT", "INSERT"):
        assert asked("SELECT has_table_privilege(%s, %s, %s)", worker, table, right) is True


def test_other_tables_are_worked_with_as_before(worker: str) -> None:
    rights.narrow()
    for table in ("cases_case", "ledger_head", "ledger_outbox", "ledger_cursor"):
        assert asked("SELECT has_table_privilege(%s, %s, 'UPDATE')", worker, table) is True


def test_a_change_is_refused_before_any_trigger_is_asked(worker: str) -> None:
    a_case()
    rights.narrow()
    with connection.cursor() as cursor:
        cursor.execute('SET ROLE "county works"')
        for statement in ("UPDATE ledger_entry SET person = 'x'", "DELETE FROM ledger_entry_p0"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                cursor.execute(statement)
        cursor.execute("SELECT count(*) FROM ledger_entry")
        assert cursor.fetchone()[0] > 0


def test_narrowing_again_changes_nothing(worker: str) -> None:
    rights.narrow()
    rights.narrow()
    assert asked("SELECT has_table_privilege(%s, 'ledger_entry', 'INSERT')", worker) is True
