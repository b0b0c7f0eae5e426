"""Whoever takes back a remedy keeps the opinion; the matter itself goes on to its end."""

from tests.rules.county import CHEN, LI, SUN, WANG, Play, answered, officer
from tests.rules.test_statutory import refused

GOV = officer("qinghe-gov", person="gov-clerk")


def asked() -> Play:
    """A petition whose review was asked for."""
    play = answered()
    play.do("request_review", play.zhao, "2026-05-06 09:00", reason="不服")
    return play


def test_the_opinion_stands_and_its_body_goes_on() -> None:
    play = asked()
    play.do("withdraw", play.zhao, "2026-05-08 09:00", reason="已沟通清楚")
    assert play.state.stage == "answered"
    assert play.clock("review").stopped_at == play.at
    assert play.state.lead is not None
    assert play.state.lead.body == "water"
    play.do("conclude", WANG, outcome="explained", text="已说明")
    play.do("follow_up", SUN, reached=True, satisfied="satisfied", solved=True)
    play.do("close", LI, disposition="justified_settled")


def test_a_remedy_taken_back_is_not_asked_for_again() -> None:
    play = asked()
    play.do("withdraw", play.zhao, "2026-05-08 09:00", reason="已沟通清楚")
    assert refused(play, "request_review", play.zhao, reason="又要").code == "unmet"


def test_a_re_review_taken_back_leaves_the_review() -> None:
    play = asked()
    play.do("decide_review", GOV, "2026-05-18 09:00", outcome="upheld", text="维持")
    play.do("sign", officer("qinghe-gov", "head"), document="review_opinion")
    play.do("issue", GOV, document="review_opinion")
    play.do("deliver", GOV, "2026-05-19 09:00", document="review_opinion", means="in_person")
    play.do("request_re_review", play.zhao, "2026-05-25 09:00", reason="不服")
    play.do("withdraw", play.zhao, "2026-05-27 09:00", reason="算了")
    assert (play.state.stage, play.state.phase) == ("reviewed", "answered")
    assert play.clock("re_review").stopped_at == play.at
    play.do("conclude", LI, outcome="explained", text="已说明")


def test_nobody_else_takes_it_back() -> None:
    play = asked()
    for actor, code in ((WANG, "not_yours"), (GOV, "not_yours"), (CHEN, "not_visible")):
        assert refused(play, "withdraw", actor, reason="替他撤").code == code
