"""Outbox lines become notices; a broken one is tried again and in the end a task at the centre."""

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from lianxin.cases.loops import ringing
from lianxin.ledger import aside, outbox
from lianxin.ledger.outbox import PAUSE, OutboxLine
from lianxin.notices import reading
from lianxin.notices.models import Notice
from lianxin.notices.reading import FAILED, READER, take
from tests.county import AT, give, register

LATER = AT + timedelta(minutes=1)


def notices(**wanted: Any) -> list[Notice]:
    return list(Notice.objects.filter(**wanted).order_by("id"))


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM ledger_outbox WHERE reader = %s AND tries = 0", [READER]
        )
        return int(cursor.fetchone()[0])


def failed() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_outbox WHERE tries > 0 AND aside_at IS NULL")
        return int(cursor.fetchone()[0])


def again(minute: int) -> int:
    return take(LATER + minute * PAUSE)


def assigned() -> str:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["ecology"])
    return number


def test_bodies_are_told_that_a_case_is_theirs(county: str) -> None:
    number = assigned()
    assert take(LATER) == 1
    found = notices()
    assert [(one.to_body, one.fact, one.number) for one in found] == [
        ("ecology", "assigned", number),
        ("urban-management", "assigned", number),
    ]
    assert {(one.made_at, one.read_at, one.sequence) for one in found} == {(LATER, None, 2)}
    assert waiting() == 0


def test_an_alarm_names_its_clock_and_moment(county: str) -> None:
    register()
    ringing.ring_due(AT + timedelta(days=1))
    take(AT + timedelta(days=1))
    found = notices(fact="rung")
    assert {one.about for one in found} == {"dispatch:due"}
    assert {one.to_body or one.to_post for one in found} == {"hotline", "hotline-supervisor"}


def test_a_line_that_comes_twice_tells_once(county: str) -> None:
    number = assigned()
    take(LATER)
    stream = notices(number=number)[0].case
    assert stream is not None
    outbox.put([OutboxLine(READER, stream, 2)])
    assert take(LATER) == 1
    assert len(notices(number=number)) == 2


def test_whoever_led_at_that_moment_is_told_not_who_leads_now(county: str) -> None:
    number = assigned()
    give(
        "dispatcher-1",
        number,
        "reassign",
        lead="housing",
        reason="属于住建",
        at=AT + timedelta(minutes=5),
    )
    take(AT + timedelta(hours=1))
    assert {one.to_body for one in notices(fact="assigned")} == {"urban-management", "ecology"}
    assert {one.to_body for one in notices(fact="reassigned")} == {"urban-management", "housing"}


def test_one_complained_of_hears_nothing(county: str) -> None:
    number = register(
        "operator-3", kind="misconduct_report", respondent=["urban-management"]
    ).state.number
    give("dispatcher-2", number, "assign", lead="discipline", assist=[])
    take(LATER)
    assert {one.to_body for one in notices()} == {"discipline", "petition-office"}


def test_a_notice_holds_no_text_and_no_name(county: str) -> None:
    assigned()
    take(LATER)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(n::text, '|') FROM notices_notice AS n")
        (told,) = cursor.fetchone()
    assert "赵一" not in told
    assert "噪声" not in told
    assert "1380000" not in told


def test_a_line_that_fails_does_not_hold_the_others_up(
    county: str, caplog: pytest.LogCaptureFixture
) -> None:
    outbox.put([OutboxLine(READER, uuid4(), 1)])
    number = assigned()
    assert take(LATER) == 2
    assert len(notices(number=number)) == 2
    assert (waiting(), failed()) == (0, 1)
    assert "could not handle" in caplog.text


def test_after_five_tries_a_line_is_set_aside_and_the_centre_told(
    county: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    number = assigned()
    monkeypatch.setattr(reading, "told_of", lambda *given: 1 / 0)
    take(LATER)
    for minute in (1, 2, 3):
        assert again(minute) == 1
    assert (failed(), aside.count()) == (1, 0)
    assert again(4) == 1
    assert (failed(), aside.count()) == (0, 1)
    (task,) = notices()
    assert (task.fact, task.number, task.to_body) == (FAILED, number, "hotline")
    assert again(5) == 0


def test_a_line_whose_case_cannot_be_read_is_told_to_the_countys_centre(
    county: str, caplog: pytest.LogCaptureFixture
) -> None:
    outbox.put([OutboxLine(READER, uuid4(), 1)])
    take(LATER)
    for minute in (1, 2, 3, 4):
        again(minute)
    (task,) = notices()
    assert (task.fact, task.number) == (FAILED, "")
    assert task.to_body in {"petition-office", "hotline"}


def test_a_database_that_goes_away_costs_no_line_a_try(
    county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigned()

    def gone(*given: Any) -> None:
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(reading, "told_of", gone)
    with pytest.raises(OperationalError), transaction.atomic():
        take(LATER)
    assert (waiting(), failed()) == (1, 0)


def test_two_readers_at_once_tell_each_line_once(open_county: str) -> None:
    outbox_before = waiting()
    numbers = [assigned() for _ in range(30)]
    done: list[int] = []

    def reading_on() -> None:
        # A thread has a connection of its own; it must lead to the same county.
        connection.settings_dict = {**connection.settings_dict, "NAME": open_county}
        try:
            while taken := take(LATER, limit=4):
                done.append(taken)
        finally:
            connection.close()

    threads = [threading.Thread(target=reading_on) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(done) == outbox_before + 30
    assert len(notices(fact="assigned")) == 2 * len(numbers)
