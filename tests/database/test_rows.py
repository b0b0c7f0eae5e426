"""One list of columns gives both forms of a statement, and both write the same."""

from uuid import UUID

import pytest
from django.db import connection

from lianxin.database.pipeline import Statement
from lianxin.database.rows import ANY_NUMBER, RowStatement

ID = UUID(int=7)
LOOKED_FOR = RowStatement(
    'SELECT {columns} FROM ({rows}) AS line ({columns}) ORDER BY "case"',
    prefix="q",
    columns={"case": "uuid", "n": "integer", "word": "text"},
)


def test_few_rows_stand_as_values_and_any_number_as_arrays() -> None:
    assert LOOKED_FOR.text(2) == (
        'SELECT "case", "n", "word" FROM (VALUES'
        " (%(q_case_0)s::uuid, %(q_n_0)s::integer, %(q_word_0)s::text),"
        " (%(q_case_1)s::uuid, %(q_n_1)s::integer, %(q_word_1)s::text)"
        ') AS line ("case", "n", "word") ORDER BY "case"'
    )
    assert "unnest(%(q_case)s::uuid[], %(q_n)s::integer[], %(q_word)s::text[])" in LOOKED_FOR.text()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [ANY_NUMBER, 2])
def test_both_forms_carry_the_same_rows(count: int) -> None:
    rows = [(ID, 1, "路灯"), (UUID(int=8), 2, None)]
    found = Statement(LOOKED_FOR.text(count)).run(LOOKED_FOR.parameters(rows, count=count))
    assert found == [
        (str(UUID(int=7)).encode(), b"1", "路灯".encode()),
        (str(UUID(int=8)).encode(), b"2", None),
    ]


@pytest.mark.django_db
def test_arrays_of_no_rows_are_no_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute(LOOKED_FOR.text(), LOOKED_FOR.parameters([]))
        assert cursor.fetchall() == []


@pytest.mark.parametrize("count", [1, 3])
def test_another_number_of_rows_than_the_statement_holds_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="zip"):
        LOOKED_FOR.parameters([(ID, 1, "a"), (ID, 2, "b")], count=count)
