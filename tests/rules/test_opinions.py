"""Heard before the opinion, carried out or explained after it, and who gets one (31(6), 32)."""

import pytest

from tests.rules.county import CHEN, HEARD, LI, WANG, WANG_HEAD, WANG_SECTION, Play, handled
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


UNTIL = "2026-03-31T17:30+08:00"


def told(**fields: object) -> Play:
    """A petition whose opinion was delivered on 12 March."""
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-03-11 09:00", **{**OPINION, **fields})
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, "2026-03-12 09:00", document="opinion")
    play.do("deliver", WANG, "2026-03-12 10:00", document="opinion", means="in_person")
    return play


def test_what_an_opinion_supports_is_owed_by_the_day_it_names() -> None:
    play = told(outcome="supported", carry_out_by=UNTIL, executor="urban")
    (task,) = play.state.tasks
    assert (task.source, task.body, task.state) == ("execution", "urban", "open")
    assert play.due("execution") == "2026-03-31 23:59"


def test_a_refusal_is_told_to_the_centre_and_to_the_petitioner_and_stops_no_clock() -> None:
    play = told(outcome="supported", carry_out_by=UNTIL)
    (fact,) = play.do("record_execution", WANG, outcome="not_carried_out", text="经费没有落实")
    assert "centre" in fact.notified()
    spoken = fact.spoken()
    assert spoken is not None and "没有得到执行" in spoken.zh
    assert play.clock("execution").running
    play.do("record_execution", WANG, "2026-04-02 09:00", outcome="carried_out", text="已修复")
    assert play.clock("execution").late
    assert play.state.tasks[0].state == "closed"


def test_it_is_owed_beyond_the_end_of_the_matter() -> None:
    play = told(outcome="supported", carry_out_by=UNTIL)
    play.do("conclude", WANG, outcome="partly_resolved", text="待执行")
    sun = {"reached": True, "true": True, "solved": True, "satisfied": "satisfied"}
    play.do("follow_up", LI, **sun)
    play.do("close", LI, disposition="justified_settled")
    assert play.clock("execution").running
    play.do("record_execution", WANG, outcome="carried_out", text="已修复")


def test_a_new_opinion_takes_the_place_of_what_the_old_one_promised() -> None:
    play = told(outcome="supported", carry_out_by=UNTIL)
    play.do("conclude", WANG, outcome="partly_resolved", text="待执行")
    play.do("follow_up", LI, reached=True, true=True, solved=False, satisfied="not")
    play.do("reopen", play.zhao, reason="没有修")
    play.do("propose_opinion", WANG, **OPINION)
    assert play.state.tasks[0].state == "released"
    assert not play.clock("execution").running


def test_what_supports_nothing_promises_nothing_and_is_explained() -> None:
    play = told(outcome="not_supported", carry_out_by=UNTIL)
    assert play.state.tasks == ()
    assert codes(play, "record_execution", outcome="carried_out", text="无") == ["opinion_supports"]
    (fact,) = play.do("explain_opinion", WANG, means="visit", text="上门解释")
    assert fact.audience() == "parties"


def test_what_is_supported_needs_no_explaining() -> None:
    play = told(outcome="supported")
    no = codes(play, "explain_opinion", means="visit", text="上门解释")
    assert no == ["opinion_falls_short"]


def test_a_day_gone_by_is_no_day_to_carry_it_out() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    past = {**OPINION, "outcome": "supported", "carry_out_by": "2026-03-01T17:30+08:00"}
    no = refused(play, "propose_opinion", WANG, **past)
    assert (no.code, no.why["field"]) == ("past", "carry_out_by")


def test_an_outsider_records_nothing_of_an_opinion() -> None:
    play = told(outcome="supported", carry_out_by=UNTIL)
    fields = {"outcome": "carried_out", "text": "已修复"}
    assert refused(play, "record_execution", CHEN, **fields).code == "not_visible"
    assert refused(play, "explain_opinion", CHEN, means="visit", text="解释").code == "not_visible"
