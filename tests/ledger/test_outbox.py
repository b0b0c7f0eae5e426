"""The outbox: every reader works it off in one way, and no line can hold the others up."""

import errno
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from lianxin.ledger import aside, outbox
from lianxin.ledger.outbox import PAUSE, TRIES, Handle, OutboxLine, Taken
from tests.ledger.writing import AT, another_connection

STREAM = uuid4()


def put(*payloads: str, reader: str = "notices") -> None:
    """Lines for one reader."""
    outbox.put([OutboxLine(reader, STREAM, 1, payload) for payload in payloads])


class Handler:
    """Handles lines and remembers their payloads; `poison` is what it fails at, and how."""

    def __init__(self, **poison: Exception | Callable[[], object]) -> None:
        self.poison = poison
        self.payloads: list[str] = []

    def __call__(self, line: Taken) -> None:
        fault = self.poison.get(line.payload)
        if isinstance(fault, Exception):
            raise fault
        if fault is not None:
            fault()
        self.payloads.append(line.payload)


def drained(handle: Handle, *, minute: int = 0, limit: int = 10, tries: int = TRIES) -> int:
    """Let the notices reader look, so many minutes later."""
    at = AT + minute * PAUSE
    return outbox.drain("notices", handle, at=at, limit=limit, tries=tries)


def payloads_taken(*, limit: int = 10) -> list[str]:
    """What the notices reader handles now, all of it well."""
    handler = Handler()
    drained(handler, limit=limit)
    return handler.payloads


