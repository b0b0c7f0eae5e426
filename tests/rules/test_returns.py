"""What its resident calls unsolved goes back of itself, and up after as many times as the county says."""

from typing import Any

import pytest

from tests.rules.county import LI, SUN, WANG, compiled, officer, with_book
from tests.rules.test_hotline import order, sent

NO: dict[str, Any] = {"reached": True, "solved": False, "satisfied": "not", "text": "又漏了"}


def test_an_order_called_unsolved_goes_back_to_its_body_of_itself() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    facts = play.do("follow_up", SUN, "2026-03-05 09:00", **NO)
    assert [fact.name for fact in facts] == ["followed_up", "reopened"]
    assert play.state.stage == "handling"
    assert play.state.lead is not None
    assert play.state.lead.body == "water"
    assert play.due("handle") == "2026-03-12 09:00"
    assert play.due("contact") == "2026-03-06 09:00"
    assert play.clock("close").stopped_at is not None, "nothing waits to be closed"


@pytest.mark.parametrize(
    "word", [{"solved": False, "satisfied": "satisfied"}, {"satisfied": "not", "solved": True}]
)
def test_half_a_no_is_a_no(word: dict[str, Any]) -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    play.do("follow_up", SUN, "2026-03-05 09:00", reached=True, **word)
    assert play.state.stage == "handling"


def test_a_bad_rating_before_any_call_sends_it_back_as_well() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    play.do("rate", play.zhao, "2026-03-04 20:00", contacted=False, solved=False, satisfied="not")
    assert play.state.stage == "handling"
    assert play.clock("follow_up").stopped_at is not None


def test_before_any_call_the_resident_says_solved_or_not_solved_go_on() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    assert {"confirm", "reopen"} <= set(play.open_to(play.zhao))


def test_the_second_no_takes_it_to_the_body_above_and_the_first_does_not() -> None:
    play = sent()
    for day, leads in (("04", "water"), ("06", "qinghe-gov")):
        lead = play.state.lead
        assert lead is not None
        play.do("reply", officer(lead.body), f"2026-03-{day} 09:00", text="已修复")
        play.do("follow_up", SUN, f"2026-03-{day} 15:00", **NO)
        assert play.state.lead is not None
        assert play.state.lead.body == leads
    assert play.state.dispatch.escalated == 1


def test_a_signed_exemption_says_that_the_law_allows_no_more() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="不属政策范围")
    play.do("set_leader", LI, leaders=["chief"])
    play.do("draft", LI, document="exemption", text="政策已用尽")
    play.do("sign", officer("qinghe-gov", "leader", "chief"), document="exemption", approve=True)
    play.do("follow_up", SUN, "2026-03-05 09:00", **NO)
    assert play.state.stage == "followed_up"
    assert play.due("close") == "2026-03-12 23:59"
    exemption = {"ground": "政策已用尽", "article": "条例32"}
    play.do("close", SUN, disposition="unjustified_explained", exemption=exemption)
    assert play.clock("close").stopped_at is not None


def test_who_was_not_reached_is_called_again_before_anything_waits_to_be_closed() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    for _ in range(2):
        play.do("follow_up", SUN, reached=False)
        assert play.state.stage == "concluded"
        assert play.clock("follow_up").stopped_at is None, "to have tried is not to have asked"
    play.do("follow_up", SUN, reached=False)
    assert play.state.stage == "followed_up"
    assert play.clock("close").running


def test_a_county_may_let_its_centre_look_first() -> None:
    looking = compiled(
        """[procedure]
code = "looked-at"
label = { zh = "先看", en = "Looked at" }
extends = "hotline"
[rows]
returns = [
  { on = "followed_up:unsolved", to = "centre" },
]
"""
    )
    play = sent()
    play.book = with_book(
        procedures={**play.book.procedures, looking.digest: looking},
        current={**play.book.current, "looked-at": looking.digest},
    )
    play.state = play.state.model_copy(update={"procedure": "looked-at", "version": looking.digest})
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    play.do("follow_up", SUN, "2026-03-05 09:00", **NO)
    assert play.state.stage == "followed_up"
    assert play.clock("close").whose == "centre"
    assert "reopen" in play.open_to(SUN)


def test_what_a_centre_answered_itself_goes_back_to_be_sent_to_somebody() -> None:
    play = order(kind="consultation")
    play.do("reply", LI, "2026-03-02 10:00", text="到窗口")
    play.do("follow_up", officer("petition-office", "follow_up", "zhou"), "2026-03-03 09:00", **NO)
    assert play.state.stage == "registered"
    assert play.state.lead is None
