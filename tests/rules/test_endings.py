"""An order that cannot be solved: ended on the lead's request, with the centre's consent alone."""

from tests.rules.county import LI, WANG, officer
from tests.rules.test_hotline import order, sent
from tests.rules.test_statutory import refused


def test_what_cannot_be_solved_ends_with_the_centres_consent_alone() -> None:
    play = sent()
    play.do("request_ending", WANG, "2026-03-03 09:00", text="管道属小区共有，物业已在换。")
    assert play.due("rule_ending") == "2026-03-04 09:00"
    assert refused(play, "request_ending", WANG, text="再报").code == "not_now"
    assert refused(play, "rule_ending", WANG, agreed=True, text="同意").code == "not_yours"
    play.do("rule_ending", LI, "2026-03-03 15:00", agreed=True, text="理由成立")
    assert play.state.stage == "terminated"
    assert play.state.lead is None
    assert not [clock.code for clock in play.state.clocks if clock.running and not clock.window]


def test_a_refused_ending_leaves_the_order_where_it_was_with_its_clock() -> None:
    play = sent()
    due = play.due("handle")
    play.do("request_ending", WANG, "2026-03-03 09:00", text="办不了")
    play.do("rule_ending", LI, "2026-03-03 15:00", agreed=False, text="能办")
    assert play.state.stage == "received"
    assert play.due("handle") == due
    assert refused(play, "rule_ending", LI, agreed=True, text="同意").code == "not_now"


def test_what_an_earlier_lead_asked_to_end_lapses_with_it() -> None:
    play = sent()
    play.do("request_ending", WANG, "2026-03-03 09:00", text="办不了")
    play.do("reassign", LI, lead="agriculture", reason="划转")
    assert "rule_ending" not in play.open_to(LI)
    assert refused(play, "rule_ending", LI, agreed=True, text="同意").code == "not_now"
    play.do("request_ending", officer("agriculture"), text="仍办不了")


def test_the_resident_has_an_ended_order_looked_at_again() -> None:
    play = sent()
    play.do("request_ending", WANG, "2026-03-03 09:00", text="办不了")
    play.do("rule_ending", LI, "2026-03-03 15:00", agreed=True, text="理由成立")
    assert "reopen" in play.open_to(play.zhao)
    play.do("reopen", play.zhao, reason="水还在漏")
    assert play.state.stage == "registered"
    assert play.state.lead is None


def test_a_centre_does_not_end_what_it_leads_itself() -> None:
    play = order()
    play.do("assign", LI, "2026-03-02 09:00", lead="petition-office")
    play.do("request_ending", LI, text="办不了")
    assert refused(play, "rule_ending", LI, agreed=True, text="同意").code == "self_check"
