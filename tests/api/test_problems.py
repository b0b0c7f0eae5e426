"""What goes wrong, told the same way everywhere."""

import logging
from pkgutil import resolve_name
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from lianxin.api import answers, problems
from lianxin.cases import door
from lianxin.rules.decide import decide
from lianxin.rules.refusals import CODES
from lianxin.rules.wording import SENTENCES
from tests.api.conftest import As, Caller, Clock, lose_the_database
from tests.county import PLAIN, register, token_for


def test_every_refusal_has_a_sentence_and_a_status() -> None:
    assert set(CODES) == set(SENTENCES) == set(answers.STATUS)


def test_every_problem_has_a_sentence_and_a_status() -> None:
    assert set(problems.CODES) == set(problems.SENTENCES) == set(problems.STATUS)
    assert not set(problems.CODES) & set(CODES)


def test_every_status_has_a_title() -> None:
    statuses = {*answers.STATUS.values(), *problems.STATUS.values()}
    assert statuses == set(problems.TITLES)


def test_the_list_of_problems_tells_all_of_them(stranger: Caller) -> None:
    told = stranger.get("/problems").json()["items"]
    assert {one["code"] for one in told} == {*CODES, *problems.CODES}


@pytest.mark.parametrize(
    ("wish", "lang"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-US", "en"),
        ("fr, en;q=0.5", "en"),
        ("fr", "zh"),
        ("*", "zh"),
        (";;;q=", "zh"),
    ],
)
def test_a_problem_is_told_in_the_language_asked_for(
    stranger: Caller, wish: str, lang: str
) -> None:
    answer = stranger.get("/me", Accept_Language=wish)
    assert answer["Content-Language"] == lang
    assert answer["Vary"] == "Accept-Language"
    zh, en = problems.SENTENCES["token_unknown"]
    assert answer.json()["detail"] == (zh if lang == "zh" else en)


@pytest.mark.parametrize("path", ["/nothing", "/cases/a/b", "/", "/cases/x/commands/y"])
def test_an_address_that_is_not_there_is_a_problem_too(stranger: Caller, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer["Content-Type"] == problems.MEDIA


@pytest.mark.parametrize("method", ["delete", "put", "patch"])
def test_a_method_that_is_not_taken_is_a_problem_too(stranger: Caller, method: str) -> None:
    answer = getattr(stranger.client, method)("/api/v1/cases")
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}


def test_a_foreign_host_name_is_a_problem_too(stranger: Caller) -> None:
    answer = Client().get("/api/v1/problems", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_what_is_foreseen_by_nobody_is_noted_and_tells_nothing(
    as_: As, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(door, "register", fail)
    caller = as_("operator-1")
    with caplog.at_level(logging.ERROR):
        answer = caller.client.post(
            "/api/v1/cases",
            PLAIN,
            content_type="application/json",
            headers={"Authorization": f"Bearer {caller.token}"},
        )
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert b"secret" not in answer.content
    assert "secret detail" in caplog.text


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        return int(cursor.fetchone()[0])


@pytest.fixture
def machine(open_county: str, clock: Clock) -> Caller:
    """A hotline's machine, in a county where commits are real."""
    return Caller(token_for("operator-1"))


def _unavailable(answer: Any) -> None:
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert int(answer["Retry-After"]) > 0


def test_a_database_lost_before_the_request_is_told_and_the_next_one_works(
    machine: Caller,
) -> None:
    assert machine.post("/cases", PLAIN).status_code == 201
    lose_the_database()
    _unavailable(machine.post("/cases", PLAIN))
    connection.close()
    assert machine.post("/cases", PLAIN).status_code == 201
    assert _count() == 2


@pytest.mark.parametrize(
    "place",
    [
        "lianxin.cases.door.recording.decide_register",
        "lianxin.cases.door.transaction.Passage.finish",
    ],
)
def test_a_database_lost_inside_the_door_leaves_nothing_half_written(
    machine: Caller, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    machine.post("/cases", PLAIN)
    real = resolve_name(place)

    def lost(*args: Any, **kwargs: Any) -> Any:
        lose_the_database()
        return real(*args, **kwargs)

    monkeypatch.setattr(place, lost)
    _unavailable(machine.post("/cases", PLAIN, Idempotency_Key="once"))
    connection.close()
    assert _count() == 1
    monkeypatch.undo()
    assert machine.post("/cases", PLAIN, Idempotency_Key="once").status_code == 201


def test_a_database_that_cannot_be_reached_is_told(
    machine: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    _unavailable(machine.get("/me"))
    _unavailable(machine.post("/login", {"username": "li", "password": "x"}))
    _unavailable(machine.get("/track/0000000000"))


@pytest.mark.parametrize("path", ["/cases", "/areas", "/figures/registered"])
def test_a_database_lost_while_reading_is_told(
    machine: Caller, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    def gone(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("terminating connection due to administrator command")

    monkeypatch.setattr("lianxin.api.fresh.book", gone)
    _unavailable(machine.get(path))


def test_a_case_that_is_there_is_untouched_by_a_failed_command(
    machine: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = register().state.number
    dispatcher = Caller(token_for("dispatcher-1"))

    def lost(*args: Any, **kwargs: Any) -> Any:
        found = decide(*args, **kwargs)
        lose_the_database()
        return found

    monkeypatch.setattr("lianxin.cases.door.recording.decide", lost)
    _unavailable(dispatcher.command(number, "assign", lead="urban-management"))
    connection.close()
    monkeypatch.undo()
    told = dispatcher.get(f"/cases/{number}").json()
    assert (told["stage"], told["version"], told["legs"]) == ("registered", 1, [])


@pytest.mark.parametrize(
    "path", ["/cases?cursor=x", "/cases?stadium=x", "/figures/registered?unit=x"]
)
def test_a_reason_is_told_in_the_language_asked_for_too(as_: As, path: str) -> None:
    caller = as_("dispatcher-1")
    (zh,) = caller.get(path, Accept_Language="zh").json()["errors"]
    (en,) = caller.get(path, Accept_Language="en").json()["errors"]
    assert zh["pointer"] == en["pointer"]
    assert en["reason"].isascii()
    assert not zh["reason"].isascii()


def test_the_choices_of_a_field_are_listed_in_the_language_asked_for(as_: As) -> None:
    number = register().state.number
    answer = as_("dispatcher-1").command(number, "close", disposition="x")
    (fault,) = answer.json()["errors"]
    assert fault["pointer"] == "/disposition"
    assert " or " not in fault["reason"]
