"""Bodies told of a matter for their information may read it, owe nothing, and hear nothing secret."""

from lianxin.rules.standings import standings
from tests.rules.county import CHEN, LI, WANG, Play, handled, officer
from tests.rules.test_statutory import refused

URBAN = officer("urban")
MISCONDUCT = {"kind": "misconduct_report", "respondent": ["water"], "reason": "反映的是该局人员"}


def told() -> Play:
    """A petition that is being handled, of which another body was told."""
    play = handled()
    play.do("broadcast", LI, bodies=["urban"], text="请知悉")
    return play


def test_a_body_that_is_told_reads_the_matter_and_may_do_nothing_to_it() -> None:
    play = told()
    assert standings(play.state, URBAN, play.book) == {"informed"}
    assert refused(play, "note", URBAN, text="收到").code == "not_yours"


def test_it_owes_nothing_and_moves_nothing() -> None:
    before, play = handled().state, told()
    assert (play.state.stage, play.state.clocks) == (before.stage, before.clocks)
    assert [leg.body for leg in play.state.legs] == [leg.body for leg in before.legs]
    assert play.state.open_tasks == ()


def test_who_was_told_or_has_a_part_is_not_told_again() -> None:
    play = told()
    assert refused(play, "broadcast", LI, bodies=["urban"]).code == "not_now"
    assert refused(play, "broadcast", LI, bodies=["water"]).code == "not_now"
    play.do("broadcast", WANG, bodies=["urban", "bihu-gov"])
    assert play.state.dispatch.informed == ("urban", "bihu-gov")


def test_an_outsider_and_the_one_who_was_told_pass_it_on_to_nobody() -> None:
    play = told()
    assert refused(play, "broadcast", URBAN, bodies=["bihu-gov"]).code == "not_yours"
    assert refused(play, "broadcast", CHEN, bodies=["bihu-gov"]).code == "not_visible"


def test_an_unknown_body_is_told_nothing() -> None:
    assert refused(handled(), "broadcast", LI, bodies=["nowhere"]).code == "no_such"


def test_what_is_secret_is_passed_round_to_nobody() -> None:
    play = handled()
    play.do("shield", LI, **MISCONDUCT)
    no = refused(play, "broadcast", LI, bodies=["urban"])
    assert (no.code, no.why["conditions"][0]["code"]) == ("unmet", "not_secret")


def test_what_becomes_secret_closes_to_whoever_was_only_told() -> None:
    play = told()
    play.do("shield", LI, **MISCONDUCT)
    assert standings(play.state, URBAN, play.book) == frozenset()
    assert refused(play, "note", URBAN, text="看看").code == "not_visible"


def test_a_broadcast_can_be_ended_and_then_shows_nothing() -> None:
    play = told()
    assert refused(play, "end_broadcast", LI, bodies=["bihu-gov"], reason="误抄").code == "no_such"
    play.do("end_broadcast", LI, bodies=["urban"], reason="误抄")
    assert standings(play.state, URBAN, play.book) == frozenset()
    play.do("broadcast", LI, bodies=["urban"])
    assert standings(play.state, URBAN, play.book) == {"informed"}
