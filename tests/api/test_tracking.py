"""A resident's own view, by the query code."""

import pytest
from django.db import connection

from lianxin.cases.codes import code_of
from lianxin.cases.reading import bearers
from lianxin.people.rate_limits import Rate
from lianxin.rules.numbers import query_code
from tests.api.conftest import Caller, Clock
from tests.county import give, register


def test_the_query_code_opens_the_residents_own_view(stranger: Caller) -> None:
    passed = register()
    give("dispatcher-1", passed.state.number, "assign", lead="urban-management")
    told = stranger.get(f"/track/{code_of(passed.state.id)}").json()
    assert told["number"] == passed.state.number
    assert told["stage"] == "dispatched"
    assert told["lead"] == "urban-management"
    assert "urge" in told["commands"]
    assert "risk" not in told


def test_a_code_may_be_typed_small_with_spaces_and_dashes(stranger: Caller) -> None:
    code = code_of(register().state.id).lower()
    assert stranger.get(f"/track/{code[:4]}-{code[4:8]}%20{code[8:]}").status_code == 200


@pytest.mark.parametrize("code", ["x", "%00", "0" * 500, "<b>", query_code(12345)])
def test_a_code_that_is_wrong_or_unknown_gets_the_same_answer(stranger: Caller, code: str) -> None:
    answer = stranger.get(f"/track/{code}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_visible")


def test_codes_cannot_be_guessed_fast_from_one_address(stranger: Caller, clock: Clock) -> None:
    for one in range(bearers.BY_ADDRESS.most):
        assert stranger.get(f"/track/{query_code(one)}").status_code == 404
    answer = stranger.get(f"/track/{query_code(99999)}")
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many")
    assert 0 < int(answer["Retry-After"]) <= 60
    clock.on(seconds=int(answer["Retry-After"]))
    assert stranger.get(f"/track/{query_code(99999)}").status_code == 404


def test_one_code_cannot_be_asked_for_fast_from_everywhere(stranger: Caller) -> None:
    code = code_of(register().state.id)
    found = [
        Caller(client=stranger.client.__class__(REMOTE_ADDR=f"10.0.0.{one}")).get(f"/track/{code}")
        for one in range(bearers.BY_CODE.most + 1)
    ]
    assert [answer.status_code for answer in found] == [200] * bearers.BY_CODE.most + [429]


@pytest.mark.parametrize("path", ["", "/documents", "/documents/opinion.pdf"])
def test_no_way_to_a_code_is_left_uncounted(
    stranger: Caller, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(bearers, "BY_ADDRESS", Rate(most=2, seconds=60))
    found = [stranger.get(f"/track/{query_code(one)}{path}").status_code for one in range(3)]
    assert found == [404, 404, 429]


def test_a_code_is_the_same_however_it_is_spelt(
    stranger: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = code_of(register().state.id)
    monkeypatch.setattr(bearers, "BY_CODE", Rate(most=2, seconds=60))
    spelt = [code, code.lower(), f"{code[:5]}-{code[5:]}"]
    assert [stranger.get(f"/track/{one}").status_code for one in spelt] == [200, 200, 429]


def test_an_address_behind_a_trusted_proxy_is_the_one_the_proxy_saw(
    stranger: Caller, settings: object
) -> None:
    code = code_of(register().state.id)
    settings.TRUSTED_PROXIES = 1  # type: ignore[attr-defined]  # pytest-django's settings take any name
    for one in range(bearers.BY_ADDRESS.most + 1):
        answer = stranger.get(
            f"/track/{query_code(one)}", X_Forwarded_For=f"1.2.3.4, 10.0.0.{one % 250}"
        )
        assert answer.status_code == 404
    assert stranger.get(f"/track/{code}", X_Forwarded_For="9.9.9.9").status_code == 200


def test_no_address_and_no_code_is_kept_in_the_open(stranger: Caller, clock: Clock) -> None:
    stranger.get(f"/track/{query_code(1)}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT asker FROM people_visit")
        askers = [bytes(row[0]) for row in cursor.fetchall()]
    assert len(askers) == 2
    assert all(len(asker) == 32 and b"127" not in asker for asker in askers)


def test_old_visits_are_forgotten(stranger: Caller, clock: Clock) -> None:
    stranger.get(f"/track/{query_code(1)}")
    clock.on(hours=2)
    stranger.get(f"/track/{query_code(1)}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_visit")
        assert cursor.fetchone() == (2,)


def test_a_report_that_is_kept_from_its_respondent_is_open_to_its_bearer(stranger: Caller) -> None:
    passed = register("operator-3", channel="letter", kind="misconduct_report")
    assert stranger.get(f"/track/{code_of(passed.state.id)}").status_code == 200
