"""A passage keeps everything or nothing, begins with its first question, ends with its last."""

from collections.abc import Iterator

import pytest
from django.db import IntegrityError, connection, transaction

from lianxin.cases.door.transaction import passage
from lianxin.database.pipeline import Statement

pytestmark = pytest.mark.django_db(transaction=True)

PUT = Statement("INSERT INTO passage_test (id) VALUES (%(id)s::integer)")
ASK = Statement("SELECT count(*) FROM passage_test")


@pytest.fixture(autouse=True)
def table(db: None) -> Iterator[None]:
    """A table of our own."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS passage_test")
        cursor.execute("CREATE TABLE passage_test (id integer PRIMARY KEY)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE passage_test")


def ids() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM passage_test ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def is_idle() -> bool:
    return connection.connection.info.transaction_status == 0


def test_what_was_finished_is_kept() -> None:
    with passage() as way:
        assert way.ask(ASK, {}) == [(b"0",)]
        way.finish(PUT, {"id": 1})
    assert is_idle()
    assert ids() == [1]


def test_what_raises_leaves_nothing() -> None:
    with pytest.raises(ValueError, match="no"), passage() as way:
        way.ask(PUT, {"id": 1})
        raise ValueError("no")
    assert is_idle()
    assert ids() == []


def test_what_is_not_finished_leaves_nothing() -> None:
    with passage() as way:
        way.ask(PUT, {"id": 1})
    assert is_idle()
    assert ids() == []


def test_a_last_statement_that_fails_takes_the_others_along() -> None:
    with pytest.raises(IntegrityError), passage() as way:
        way.ask(PUT, {"id": 1})
        way.finish(PUT, {"id": 1})
    assert is_idle()
    assert ids() == []


def test_a_first_question_that_fails_leaves_the_line_usable() -> None:
    PUT.run({"id": 1})
    with pytest.raises(IntegrityError), passage() as way:
        way.ask(PUT, {"id": 1})
    assert is_idle()
    with passage() as way:
        way.ask(ASK, {})
        way.finish(PUT, {"id": 2})
    assert ids() == [1, 2]


def test_questions_by_the_ordinary_cursor_between_belong_to_it() -> None:
    with pytest.raises(ValueError, match="no"), passage() as way:
        way.ask(PUT, {"id": 1})
        assert ids() == [1]
        raise ValueError("no")
    assert ids() == []


def test_inside_a_transaction_it_is_a_savepoint_of_it() -> None:
    with transaction.atomic():
        with passage() as way:
            way.ask(ASK, {})
            way.finish(PUT, {"id": 1})
        with pytest.raises(IntegrityError), passage() as way:
            way.ask(ASK, {})
            way.finish(PUT, {"id": 1})
        with passage() as way:
            way.ask(ASK, {})
            way.finish(PUT, {"id": 2})
    assert ids() == [1, 2]
    with pytest.raises(ValueError, match="no"), transaction.atomic():
        with passage() as way:
            way.ask(ASK, {})
            way.finish(PUT, {"id": 3})
        raise ValueError("no")
    assert ids() == [1, 2]
