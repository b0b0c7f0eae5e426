"""Putting a case on record."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.codes import code_of
from lianxin.rules.numbers import is_query_code
from tests.api.conftest import As, Clock, statements
from tests.county import AT, PLAIN

CASES = "/cases"


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        return int(cursor.fetchone()[0])


def test_a_registered_case_comes_back_with_its_number_query_code_head_and_clocks(as_: As) -> None:
    answer = as_("operator-1").post(CASES, PLAIN)
    assert answer.status_code == 201
    told = answer.json()
    assert told["stage"] == "registered"
    assert told["version"] == 1
    assert is_query_code(told["query_code"])
    assert len(bytes.fromhex(told["head"])) == 32
    assert [clock["code"] for clock in told["clocks"]] == ["dispatch"]
    assert told["links"]["self"] == f"/api/v1/cases/{told['number']}"
    assert told["links"]["track"] == f"/api/v1/track/{told['query_code']}"


def test_the_head_and_the_query_code_are_those_of_the_ledger(as_: As) -> None:
    told = as_("operator-1").post(CASES, PLAIN).json()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, head FROM cases_case WHERE number = %s", [told["number"]])
        id_, head = cursor.fetchone()
    assert bytes(head).hex() == told["head"]
    assert code_of(str(id_)) == told["query_code"]


def test_all_fields_of_a_petition_are_taken(as_: As) -> None:
    full = {
        **PLAIN,
        "channel": "letter",
        "kind": "claim",
        "lat": 38,
        "lon": 121.5,
        "address": "柳荫社区3号楼",
        "head_count": 7,
        "representatives": [{"name": "钱二", "address": "2号楼"}],
        "withheld": True,
        "respondent": "urban-management",
        "urgent": True,
        "initial": False,
        "occurred_at": "2026-02-27T23:59:00+08:00",
        "raised_at": "2026-03-01T09:00:00+08:00",
        "external_id": "CITY-77",
        "points": ["拆除", "赔偿"],
    }
    answer = as_("operator-3").post(CASES, full)
    assert answer.status_code == 201, answer.content
    starts = {clock["start"] for clock in answer.json()["clocks"]}
    assert "2026-03-01T01:00:00Z" in starts


def test_a_missing_and_a_wrong_field_are_named_with_what_was_expected(as_: As) -> None:
    body = {**PLAIN, "channel": "pigeon", "urgent": "yes"}
    del body["title"]
    answer = as_("operator-1").post(CASES, body, Accept_Language="en")
    assert answer.status_code == 422
    told = answer.json()
    assert told["code"] == "invalid"
    faults = {one["pointer"]: one["reason"] for one in told["errors"]}
    assert faults.keys() == {"/channel", "/urgent", "/title"}
    assert "'hotline'" in faults["/channel"]
    assert faults["/title"] == "Field required"
    assert _count() == 0


def test_a_fault_deep_in_a_list_is_pointed_at(as_: As) -> None:
    body = {**PLAIN, "points": ["a", ""], "representatives": [{"name": "a", "phone": "x"}]}
    told = as_("operator-1").post(CASES, body).json()
    assert {one["pointer"] for one in told["errors"]} == {"/points/1", "/representatives/0/phone"}


def test_an_unknown_field_is_refused_by_its_name(as_: As) -> None:
    told = as_("operator-1").post(CASES, {**PLAIN, "a/b~c": 1}).json()
    assert told["errors"] == [{"pointer": "/a~1b~0c", "reason": "没有这个字段"}]


def test_a_number_does_not_pass_for_a_moment_nor_a_text_for_a_number(as_: As) -> None:
    body = {**PLAIN, "raised_at": 1_700_000_000, "head_count": "3", "lat": "1"}
    told = as_("operator-1").post(CASES, body).json()
    assert {one["pointer"] for one in told["errors"]} == {"/raised_at", "/head_count", "/lat"}


def test_a_moment_in_the_future_is_refused_with_its_field(as_: As) -> None:
    answer = as_("operator-1").post(CASES, {**PLAIN, "raised_at": "2026-03-02T08:31:00+08:00"})
    assert answer.status_code == 409
    assert answer.json()["code"] == "future"
    assert answer.json()["errors"][0]["pointer"] == "/raised_at"


def test_six_representatives_are_refused_with_the_article(as_: As) -> None:
    six = [{"name": f"代表{one}"} for one in range(6)]
    answer = as_("operator-1").post(CASES, {**PLAIN, "representatives": six})
    assert answer.status_code == 409
    assert answer.json()["code"] == "too_many_representatives"
    assert answer.json()["article"] == "条例20(3)"


def test_an_unknown_area_is_refused(as_: As) -> None:
    answer = as_("operator-1").post(CASES, {**PLAIN, "area": "nowhere"})
    assert (answer.status_code, answer.json()["code"]) == (409, "no_such")


def test_the_same_key_and_body_give_the_same_case_once(as_: As) -> None:
    caller = as_("operator-1")
    first = caller.post(CASES, PLAIN, Idempotency_Key="k1")
    mixed = dict(reversed(PLAIN.items()))
    again = caller.post(CASES, mixed, Idempotency_Key="k1")
    assert "Idempotent-Replay" not in first
    assert again["Idempotent-Replay"] == "true"
    assert again.status_code == 201
    assert again.json() == first.json()
    assert _count() == 1


def test_the_same_key_with_another_body_is_refused(as_: As) -> None:
    caller = as_("operator-1")
    caller.post(CASES, PLAIN, Idempotency_Key="k1")
    answer = caller.post(CASES, {**PLAIN, "title": "别的"}, Idempotency_Key="k1")
    assert (answer.status_code, answer.json()["code"]) == (409, "key_reused")


def test_two_callers_may_use_the_same_key(as_: As) -> None:
    first = as_("operator-1").post(CASES, PLAIN, Idempotency_Key="k1").json()
    second = as_("operator-2").post(CASES, PLAIN, Idempotency_Key="k1").json()
    assert first["number"] != second["number"]


@pytest.mark.parametrize("key", ["", "k" * 201, "two words", "ключ"])
def test_a_key_that_cannot_be_kept_is_refused(as_: As, key: str) -> None:
    answer = as_("operator-1").post(CASES, PLAIN, Idempotency_Key=key)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "header:Idempotency-Key"


def test_a_resident_known_by_log_in_raises_his_own_case(as_: As) -> None:
    resident = as_("resident-zhao")
    number = resident.post(CASES, {**PLAIN, "channel": "web"}).json()["number"]
    seen = resident.get(f"/cases/{number}").json()
    assert seen["standings"] == ["petitioner"]
    assert "withdraw" in seen["commands"]


def test_a_text_of_a_hundred_thousand_characters_is_kept_whole(as_: As) -> None:
    text = "字" * 100_000
    caller = as_("operator-1")
    number = caller.post(CASES, {**PLAIN, "text": text}).json()["number"]
    assert caller.get(f"/cases/{number}").json()["text"] == text


def test_a_text_of_one_character_more_is_refused(as_: As) -> None:
    answer = as_("operator-1").post(CASES, {**PLAIN, "text": "字" * 100_001})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/text"


def test_a_nul_character_is_refused(as_: As) -> None:
    answer = as_("operator-1").post(CASES, {**PLAIN, "text": "a\0b"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/text"


def test_half_a_character_is_refused(as_: As) -> None:
    body = json.dumps(PLAIN).replace(json.dumps(PLAIN["text"]), '"\\ud800"').encode()
    answer = as_("operator-1").post(CASES, body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_half_a_character_in_the_name_of_a_field_is_refused_too(as_: As) -> None:
    answer = as_("operator-1").post(CASES, b'{"\\udc00": 1}')
    assert answer.status_code in {400, 422}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("‮abc‬ ‏עברית العربية", id="right-to-left marks"),
        pytest.param("'; DROP TABLE cases_case; --", id="SQL"),
        pytest.param("<script>alert(1)</script><img src=x onerror=y>", id="HTML"),
        pytest.param("%(number)s {0} ${x} %s", id="place holders"),
        pytest.param("👩‍👩‍👧 𠮷野家 \t\r\n a\u0301", id="wide and combined characters"),
    ],
)
def test_any_text_comes_back_as_it_went_in(as_: As, text: str) -> None:
    caller = as_("operator-1")
    answer = caller.post(CASES, {**PLAIN, "title": text, "text": text})
    seen = caller.get(f"/cases/{answer.json()['number']}")
    assert (seen.json()["title"], seen.json()["text"]) == (text, text)
    assert seen["Content-Type"] == "application/json"
    assert seen["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 10_000, b'{"a":NaN}'])
def test_what_is_not_json_is_malformed(as_: As, body: bytes) -> None:
    answer = as_("operator-1").post(CASES, body)
    assert answer.status_code in {400, 422}
    assert _count() == 0


@pytest.mark.parametrize("body", [[], None, "text", 1])
def test_what_is_no_object_is_refused(as_: As, body: Any) -> None:
    assert as_("operator-1").post(CASES, body).status_code == 422


def test_another_type_of_content_is_not_taken(as_: As) -> None:
    answer = as_("operator-1").post(CASES, b"channel=web", content_type="text/plain")
    assert (answer.status_code, answer.json()["code"]) == (415, "media_unsupported")


def test_a_body_above_the_limit_is_not_taken(as_: As) -> None:
    answer = as_("operator-1").post(CASES, b" " * 3_000_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_known_token_reads_neither_session_nor_account(as_: As) -> None:
    caller = as_("operator-1")
    caller.post(CASES, PLAIN)
    with CaptureQueriesContext(connection) as queries:
        caller.post(CASES, PLAIN)
    # What the door and the versions ask goes beside Django's own cursors.
    assert statements(queries.captured_queries) == []


def test_the_clocks_start_at_the_moment_of_the_request(as_: As, clock: Clock) -> None:
    told = as_("operator-1").post(CASES, PLAIN).json()
    assert told["clocks"][0]["start"] == f"{AT:%Y-%m-%dT%H:%M:%SZ}"
