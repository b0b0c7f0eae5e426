"""Where those who would act stand aside, the next above acts, and the matter waits for nobody (28(3))."""

from typing import Any

import pytest

from lianxin.cases.marks import marks
from lianxin.notices.receivers import Receiver, body, told_of
from lianxin.rules.facts.persons import StoodIn
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from tests.rules.county import (
    HEARD,
    LI,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    answered,
    handled,
    officer,
)

GOV_HEAD = officer("qinghe-gov", "head", "county-head")
CITY_HEAD = officer("city-gov", "head", "mayor")
FARM = officer("agriculture", person="farm")
KIN = {"ground": "近亲属"}
STAFF = {
    "water-handler": frozenset({"wang"}),
    "water-section-head": frozenset({"wang-section"}),
    "water-head": frozenset({"wang-head"}),
    "qinghe-gov-head": frozenset({"county-head"}),
    "city-gov-head": frozenset({"mayor"}),
}


def staffed(play: Play | None = None, **more: Any) -> Play:
    """A petition whose bodies have the people that they have."""
    play = play or handled()
    play.holders = {**STAFF, **more}
    of_water = ("wang", "wang-section", "wang-head", "deputy")
    play.people |= {person: frozenset({"water"}) for person in of_water}
    play.people |= {"county-head": frozenset({"qinghe-gov"}), "mayor": frozenset({"city-gov"})}
    return play


def proposed(play: Play) -> Play:
    """An opinion that waits for its signatures."""
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="explained", facts="查明",
            basis="水法", text="说明")  # fmt: skip
    return play


def signers(play: Play) -> tuple[str, ...]:
    """The posts that sign the opinion."""
    paper = play.state.document("opinion")
    assert paper is not None
    return paper.posts


def test_for_a_head_who_stands_aside_the_head_above_signs() -> None:
    play = proposed(staffed())
    (_, fact) = play.do("recuse", WANG_HEAD, person="wang-head", **KIN)
    assert isinstance(fact, StoodIn)
    assert (signers(play), fact.unmanned) == (("water-section-head", "qinghe-gov-head"), False)
    play.do("sign", WANG_SECTION, document="opinion")
    assert "signer" in standings(play.state, GOV_HEAD, play.book)
    play.do("sign", GOV_HEAD, document="opinion")
    play.do("issue", WANG, document="opinion")


def test_whoever_signs_instead_is_told_and_so_is_the_centre() -> None:
    play = proposed(staffed())
    play.do("sign", WANG_SECTION, document="opinion")
    (_, fact) = play.do("recuse", WANG_HEAD, person="wang-head", **KIN)
    told = told_of(fact, play.state, play.book)
    assert told == {Receiver(post="qinghe-gov-head"), body("petition-office")}


def test_what_is_drafted_afterwards_goes_to_the_head_above_too() -> None:
    play = staffed()
    play.do("recuse", WANG_HEAD, person="wang-head", **KIN)
    assert signers(proposed(play)) == ("water-section-head", "qinghe-gov-head")


def test_for_anybody_below_the_head_signs_and_once() -> None:
    play = proposed(staffed())
    play.do("recuse", WANG_HEAD, person="wang-section", **KIN)
    assert signers(play) == ("water-head",)
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, document="opinion")


def test_a_deputy_appointed_to_the_post_signs_by_that() -> None:
    play = proposed(staffed(**{"water-head": frozenset({"wang-head", "deputy"})}))
    play.do("recuse", WANG_HEAD, person="wang-head", **KIN)
    assert signers(play) == ("water-section-head", "water-head")
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", officer("water", "head", "deputy"), document="opinion")


def test_where_the_head_above_stands_aside_as_well_it_goes_further_up() -> None:
    play = proposed(staffed())
    play.do("recuse", LI, person="county-head", **KIN)
    play.do("recuse", WANG_HEAD, person="wang-head", **KIN)
    assert signers(play) == ("water-section-head", "city-gov-head")


def test_who_signed_stays_and_signs_for_nobody_else() -> None:
    play = proposed(staffed())
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("recuse", LI, person="wang-section", **KIN)
    assert signers(play) == ("water-section-head", "water-head")


def test_where_nobody_above_is_left_the_centre_says_who_goes_on() -> None:
    play = proposed(staffed(**{"city-gov-head": frozenset(), "qinghe-gov-head": frozenset()}))
    (_, fact) = play.do("recuse", WANG_HEAD, person="wang-head", **KIN)
    assert isinstance(fact, StoodIn)
    assert (fact.qualifier, fact.papers) == ("unmanned", ())
    assert body("petition-office") in told_of(fact, play.state, play.book)
    assert play.clock("designate").stopped_at is None
    play.do("reassign", LI, lead="agriculture", reason="回避")
    assert play.clock("designate").stopped_at == play.at


def alone(play: Play | None = None) -> Play:
    """A petition at a body with one person, who then stands aside."""
    play = staffed(play)
    play.holders = {"water-handler": frozenset({"wang"})}
    play.do("recuse", WANG, person="wang", **KIN)
    return play


def test_where_the_only_person_of_the_lead_stands_aside_the_centre_owes_a_name() -> None:
    play = alone()
    assert "m:unnamed" in marks(play.state)
    assert play.clock("designate").whose == "centre"
    play.do("reassign", LI, lead="agriculture", reason="水务局无人可办")
    assert "m:unnamed" not in marks(play.state)
    assert play.clock("designate").stopped_at == play.at
    play.do("receive", FARM)


def test_that_is_said_once() -> None:
    play = alone()
    assert [type(fact) for fact in play.do("note", LI, text="已知悉")].count(StoodIn) == 0


def test_whoever_is_let_back_ends_the_wait() -> None:
    play = alone()
    play.do("readmit", LI, person="wang", ground="已查明")
    assert play.clock("designate").stopped_at == play.at
    play.do("note", WANG, "2026-03-10 09:00", text="接着办")
    assert "m:unnamed" not in marks(play.state)


def test_a_colleague_who_stays_goes_on_and_nobody_is_asked() -> None:
    play = staffed()
    facts = play.do("recuse", WANG_HEAD, person="wang", **KIN)
    assert len(facts) == 1
    assert "m:unnamed" not in marks(play.state)


def test_the_petitioner_s_asking_leads_to_the_same() -> None:
    play = staffed()
    play.holders = {"water-handler": frozenset({"wang"})}
    play.do("ask_recusal", play.zhao, whom="王某", reason="亲属")
    facts = play.do("rule_recusal", LI, granted=True, person="wang", text="准予")
    assert isinstance(facts[-1], StoodIn)
    assert play.state.lead_unnamed


def test_a_review_whose_people_all_stand_aside_is_given_to_another() -> None:
    play = answered()
    play.do("request_review", play.zhao, "2026-05-06 09:00", reason="不服")
    with pytest.raises(Refused, match="unmet"):
        play.do("reassign", LI, lead="city-gov", reason="回避")
    play.holders = {"qinghe-gov-head": frozenset({"county-head"})}
    play.people["county-head"] = frozenset({"qinghe-gov"})
    play.do("recuse", LI, person="county-head", **KIN)
    assert play.state.lead_unnamed
    play.do("reassign", LI, lead="city-gov", reason="回避")
    assert play.state.lead is not None
    assert (play.state.lead.body, play.state.stage) == ("city-gov", "reviewing")


def test_where_nobody_stands_aside_nothing_is_asked_or_changed() -> None:
    play = proposed(handled())
    play.do("recuse", WANG_HEAD, person="wang", **KIN)
    assert signers(play) == ("water-section-head", "water-head")
