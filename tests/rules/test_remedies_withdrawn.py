"""Whoever takes back a remedy keeps the opinion; the matter itself goes on to its end."""

from dataclasses import replace

from lianxin.rules.standings import standings
from tests.rules.county import CHEN, LI, SUN, WANG, Play, answered, book, officer, with_book
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


def complained_of() -> Play:
    """A review under way, of a body that is reported meanwhile."""
    play = asked()
    play.do("shield", LI, kind="misconduct_report", respondent=["water"], reason="反映水务局")
    return play


def test_who_is_complained_of_since_takes_nothing_up_again_when_a_review_is_taken_back() -> None:
    play = complained_of()
    play.do("withdraw", play.zhao, "2026-05-08 09:00", reason="已沟通清楚")
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov", "whoever was to review it keeps it"
    assert standings(play.state, WANG, play.book) == {"respondent"}


def test_nor_when_its_opinion_is_revoked() -> None:
    play = complained_of()
    play.do("decide_review", GOV, "2026-06-01 09:00", outcome="revoked", text="撤销，重新办理")
    play.do("sign", officer("qinghe-gov", "head"), document="review_opinion")
    assert play.state.phase == "handling"
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"
    assert standings(play.state, WANG, play.book) == {"respondent"}


def test_nor_when_the_matter_is_taken_up_again_after_its_end() -> None:
    play = answered()
    play.do("conclude", WANG, "2026-05-06 09:00", outcome="explained", text="已说明")
    play.do("follow_up", SUN, reached=True, satisfied="satisfied", solved=True)
    play.do("shield", LI, kind="misconduct_report", respondent=["water"], reason="反映水务局")
    play.do("reopen", play.zhao, "2026-05-08 09:00", reason="没有解决")
    assert (play.state.lead, play.state.stage) == (None, "registered")
    assert standings(play.state, WANG, play.book) == {"respondent"}


def test_a_successor_takes_up_what_its_predecessor_handled() -> None:
    bodies = dict(book().bodies)
    bodies["water"] = replace(bodies["water"], successor="agriculture")
    bodies.setdefault("agriculture", replace(bodies["water"], code="agriculture", successor=None))
    play = asked()
    play.book = with_book(bodies=bodies)
    play.do("withdraw", play.zhao, "2026-05-08 09:00", reason="已沟通清楚")
    assert play.state.lead is not None
    assert play.state.lead.body == "agriculture"