def left() -> list[tuple[str, int]]:
    """Return what lies in the outbox, with the count of tries."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload, tries FROM ledger_outbox ORDER BY id")
        return list(cursor.fetchall())


@pytest.mark.django_db
def test_lines_are_taken_oldest_first_and_then_gone() -> None:
    put("a", "b", "c")
    put("x", reader="commands")
    assert payloads_taken(limit=2) == ["a", "b"]
    assert payloads_taken() == ["c"]
    assert payloads_taken() == []


@pytest.mark.django_db
def test_poison_in_the_middle_holds_up_no_other(caplog: pytest.LogCaptureFixture) -> None:
    put("a", "bad", "c")
    handler = Handler(bad=ValueError("what a resident said"))
    assert drained(handler) == 3
    assert handler.payloads == ["a", "c"]
    assert left() == [("bad", 1)]
    assert "could not handle" in caplog.text


@pytest.mark.django_db
def test_what_failed_is_tried_again_only_after_a_pause() -> None:
    put("bad")
    drained(Handler(bad=ValueError()))
    assert drained(Handler()) == 0
    assert drained(Handler(), minute=1) == 1
    assert left() == []


@pytest.mark.django_db
def test_a_line_that_succeeds_at_the_last_try_is_never_set_aside() -> None:
    put("bad")
    for minute in range(TRIES - 1):
        assert drained(Handler(bad=ValueError()), minute=minute) == 1
    assert drained(Handler(), minute=TRIES) == 1
    assert (left(), aside.count()) == ([], 0)


@pytest.mark.django_db
def test_after_its_tries_a_line_is_set_aside_with_place_and_count_but_no_words() -> None:
    put("bad", "good")
    for minute in range(TRIES):
        drained(Handler(bad=lambda: aside.listed(-1)), minute=minute)
    (line,) = aside.listed()
    assert (line.reader, line.stream, line.tries) == ("notices", STREAM, TRIES)
    assert line.aside_at == AT + (TRIES - 1) * PAUSE
    assert line.fault.startswith("DataError lianxin.ledger.aside:")
    assert drained(Handler(), minute=100) == 0
    assert left() == [("bad", TRIES)]


@pytest.mark.django_db
def test_the_words_of_a_fault_are_not_kept() -> None:
    put("bad")
    drained(Handler(bad=ValueError("赵一 13800002210")), tries=1)
    assert "赵一" not in aside.listed()[0].fault


@pytest.mark.django_db
def test_somebody_is_told_when_a_line_is_given_up_and_not_before() -> None:
    put("bad")
    told = Handler()
    for minute in range(3):
        at = AT + minute * PAUSE
        handler = Handler(bad=ValueError())
        outbox.drain("notices", handler, at=at, limit=9, tries=3, given_up=told)
        assert told.payloads == (["bad"] if minute == 2 else [])


@pytest.mark.django_db
def test_telling_may_fail_too_and_holds_up_nobody() -> None:
    put("bad", "good")
    bad = Handler(bad=ValueError())
    outbox.drain("notices", bad, at=AT, limit=9, tries=1, given_up=Handler(bad=KeyError()))
    assert (aside.count(), bad.payloads) == (1, ["good"])


@pytest.mark.django_db
def test_what_was_set_aside_is_tried_again_when_asked_for_one_reader_or_all() -> None:
    for reader in ("notices", "sittings"):
        put("bad", reader=reader)
        outbox.drain(reader, Handler(bad=ValueError()), at=AT, limit=9, tries=1)
    assert aside.retry("sittings") == 1
    assert [line.reader for line in aside.listed()] == ["notices"]
    assert aside.retry() == 1
    assert left() == [("bad", 0), ("bad", 0)]
    assert payloads_taken() == ["bad"]


@pytest.mark.usefixtures("committed")
def test_what_a_failing_line_did_is_undone_and_what_the_others_did_stays() -> None:
    put("a", "bad", "c")

    def handle(line: Taken) -> None:
        put(f"did {line.payload}", reader="done")
        if line.payload == "bad":
            raise ValueError

    drained(handle)
    assert left() == [("bad", 1), ("did a", 0), ("did c", 0)]


@pytest.mark.usefixtures("committed")
def test_a_constraint_kept_for_the_end_is_the_fault_of_its_line_alone() -> None:
    put("a", "bad", "c")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE late (n integer, CONSTRAINT one UNIQUE (n) DEFERRABLE INITIALLY DEFERRED)"
        )
    try:
        handler = Handler(bad=_twice)
        assert drained(handler) == 3
        assert left() == [("bad", 1)]
        assert drained(handler, tries=2, minute=1) == 1
        assert aside.listed()[0].fault.startswith(IntegrityError.__name__)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE late")


def _twice() -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO late VALUES (1), (1)")


@pytest.mark.usefixtures("committed")
def test_a_statement_that_is_too_slow_is_the_fault_of_its_line() -> None:
    put("bad", "good")
    handler = Handler(bad=_too_slow)
    assert drained(handler) == 2
    assert (handler.payloads, left()) == (["good"], [("bad", 1)])


def _too_slow() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '20ms'")
        cursor.execute("SELECT pg_sleep(5)")


@pytest.mark.usefixtures("committed")
def test_the_server_killed_in_the_middle_costs_no_line_and_no_try() -> None:
    put("a", "b", "c")

    def handle(line: Taken) -> None:
        put(f"did {line.payload}", reader="done")
        if line.payload == "b":
            _kill_this_session()

    with pytest.raises(OperationalError):
        drained(handle)
    connection.close()
    assert left() == [("a", 0), ("b", 0), ("c", 0)]
    assert payloads_taken() == ["a", "b", "c"]


def _kill_this_session() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    with another_connection() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [pid])
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize(
    ("fault", "is_outage"),
    [
        (OSError(errno.ENOSPC, "no space left"), True),
        (OSError(errno.EIO, "the disk fails"), True),
        (OperationalError("the server closed the connection"), True),
        (FileNotFoundError(errno.ENOENT, "this sheet is gone"), False),
        (MemoryError(), False),
    ],
)
def test_a_machine_at_its_end_is_no_fault_of_a_line(fault: Exception, is_outage: bool) -> None:
    put("bad")
    if is_outage:
        with pytest.raises(type(fault)):
            drained(Handler(bad=fault))
        assert left() == [("bad", 0)]
    else:
        assert drained(Handler(bad=fault)) == 1
        assert left() == [("bad", 1)]


@pytest.mark.usefixtures("committed")
def test_two_drains_at_once_never_take_the_same_line() -> None:
    put("a", "b")
    with another_connection() as other:
        other.execute("SELECT FROM ledger_outbox WHERE payload = 'a' FOR UPDATE")
        assert payloads_taken() == ["b"]
    assert payloads_taken() == ["a"]


@pytest.mark.usefixtures("committed")
def test_a_line_is_gone_only_with_the_transaction_that_handled_it() -> None:
    put("a")
    with pytest.raises(RuntimeError), transaction.atomic():
        assert payloads_taken() == ["a"]
        raise RuntimeError
    assert payloads_taken() == ["a"]


@pytest.mark.django_db
def test_a_later_look_comes_to_what_fell_due() -> None:
    put("bad")
    drained(Handler(bad=ValueError()))
    early = AT + PAUSE - timedelta(seconds=1)
    assert outbox.drain("notices", Handler(), at=early, limit=9) == 0
    assert outbox.drain("notices", Handler(), at=AT + PAUSE, limit=9) == 1


@pytest.mark.django_db
def test_lines_that_an_older_version_put_aside_come_back_under_their_reader() -> None:
    put('{"tries": 2}', reader="notices-again")
    put('{"tries": 5}', reader="notices-aside")
    put("", reader="documents-aside")
    with connection.cursor() as cursor:
        cursor.execute(import_module("lianxin.ledger.migrations.0006_set_aside").COME_BACK)
        cursor.execute("SELECT reader, payload, tries FROM ledger_outbox ORDER BY id")
        lines = cursor.fetchall()
    assert lines == [("notices", "", 2), ("notices", "", 5), ("documents", "", 1)]
    assert [line.reader for line in aside.listed()] == ["notices", "documents"]
