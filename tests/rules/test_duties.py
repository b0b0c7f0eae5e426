"""Asked to act against what is unlawful, or to protect a right: the body performs or answers (31(5))."""

from tests.rules.county import LI, WANG, Play
from tests.rules.test_statutory import refused


def taken_on() -> Play:
    """A matter that the water office takes on as its duty."""
    play = Play(kind="complaint", title="有人在河道采砂")
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, "2026-03-03 09:00", route="5")
    return play


def test_the_body_that_must_perform_owes_it_by_a_day() -> None:
    play = taken_on()
    assert play.state.phase == "handling"
    assert play.state.lead is not None
    assert play.due("perform") == "2026-05-06 23:59", "the sixtieth day falls on a holiday"
    assert play.state.clock("handle") is None, "the sixty days of an opinion are another thing"


def test_it_tells_that_it_takes_the_duty_on() -> None:
    play = taken_on()
    assert refused(play, "issue", WANG, document="acceptance_notice").code == "unmet"
    play.do("issue", WANG, document="duty_notice")
    play.do("deliver", WANG, document="duty_notice", means="in_person")
    assert not play.clock("tell").running


def test_it_answers_what_it_did_and_gives_no_opinion() -> None:
    play = taken_on()
    opinion = {"outcome": "supported", "facts": "属实", "basis": "河道管理条例", "text": "查处"}
    no = refused(play, "propose_opinion", WANG, **opinion)
    assert "petition_route" in [one["code"] for one in no.why["conditions"]]
    play.do("reply", WANG, "2026-04-10 09:00", text="已立案查处，船只扣押。")
    assert play.state.stage == "answered"
    assert not play.clock("perform").running


def test_taken_up_again_it_is_owed_again() -> None:
    play = taken_on()
    play.do("reply", WANG, text="已查处")
    play.do("conclude", WANG, outcome="resolved", text="已查处")
    play.do("follow_up", LI, reached=True, solved=False, satisfied="not")
    play.do("reopen", play.zhao, "2026-04-20 09:00", reason="又来采砂")
    assert play.clock("perform_again").running
