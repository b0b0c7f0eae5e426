"""Who keeps whom away from a matter, and who lets him back (article 28)."""

import pytest

from lianxin.rules.actor import Actor
from lianxin.rules.standings import standings
from tests.rules.county import CHEN, LI, SUN, WANG, WANG_HEAD, WANG_SECTION, handled, officer
from tests.rules.test_statutory import refused

KIN = {"ground": "近亲属"}


def test_anybody_in_the_matter_may_step_back_himself() -> None:
    for actor in (WANG, WANG_SECTION, LI, SUN, officer("qinghe-gov")):
        play = handled()
        play.do("recuse", actor, person=actor.person, **KIN)
        assert standings(play.state, actor, play.book) == {"recused"}


def test_a_colleague_keeps_nobody_away() -> None:
    no = refused(handled(), "recuse", WANG_SECTION, person="wang", **KIN)
    assert (no.code, no.why["by"]) == (
        "not_yours",
        ["body_head", "centre", "upper_head"],
    )


def test_the_head_keeps_away_his_own_people_and_no_others() -> None:
    play = handled()
    assert refused(play, "recuse", WANG_HEAD, person="li", **KIN).code == "not_yours"
    play.do("recuse", WANG_HEAD, person="wang", **KIN)
    assert play.state.guard.recused == ("wang",)


def test_the_head_of_an_assisting_body_does_so_in_his() -> None:
    play = handled()
    play.do("add_assist", LI, body="urban", demand="协助")
    play.people["urban-handler"] = frozenset({"urban"})
    play.do("recuse", officer("urban", "head"), person="urban-handler", **KIN)
    assert play.state.guard.recused == ("urban-handler",)


def test_the_centre_keeps_away_anybody() -> None:
    play = handled()
    play.do("recuse", LI, person="wang", **KIN)
    assert standings(play.state, WANG, play.book) == {"recused"}


def test_an_outsider_keeps_nobody_away() -> None:
    assert refused(handled(), "recuse", CHEN, person="chen", **KIN).code == "not_visible"


@pytest.mark.parametrize("actor", [WANG_HEAD, LI])
def test_who_decided_lets_him_back(actor: Actor) -> None:
    play = handled()
    play.do("recuse", WANG_HEAD, person="wang", **KIN)
    play.do("readmit", actor, person="wang", ground="已查明无利害关系")
    assert "lead" in standings(play.state, WANG, play.book)


def test_nobody_lets_himself_back_and_no_colleague_does() -> None:
    play = handled()
    play.do("recuse", WANG, person="wang", **KIN)
    assert refused(play, "readmit", WANG, person="wang", **KIN).code == "recused"
    assert refused(play, "readmit", WANG_SECTION, person="wang", **KIN).code == "not_yours"
    assert refused(play, "readmit", CHEN, person="wang", **KIN).code == "not_visible"


def test_who_was_not_kept_away_is_not_let_back() -> None:
    assert refused(handled(), "readmit", WANG_HEAD, person="wang", **KIN).code == "no_such"
