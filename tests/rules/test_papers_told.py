"""A paper is bound to the decision it tells, to the body whose it is, and to its days."""

from collections.abc import Callable
from typing import Any

import pytest

from lianxin.rules.refusals import Refused
from tests.rules.county import (
    HEARD,
    LI,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    answered,
    at,
    compiled,
    handled,
    officer,
    with_book,
)

OPINION = {"outcome": "supported", "facts": "查明", "basis": "水法", "text": "予以修复"}
REFUSAL = {"reason": "not-ours", "text": "不属于本机关", "next_door": "市水利局"}
FARMER = officer("agriculture", person="farmer")


def refused(step: Callable[[], object]) -> Refused:
    """The refusal of a step that must be refused."""
    with pytest.raises(Refused) as caught:
        step()
    return caught.value


def received() -> Play:
    """A petition that its body has signed for and not accepted."""
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    return play


def signed() -> Play:
    """A petition whose opinion is signed and not sent out."""
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", **OPINION)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    return play


@pytest.mark.parametrize(
    ("document", "who"),
    [
        ("acceptance_notice", ["holder", "lead"]),
        ("diversion_notice", ["holder", "lead"]),
        ("refusal_notice", ["centre", "holder", "lead"]),
        ("hearing_notice", ["centre", "lead", "leader"]),
        ("end_notice", ["centre"]),
    ],
)
def test_a_notice_waits_for_the_decision_that_it_tells(document: str, who: list[str]) -> None:
    play = received()
    no = refused(lambda: play.do("issue", WANG, document=document))
    (condition,) = no.why["conditions"]
    assert (no.code, condition["code"]) == ("unmet", f"told:{document}")
    assert set(condition["who"]) <= set(who)
    assert play.clock("tell").running


def test_an_acceptance_is_told_by_its_own_notice_and_ends_the_fifteen_days() -> None:
    play = received()
    play.do("accept", WANG, route="6")
    play.do("issue", WANG, document="acceptance_notice")
    assert refused(lambda: play.do("issue", WANG, document="refusal_notice")).code == "unmet"
    play.do("deliver", WANG, document="acceptance_notice", means="post")
    assert not play.clock("tell").running
    assert play.clock("handle").running


def test_a_refusal_is_told_after_it_was_decided_and_its_clock_runs_until_then() -> None:
    play = Play()
    assert refused(lambda: play.do("issue", LI, document="refusal_notice")).code == "unmet"
    play.do("decline", LI, **REFUSAL)
    assert play.state.stage == "declined"
    assert play.due("tell_refusal") == "2026-03-17 23:59"
    play.do("issue", LI, document="refusal_notice")
    play.do("deliver", LI, document="refusal_notice", means="post")
    assert not play.clock("tell_refusal").running


def test_a_lead_s_refusal_leaves_the_fifteen_days_running_until_it_is_told() -> None:
    play = received()
    play.do("decline", WANG, **REFUSAL)
    assert play.clock("tell").running
    assert play.state.clock("tell_refusal") is None
    play.do("issue", WANG, document="refusal_notice")
    play.do("deliver", WANG, document="refusal_notice", means="post")
    assert not play.clock("tell").running


@pytest.mark.parametrize("route", list("1234"))
def test_a_diverted_matter_names_its_next_door_and_is_told(route: str) -> None:
    play = received()
    assert refused(lambda: play.do("accept", WANG, route=route)).code == "addressee_missing"
    play.do("accept", WANG, route=route, addressee="县人民法院立案庭")
    assert play.state.phase == "diverted"
    assert play.clock("tell").running
    assert refused(lambda: play.do("issue", WANG, document="acceptance_notice")).code == "unmet"
    play.do("issue", WANG, document="diversion_notice")
    play.do("deliver", WANG, document="diversion_notice", means="in_person")
    assert not play.clock("tell").running


def test_a_county_whose_paper_has_another_name_keeps_the_fifteen_days() -> None:
    own = compiled(
        """
[procedure]
code = "local"
label = { zh = "本地", en = "Local" }
extends = "statutory"
[rows]
actions = [
  { do = "issue", at = ["received", "handling"], by = ["lead"], papers = ["welcome_letter"] },
  { do = "deliver", at = ["handling"], by = ["lead"], papers = ["welcome_letter"] },
]
papers = [
  { document = "welcome_letter", tells = ["accepted:6"] },
  { document = "answer_letter", tells = ["opinion_proposed"] },
]
"""
    )
    assert own.told_by("opinion_proposed", "") == "answer_letter"
    play = received()
    procedures = {**play.book.procedures, play.state.version: own}
    play.book = with_book(procedures=procedures)
    assert refused(lambda: play.do("issue", WANG, document="welcome_letter")).code == "unmet"
    play.do("accept", WANG, route="6")
    play.do("issue", WANG, document="welcome_letter")
    play.do("deliver", WANG, document="welcome_letter", means="post")
    assert not play.clock("tell").running
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", **OPINION)
    assert play.state.document("answer_letter") is not None


def test_a_paper_without_its_serial_is_not_delivered() -> None:
    play = signed()
    no = refused(lambda: play.do("deliver", WANG, document="opinion", means="post"))
    assert (no.code, no.why["step"]) == ("document_missing", "issue")
    play.do("issue", WANG, document="opinion")
    play.do("deliver", WANG, document="opinion", means="post")
    assert play.state.stage == "answered"


