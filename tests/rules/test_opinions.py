"""Heard before the opinion, and who gets an opinion rather than an answer (31(6))."""

import pytest

from tests.rules.county import CHEN, HEARD, LI, WANG, Play, handled
from tests.rules.test_statutory import refused

OPINION = {"outcome": "explained", "facts": "查明……", "basis": "水法", "text": "已解释"}


def codes(play: Play, name: str, **fields: object) -> list[str]:
    """The conditions for which a command of the lead is refused."""
    return [one["code"] for one in refused(play, name, WANG, **fields).why["conditions"]]


def test_no_opinion_is_drafted_before_the_petitioner_was_heard() -> None:
    play = handled()
    assert codes(play, "propose_opinion", **OPINION) == ["petitioner_heard"]
    assert "propose_opinion" not in play.open_to(WANG)
    (fact,) = play.do("hear", WANG, "2026-03-06 10:00", **HEARD)
    assert (fact.person, fact.heard_at) == ("wang", play.at)
    play.do("propose_opinion", WANG, **OPINION)


@pytest.mark.parametrize("outcome", ["declined", "unreached"])
def test_whoever_would_not_speak_or_is_not_found_stops_nothing(outcome: str) -> None:
    play = handled()
    play.do("hear", WANG, outcome=outcome, means="telephone", text="三次联系，均未接通")
    assert play.state.handling.heard == outcome
    play.do("propose_opinion", WANG, **OPINION)


def test_who_was_heard_stays_heard() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("hear", WANG, outcome="unreached", means="telephone", text="补充询问未接通")
    assert play.state.handling.heard == "heard"


def test_who_left_no_name_cannot_be_heard_and_gets_his_opinion() -> None:
    play = handled(petitioner=None)
    play.do("propose_opinion", WANG, **OPINION)


def test_the_resident_reads_what_was_written_down_of_him() -> None:
    play = handled()
    (fact,) = play.do("hear", WANG, **HEARD)
    assert fact.audience() == "parties"
    told = fact.spoken()
    assert told is not None
    assert (told.zh, told.texts) == ("听取了您的陈述，记录如下", (fact.text,))


def test_a_hearing_of_tomorrow_or_of_before_the_matter_is_none() -> None:
    play = handled()
    no = refused(play, "hear", WANG, **HEARD, heard_at="2026-03-20T09:00+08:00")
    assert (no.code, no.why["field"]) == ("future", "heard_at")
    no = refused(play, "hear", WANG, **HEARD, heard_at="2026-02-20T09:00+08:00")
    assert (no.code, no.why["field"]) == ("past", "heard_at")


def test_the_handling_body_hears_and_nobody_for_it() -> None:
    play = handled()
    assert refused(play, "hear", LI, **HEARD).code == "not_yours"
    assert refused(play, "hear", CHEN, **HEARD).code == "not_visible"


def test_help_taken_on_as_a_petition_gets_an_opinion_that_can_be_reviewed() -> None:
    play = handled(kind="help")
    assert codes(play, "reply", text="不符合条件") == ["opinion_not_owed"]
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, **OPINION)


def test_a_suggestion_is_still_answered() -> None:
    play = handled(kind="suggestion")
    play.do("reply", WANG, text="采纳", adopted="adopted")
    assert play.state.stage == "answered"
