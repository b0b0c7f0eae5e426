"""Who gets in: tokens, verbs, bodies, revocation."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from lianxin.api import fresh
from lianxin.api.documents import document
from lianxin.api.routes import api
from lianxin.org import versions
from lianxin.people import actors
from lianxin.people.models import Appointment
from tests.api.conftest import ROOT, As, Caller, Clock
from tests.cases import tables
from tests.county import AT, BY, LOADED, PLAIN, give, register, token_for

OPEN = {
    "/track/{query_code}",
    "/track/{query_code}/documents",
    "/track/{query_code}/documents/{file}",
    "/problems",
    "/login",
}
VERB = {
    ("post", "/cases"): "register",
    ("get", "/cases"): "read",
    ("get", "/cases/{number}"): "read",
    ("post", "/cases/{number}/commands"): "command",
    ("get", "/cases/{number}/entries"): "read",
    ("get", "/cases/{number}/proof"): "read",
    ("get", "/cases/{number}/attachments/{attachment}"): "read",
    ("get", "/cases/{number}/documents"): "read",
    ("get", "/cases/{number}/documents/{file}"): "read",
    ("post", "/attachments"): "register",
    ("get", "/sittings"): "read",
    ("post", "/sittings"): "command",
    ("get", "/sittings/{id}"): "read",
    ("get", "/sittings/{id}/{file}"): "read",
    ("post", "/sittings/{id}/acts"): "command",
    ("get", "/figures/{name}"): "figures",
    ("get", "/figures/{name}/entries"): "figures",
}
OPERATIONS = [
    (method, path.removeprefix(ROOT))
    for path, methods in document(api)["paths"].items()
    for method in methods
]
CLOSED = [one for one in OPERATIONS if one[1] not in OPEN]


def _ask(caller: Caller, method: str, path: str) -> Any:
    filled = path.format(
        number="QINGHE-260302-ZZZZZZ", attachment="x", name="registered", file="x", id=UUID(int=1)
    )
    return caller.get(filled) if method == "get" else caller.post(filled, {})


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_a_stranger_may_not(stranger: Caller, method: str, path: str) -> None:
    answer = _ask(stranger, method, path)
    assert (answer.status_code, answer.json()["code"]) == (401, "token_unknown")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "given", ["Bearer nonsense", "Bearer ", "Basic YTpi", "Bearer \u00fc\u00ff"]
)
def test_a_wrong_token_opens_nothing(stranger: Caller, given: str) -> None:
    stranger.client.defaults["HTTP_AUTHORIZATION"] = given
    for method, path in CLOSED:
        if path != "/logout":
            assert _ask(stranger, method, path).status_code == 401, path


@pytest.mark.parametrize(("operation", "verb"), VERB.items())
def test_a_token_without_the_verb_may_not(as_: As, operation: tuple[str, str], verb: str) -> None:
    others: list[Any] = [one for one in actors.VERBS if one not in {verb, "command"}]
    if verb == "command":
        others = ["read", "register"]
    answer = _ask(as_("dispatcher-1", *others), *operation)
    assert (answer.status_code, answer.json()["code"]) == (403, "verb_missing")
    assert verb in answer.json()["detail"]


def test_every_operation_asks_for_a_verb_or_is_open_to_all_known() -> None:
    known = {"/commands", "/categories", "/areas", "/bodies", "/procedures", "/me", "/logout"}
    assert {path for _, path in OPERATIONS} == {path for _, path in VERB} | OPEN | known


def test_a_revoked_token_is_refused_at_once(as_: As) -> None:
    caller = as_("dispatcher-1")
    assert caller.get("/me").status_code == 200
    actors.revoke_token(actors.hashed(caller.token), at=AT, by=BY)
    assert caller.get("/me").status_code == 401


def test_a_token_ends_on_its_moment_although_nothing_moved(county: str, clock: Clock) -> None:
    until = AT + timedelta(minutes=1)
    caller = Caller(
        actors.give_token(
            "dispatcher-1", label="short", verbs=["read"], at=LOADED, by=BY, until=until
        )
    )
    assert caller.get("/me").status_code == 200
    clock.on(seconds=59)
    assert caller.get("/me").status_code == 200
    clock.on(seconds=1)
    assert caller.get("/me").status_code == 401


def test_a_token_does_not_open_before_its_day(county: str, clock: Clock) -> None:
    clock.at = LOADED - timedelta(days=1)
    assert Caller(token_for("dispatcher-1")).get("/me").status_code == 401


def test_an_appointment_that_ends_takes_the_post_away_the_next_day(as_: As, clock: Clock) -> None:
    caller = as_("clerk-urban")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_appointment SET until = '2026-03-02' WHERE person = 'clerk-urban'"
        )
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    assert caller.get(f"/cases/{number}").status_code == 200
    clock.at = AT + timedelta(hours=16)
    assert caller.get(f"/cases/{number}").status_code == 404
    assert caller.get("/me").json()["posts"] == []


def test_a_token_of_a_body_carries_only_the_posts_there(as_: As) -> None:
    told = as_("dispatcher-1", body="hotline").get("/me").json()
    assert {held["body"] for held in told["posts"]} == {"hotline"}
    bare = as_("dispatcher-1", body="urban-management").get("/me").json()
    assert (bare["posts"], bare["kind"], bare["body"]) == ([], "officer", "urban-management")


def test_a_token_of_another_body_sees_nothing(as_: As) -> None:
    number = register("operator-2").state.number
    caller = as_("dispatcher-1", body="urban-management")
    assert caller.get(f"/cases/{number}").status_code == 404
    assert caller.command(number, "assign", lead="urban-management").status_code == 404


def test_a_token_of_one_body_does_not_open_what_another_post_of_its_person_shuts(as_: As) -> None:
    Appointment.objects.create(
        person_id="clerk-urban", post_id="hotline-dispatcher", since=date(2026, 1, 1)
    )
    narrowed = as_("clerk-urban", body="hotline")
    plain = register().state.number
    assert narrowed.get(f"/cases/{plain}").status_code == 200
    shut = register(kind="misconduct_report", respondent=["urban-management"]).state.number
    assert as_("dispatcher-1").get(f"/cases/{shut}").status_code == 200
    assert narrowed.get(f"/cases/{shut}").status_code == 404


def test_who_i_am_is_told_with_my_posts_and_verbs(as_: As) -> None:
    told = as_("clerk-urban", "read", "command").get("/me").json()
    assert told["person"] == "clerk-urban"
    assert told["verbs"] == ["command", "read"]
    assert told["posts"][0]["body"] == "urban-management"
    assert told["kind"] == "officer"


def test_a_person_without_a_post_acts_for_himself(as_: As) -> None:
    assert as_("resident-zhao").get("/me").json()["kind"] == "petitioner"


def test_a_known_token_is_read_from_the_database_once(
    as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = as_("operator-1")
    caller.post("/cases", PLAIN)
    monkeypatch.setattr(actors, "token", _never)
    assert caller.post("/cases", PLAIN).status_code == 201


def known(as_: As, person: str) -> Caller:
    """A caller whose token this process has just read."""
    caller = as_(person)
    assert caller.get("/me").status_code == 200
    return caller


def revoke(caller: Caller) -> None:
    actors.revoke_token(actors.hashed(caller.token), at=AT, by=BY)


@pytest.mark.parametrize(
    "body", [PLAIN, {}, {**PLAIN, "area": "nowhere"}], ids=["good", "wrong shape", "refused"]
)
def test_whoever_registers_with_a_token_just_revoked_learns_nothing_else(
    as_: As, body: dict[str, Any]
) -> None:
    caller = known(as_, "operator-1")
    revoke(caller)
    assert caller.post("/cases", body).status_code == 401
    assert tables.count("cases_case") == 0


@pytest.mark.parametrize("number", ["QINGHE-260302-ZZZZZZ", "no number", "a case"])
@pytest.mark.parametrize("body", [{"command": "note", "text": "记"}, {"command": "dance"}])
def test_whoever_commands_with_a_token_just_revoked_learns_nothing_else(
    as_: As, number: str, body: dict[str, Any]
) -> None:
    one = register().state.number
    caller = known(as_, "operator-1")
    revoke(caller)
    path = f"/cases/{one if number == 'a case' else number}/commands"
    assert caller.post(path, body).status_code == 401
    assert tables.row("SELECT sequence FROM cases_case") == {"sequence": 1}


def test_a_post_that_was_given_meanwhile_counts_at_the_door(as_: As) -> None:
    number = register().state.number
    caller = known(as_, "clerk-urban")
    assert caller.command(number, "assign", lead="urban-management").status_code == 404
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_appointment (person, post, since)"
            " SELECT 'clerk-urban', post, since FROM people_appointment"
            " WHERE person = 'dispatcher-1' LIMIT 1"
        )
    versions.bump("org")
    assert caller.command(number, "assign", lead="urban-management").status_code == 200


def test_a_known_caller_costs_no_look_of_his_own(as_: As, monkeypatch: pytest.MonkeyPatch) -> None:
    caller = known(as_, "operator-1")
    monkeypatch.setattr(fresh, "versions", _never)
    number = caller.post("/cases", PLAIN).json()["number"]
    assert caller.command(number, "note", text="记").status_code == 200


def _never(*args: object, **kwargs: object) -> None:
    raise AssertionError("asked again")