def test_nobody_held_a_paper_before_it_was_issued() -> None:
    play = signed()
    play.do("issue", WANG, "2026-05-11 09:30", document="opinion")
    told: dict[str, Any] = {"document": "opinion", "means": "post"}
    for early in ("2026-05-01 10:00", "2026-05-11 09:29"):
        no = refused(lambda early=early: play.do("deliver", WANG, **told, delivered_at=at(early)))
        assert (no.code, no.why["field"]) == ("before_issue", "delivered_at")
    play.do("deliver", WANG, **told, delivered_at=at("2026-05-11 09:30"))
    # The sixty days were over by then, and no day typed in makes them longer.
    assert play.clock("handle").late


def test_what_was_handed_over_in_time_and_typed_in_later_is_in_time() -> None:
    play = signed()
    play.do("issue", WANG, "2026-05-06 09:00", document="opinion")
    play.ring("handle", "due", "2026-05-07 00:00")
    assert play.clock("handle").late
    told: dict[str, Any] = {"document": "opinion", "means": "post"}
    received_at = at("2026-05-06 17:00")
    play.do("deliver", WANG, "2026-05-08 09:00", **told, delivered_at=received_at)
    handle = play.clock("handle")
    assert (handle.late, "due" in handle.rung) == (False, False)


def test_what_came_too_late_stays_late_however_it_is_typed_in() -> None:
    play = signed()
    play.do("issue", WANG, "2026-05-06 09:00", document="opinion")
    play.ring("handle", "due", "2026-05-07 00:00")
    told: dict[str, Any] = {"document": "opinion", "means": "post"}
    play.do("deliver", WANG, "2026-05-08 09:00", **told, delivered_at=at("2026-05-07 08:00"))
    handle = play.clock("handle")
    assert (handle.late, "due" in handle.rung) == (True, True)


def test_the_opinion_is_delivered_at_its_own_stage_by_its_own_body() -> None:
    play = signed()
    play.do("issue", WANG, document="opinion")
    no = refused(lambda: play.do("deliver", LI, document="opinion", means="post"))
    assert no.code == "not_yours"
    assert play.state.stage == "issuing"


@pytest.mark.parametrize("step", ["reassign", "shield", "escalate"])
def test_what_a_lead_did_not_deliver_is_void_when_another_leads(step: str) -> None:
    play = handled()
    play.do("issue", WANG, document="acceptance_notice")
    play.do("draft", WANG, document="extension_notice", text="延期")
    if step == "reassign":
        play.do("reassign", LI, lead="agriculture", reason="职责")
    elif step == "shield":
        play.do("shield", LI, kind="misconduct_report", respondent=["water"], reason="涉及该局")
    else:
        play.do("escalate", WANG, tried="已协调", text="请上级办")
    assert {paper.state for paper in play.state.documents} == {"void"}
    assert play.state.document("acceptance_notice") is None
    for name, actor, fields in (
        ("deliver", WANG, {"document": "acceptance_notice", "means": "post"}),
        ("sign", WANG_HEAD, {"document": "extension_notice"}),
        ("issue", WANG, {"document": "acceptance_notice"}),
    ):
        no = refused(lambda name=name, actor=actor, fields=fields: play.do(name, actor, **fields))
        assert no.code in {"not_yours", "document_missing", "not_visible"}


def test_a_body_that_has_the_matter_again_begins_its_papers_anew() -> None:
    play = handled()
    play.do("draft", WANG, document="extension_notice", text="延期")
    play.do("reassign", LI, lead="agriculture", reason="职责")
    play.do("reassign", LI, lead="water", reason="改回")
    play.do("draft", WANG, document="extension_notice", text="延期一")
    states = [paper.state for paper in play.state.documents]
    assert states == ["void", "drafted"]


def test_papers_of_the_new_lead_are_no_former_lead_s_to_deliver() -> None:
    play = handled()
    play.do("reassign", LI, lead="agriculture", reason="职责")
    play.do("issue", FARMER, document="acceptance_notice")
    told = {"document": "acceptance_notice", "means": "post"}
    assert refused(lambda: play.do("deliver", WANG, **told)).code == "not_yours"
    play.do("deliver", FARMER, **told)


def test_papers_of_the_centre_stay_when_the_lead_changes() -> None:
    play = handled()
    play.do("issue", LI, document="referral_notice")
    play.do("reassign", LI, lead="agriculture", reason="职责")
    play.do("deliver", LI, document="referral_notice", means="post")
    paper = play.state.document("referral_notice")
    assert paper is not None
    assert (paper.state, paper.body) == ("delivered", "petition-office")


def test_a_paper_keeps_which_decision_it_tells_and_whose_it_is() -> None:
    play = answered()
    paper = play.state.document("opinion")
    assert paper is not None
    assert (paper.tells, paper.body, paper.about > 0) == ("opinion_proposed", "water", True)


def test_what_was_raised_by_word_of_mouth_has_its_record_read_back_and_signed() -> None:
    play = Play(channel="in_person", actor=LI)
    play.do("issue", LI, document="oral_record")
    signed_by = {"means": "in_person", "proof": "宣读后本人按指印"}
    play.do("deliver", LI, document="oral_record", **signed_by)
    paper = play.state.document("oral_record")
    assert paper is not None
    assert (paper.state, paper.tells, paper.about) == ("delivered", "registered", 1)


def test_a_letter_has_no_record_of_what_was_said() -> None:
    play = Play(channel="letter", actor=LI)
    assert refused(lambda: play.do("issue", LI, document="oral_record")).code == "unmet"
