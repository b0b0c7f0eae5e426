"""A review is signed like an opinion, holds from the last signature, and owes its written answer."""

from typing import Any

import pytest

from lianxin.rules.facts.dispatch import Supervised
from lianxin.rules.facts.papers import Rung
from lianxin.rules.refusals import Refused
from tests.rules.county import CHEN, HEARD, WANG, WANG_HEAD, Play, answered, handled, officer

COUNTY = officer("qinghe-gov", person="reviewer-county")
COUNTY_HEAD = officer("qinghe-gov", "head", "head-county")
ANSWER: dict[str, Any] = {"document": "review_opinion", "means": "post"}


def asked() -> Play:
    """An answered petition whose petitioner asks for a review on 18 May."""
    play = answered()
    play.do("request_review", play.zhao, "2026-05-18 09:00", reason="不服")
    return play


def proposed(outcome: str) -> Play:
    """A review whose decision waits for the head's signature."""
    play = asked()
    play.do("decide_review", COUNTY, "2026-06-01 09:00", outcome=outcome, text="理由")
    return play


@pytest.mark.parametrize(
    ("outcome", "stage", "lead"),
    [
        ("upheld", "reviewed", "qinghe-gov"),
        ("changed", "reviewed", "qinghe-gov"),
        ("revoked", "handling", "water"),
    ],
)
def test_a_review_holds_from_the_signature_of_the_reviewer_s_head(
    outcome: str, stage: str, lead: str
) -> None:
    play = proposed(outcome)
    assert (play.state.stage, play.state.closing.reviewed) == ("reviewing", 0)
    play.do("sign", COUNTY_HEAD, "2026-06-02 09:00", document="review_opinion")
    assert play.state.stage == stage
    assert play.state.lead is not None
    assert play.state.lead.body == lead
    paper = play.state.document("review_opinion")
    assert paper is not None
    assert (paper.state, paper.body, paper.outcome) == ("signed", "qinghe-gov", outcome)
    assert paper.signers == ("head-county",)


def test_a_review_that_its_head_sends_back_is_decided_again() -> None:
    play = proposed("revoked")
    play.do("sign", COUNTY_HEAD, document="review_opinion", approve=False, text="依据不足")
    assert (play.state.stage, play.state.document("review_opinion")) == ("reviewing", None)
    play.do("decide_review", COUNTY, outcome="upheld", text="维持")
    play.do("sign", COUNTY_HEAD, document="review_opinion")
    assert play.state.stage == "reviewed"


def test_nobody_else_signs_a_review() -> None:
    play = proposed("upheld")
    for other in (COUNTY, WANG_HEAD, CHEN):
        with pytest.raises(Refused) as caught:
            play.do("sign", other, document="review_opinion")
        assert caught.value.code in {"not_yours", "not_visible"}


def test_a_reviewer_that_sends_the_matter_back_owes_its_written_answer() -> None:
    play = proposed("revoked")
    play.do("sign", COUNTY_HEAD, "2026-06-02 09:00", document="review_opinion")
    assert play.clock("review").running
    assert play.clock("redo").running
    facts = play.ring("review", "due", "2026-06-18 00:00")
    (rung,) = [fact for fact in facts if isinstance(fact, Rung)]
    (pressed,) = [fact for fact in facts if isinstance(fact, Supervised)]
    assert (pressed.body, "handled" in rung.tell, "lead" in rung.tell) == (
        "qinghe-gov",
        True,
        False,
    )
    assert {"issue"} <= set(play.open_to(COUNTY))
    with pytest.raises(Refused) as caught:
        play.do("issue", WANG, document="review_opinion")
    assert caught.value.code == "not_yours"
    play.do("issue", COUNTY, "2026-06-19 09:00", document="review_opinion")
    play.do("deliver", COUNTY, "2026-06-20 09:00", **ANSWER)
    assert (play.clock("review").running, play.clock("review").late) == (False, True)
    assert play.clock("redo").running


def test_a_review_answered_in_time_ends_its_clock_and_opens_no_re_review_of_what_is_void() -> None:
    play = proposed("revoked")
    play.do("sign", COUNTY_HEAD, "2026-06-02 09:00", document="review_opinion")
    play.do("issue", COUNTY, document="review_opinion")
    play.do("deliver", COUNTY, **ANSWER)
    assert not play.clock("review").late
    assert play.state.clock("re_review_apply") is None


def extended(*, told: bool) -> Play:
    """A petition whose sixty days were made ninety; its answer comes on the seventieth."""
    play = handled()
    play.do("draft", WANG, "2026-04-20 09:00", document="extension_notice", text="延期告知")
    play.do("sign", WANG_HEAD, document="extension_notice")
    with pytest.raises(Refused) as caught:
        play.do("issue", WANG, document="extension_notice")
    assert caught.value.code == "unmet"
    play.do("extend", WANG, days=30, reason="需重新测量", approver="water-head")
    assert play.due("tell_extension") == "2026-04-30 23:59"
    play.do("issue", WANG, document="extension_notice")
    if told:
        play.do("deliver", WANG, document="extension_notice", means="post")
        assert not play.clock("tell_extension").running
    fields = {"outcome": "supported", "facts": "查明", "basis": "法", "text": "修复"}
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-05-11 09:00", **fields)
    for signer in (officer("water", "section_head", "wang-section"), WANG_HEAD):
        play.do("sign", signer, document="opinion")
    play.do("issue", WANG, document="opinion")
    play.do("deliver", WANG, "2026-05-13 09:00", document="opinion", means="in_person")
    return play


@pytest.mark.parametrize("told", [True, False])
def test_an_extension_counts_only_if_its_reason_was_told(told: bool) -> None:
    play = extended(told=told)
    assert play.clock("handle").late is not told


def test_what_was_told_of_an_extension_is_watched_by_a_clock_of_its_own() -> None:
    play = handled()
    play.do("draft", WANG, "2026-04-20 09:00", document="extension_notice", text="延期告知")
    play.do("sign", WANG_HEAD, document="extension_notice")
    play.do("extend", WANG, days=30, reason="需重新测量", approver="water-head")
    facts = play.ring("tell_extension", "due", "2026-05-01 00:00")
    assert any(isinstance(fact, Supervised) for fact in facts)


def test_an_outsider_tells_of_no_extension() -> None:
    play = handled()
    with pytest.raises(Refused) as caught:
        play.do("issue", CHEN, document="extension_notice")
    assert caught.value.code == "not_visible"
