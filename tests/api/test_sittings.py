"""Sittings over many matters through the interface."""

from typing import Any

import pytest

from lianxin.sittings import sending
from tests.api.conftest import As, Caller, Clock
from tests.county import give, register
from tests.documents.samples import text_of

MEETING = {
    "kind": "joint_meeting",
    "body": "pingchuan",
    "meets_at": "2026-03-06T09:00:00+08:00",
    "place": "镇会议室",
}
HEAD = "head-pingchuan"


@pytest.fixture
def matter(county: str) -> str:
    """A matter that the township leads."""
    number = register(area="shanghe").state.number
    give("dispatcher-2", number, "assign", lead="pingchuan")
    return number


def test_a_meeting_goes_from_its_agenda_to_signed_minutes(
    as_: As, matter: str, clock: Clock
) -> None:
    head = as_(HEAD)
    made = head.post("/sittings", MEETING)
    assert made.status_code == 201
    told = made.json()
    assert [item["case"] for item in told["items"]] == [matter]
    way = f"/sittings/{told['id']}/acts"
    assert (
        head.post(way, {"act": "attend", "persons": [HEAD, "section-pingchuan"]}).status_code == 200
    )
    due = "2026-03-20T18:00:00+08:00"
    item = {"act": "decide_item", "item": 1, "decision": "清淤", "body": "shanghe", "due": due}
    assert head.post(way, item).json()["items"][0]["state"] == "decided"
    closed = head.post(way, {"act": "close_sitting", "minutes": "记录"}).json()
    assert (closed["items"][0]["state"], len(closed["digest"])) == ("sent", 64)
    sending.take(clock.at)
    signed = head.post(way, {"act": "sign_minutes"}).json()
    assert signed["items"][0]["state"] == "taken"
    assert signed["seats"][0]["signed_at"] is not None
    assert head.get(f"/sittings/{told['id']}").json() == signed
    assert [one["id"] for one in head.get("/sittings").json()["items"]] == [told["id"]]


def test_the_minutes_are_handed_out_as_pdf_and_word(as_: As, matter: str) -> None:
    head = as_(HEAD)
    way = f"/sittings/{head.post('/sittings', MEETING).json()['id']}"
    draft = head.get(f"{way}/minutes.pdf")
    assert draft["Content-Type"] == "application/pdf"
    assert "送审稿" in text_of(draft.content)
    head.post(f"{way}/acts", {"act": "attend", "persons": [HEAD, "section-pingchuan"]})
    head.post(
        f"{way}/acts",
        {
            "act": "decide_item",
            "item": 1,
            "decision": "清淤",
            "body": "shanghe",
            "due": "2026-03-20T18:00:00+08:00",
        },
    )
    head.post(f"{way}/acts", {"act": "close_sitting", "minutes": "记录"})
    told = text_of(head.get(f"{way}/minutes.pdf").content)
    assert "信访工作联席会议纪要" in told and "清淤" in told and "送审稿" not in told
    assert head.get(f"{way}/minutes.docx").content[:2] == b"PK"
    assert head.get(f"{way}/minutes.txt").status_code == 404
    assert head.get(f"{way}/agenda.pdf").status_code == 404


def test_an_outsider_may_not_see_or_touch_a_sitting(as_: As, matter: str) -> None:
    made = as_(HEAD).post("/sittings", MEETING).json()
    outsider = as_("head-bihu")
    assert outsider.get(f"/sittings/{made['id']}/minutes.pdf").status_code == 404
    assert outsider.get(f"/sittings/{made['id']}").status_code == 404
    act = {"act": "attend", "persons": ["head-bihu"]}
    assert outsider.post(f"/sittings/{made['id']}/acts", act).status_code == 404
    assert outsider.get("/sittings").json()["items"] == []
    assert outsider.post("/sittings", MEETING).json()["code"] == "not_yours"


def test_without_a_token_no_sitting_is_shown(county: str) -> None:
    assert Caller().get("/sittings").status_code == 401


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({**MEETING, "kind": "party"}, "/kind"),
        ({**MEETING, "meets_at": "tomorrow"}, "/meets_at"),
        ({"kind": "council"}, "/body"),
    ],
)
def test_a_wrong_shape_names_its_field(
    as_: As, county: str, body: dict[str, Any], pointer: str
) -> None:
    answer = as_(HEAD).post("/sittings", body)
    assert answer.status_code == 422
    assert pointer in {error["pointer"] for error in answer.json()["errors"]}


def test_a_decision_without_quorum_is_refused_with_its_code(as_: As, matter: str) -> None:
    head = as_(HEAD)
    made = head.post("/sittings", MEETING).json()
    act = {"act": "decide_item", "item": 1, "decision": "清淤"}
    answer = head.post(f"/sittings/{made['id']}/acts", act)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_quorum")


def test_a_sitting_of_one_case_takes_plain_and_whole_seats_and_decisions(
    as_: As, matter: str
) -> None:
    caller = as_("dispatcher-2")
    seats = ["head-pingchuan", {"person": "supervisor-1", "role": "chair"}]
    for name, fields in (
        ("order_sitting", {"kind": "coordination", "demand": "协调", "seats": seats}),
        ("hold_sitting", {"sitting": 1, "seats": seats, "minutes": "纪要"}),
    ):
        assert caller.command(matter, name, **fields).status_code == 200
    due = "2026-03-20T18:00:00+08:00"
    decisions = ["通报。", {"text": "三日内供图。", "body": "pingchuan", "due": due}]
    told = {"sitting": 1, "outcome": "agreed", "decisions": decisions}
    answer = caller.command(matter, "conclude_sitting", **told)
    assert answer.status_code == 200
    assert [task["body"] for task in caller.get(f"/cases/{matter}").json()["tasks"]] == [
        "pingchuan"
    ]
