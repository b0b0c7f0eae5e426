"""Assisting bodies may say that they have no part; a silent one is let go with a reason."""

from lianxin.rules.standings import standings
from tests.rules.county import CHEN, HEARD, LI, WANG, Play, handled, officer
from tests.rules.test_statutory import refused

URBAN = officer("urban")
OPINION = {"outcome": "supported", "facts": "一", "basis": "二", "text": "三"}


def assisted() -> Play:
    """A petition in which another body was asked to help within five days."""
    play = handled()
    play.do("add_assist", LI, body="urban", demand="协助测量", days=5)
    return play


def leg(play: Play) -> str:
    """How the assisting body's part stands."""
    return next(one.state for one in play.state.legs if one.body == "urban")


def test_an_objection_upheld_releases_the_assist_and_moves_nothing_else() -> None:
    play = assisted()
    play.do("object", URBAN, reason="duty", text="不属本单位职责")
    assert (leg(play), play.state.stage, play.state.dispatch.hops) == ("objected", "handling", 0)
    play.do("rule_objection", LI, body="urban", upheld=True, text="成立")
    assert (leg(play), play.state.open_assists) == ("released", ())
    assert play.clock("assist").stopped_at == play.at
    assert play.clock("handle").stopped_at is None
    assert standings(play.state, URBAN, play.book) == {"handled"}


def test_a_dismissed_one_may_not_be_raised_again() -> None:
    play = assisted()
    play.do("object", URBAN, reason="duty", text="不属本单位职责")
    play.do("rule_objection", LI, body="urban", upheld=False, text="不成立")
    assert leg(play) == "offered"
    assert play.clock("assist").stopped_at is None
    assert refused(play, "object", URBAN, reason="duty", text="再").code == "may_not_return"
    play.do("receive", URBAN)
    play.do("reply", URBAN, text="已测量")
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, **OPINION)


def test_a_binding_of_an_assist_does_not_bind_a_lead() -> None:
    play = Play()
    play.do("assign", LI, lead="water", assist=["urban"])
    play.do("object", URBAN, reason="duty", text="无关")
    play.do("rule_objection", LI, body="urban", upheld=False, text="不成立")
    play.do("reassign", LI, lead="urban", reason="改由城管主办")
    play.do("object", URBAN, reason="duty", text="不属本单位职责")
    assert play.state.lead is not None
    assert play.state.lead.state == "objected"


def test_only_the_centre_rules_and_only_what_was_raised() -> None:
    play = assisted()
    no = refused(play, "rule_objection", LI, body="urban", upheld=True, text="成立")
    assert no.code == "not_now"
    play.do("object", URBAN, reason="duty", text="无关")
    for actor, code in ((WANG, "not_yours"), (CHEN, "not_visible")):
        no = refused(play, "rule_objection", actor, body="urban", upheld=True, text="x")
        assert no.code == code


def test_an_assist_that_answered_objects_no_more() -> None:
    play = assisted()
    play.do("object", URBAN, reason="duty", text="无关")
    assert refused(play, "object", URBAN, reason="duty", text="又").code == "not_now"


def test_a_silent_assist_is_let_go_so_that_the_answer_can_go_out() -> None:
    play = assisted()
    assert refused(play, "propose_opinion", WANG, **OPINION).code == "unmet"
    play.do("release_assist", WANG, body="urban", reason="催告三次未复，改由本局测量")
    assert play.clock("assist").stopped_at == play.at
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, **OPINION)


def test_whoever_does_not_assist_is_not_released_and_no_outsider_releases() -> None:
    play = assisted()
    assert refused(play, "release_assist", WANG, body="agriculture", reason="x").code == "no_such"
    assert refused(play, "release_assist", WANG, body="water", reason="x").code == "no_such"
    assert refused(play, "release_assist", URBAN, body="urban", reason="x").code == "not_yours"
    assert refused(play, "release_assist", CHEN, body="urban", reason="x").code == "not_visible"
