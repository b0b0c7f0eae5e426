"""Whoever is retaliated against for what he raised reports it in a matter that is kept from those concerned."""

from typing import Any

import pytest

from lianxin.rules.actor import Actor
from lianxin.rules.commands.intake import Register
from lianxin.rules.facts.intake import Registered
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.standings import standings
from tests.rules import counties
from tests.rules.county import CHEN, LI, WANG, WANG_HEAD, Play, handled, officer
from tests.rules.test_reports import KEEPER, WHO, all_below, parts, respondent, with_keepers
from tests.rules.test_statutory import refused

FIRST, NUMBER = "QINGHE-260302-000001", "QINGHE-260302-000002"


def retaliated(first: Play | None, **fields: Any) -> Play:
    """The report of somebody who was retaliated against for an earlier matter, by his query code."""
    return Play(
        **{
            "actor": Actor("", "petitioner", case=FIRST),
            "book": with_keepers(),
            "number": NUMBER,
            "retaliation_for": FIRST,
            "first": first,
            "channel": "web",
            **fields,
        }
    )


def test_it_is_a_report_of_its_own_tied_to_the_first_matter() -> None:
    first = handled(book=with_keepers())
    play = retaliated(first, kind="complaint")
    assert play.state.is_report
    (link,) = play.state.ties.links
    assert (link.to, link.relation) == (first.state.number, "retaliation")
    assert play.state.ties.retaliation_for == first.state.number
    # Nothing is written into the first: whoever has it learns nothing.
    assert first.state.ties.links == ()


def test_whoever_had_the_first_matter_is_shut_out_though_nobody_named_him() -> None:
    first = handled(book=with_keepers())
    play = retaliated(first)
    assert play.state.guard.kept_from_bodies == ("water",)
    assert "wang" in play.state.guard.kept_from_persons
    for actor in (WANG, WANG_HEAD):
        assert standings(play.state, actor, play.book) == {"respondent"}
        assert refused(play, "note", actor, text="看看").code == "not_visible"
    # He handled it and sits elsewhere now.
    moved = Actor("wang", posts=officer("bihu-gov").posts)
    assert standings(play.state, moved, play.book) == {"respondent"}
    assert refused(play, "refer", KEEPER, lead="water").code in {"respondent", "unmet"}


def test_whom_he_names_is_shut_out_beside() -> None:
    play = retaliated(handled(book=with_keepers()), respondent=["bihu-gov"])
    shut = shut_out(play.state, play.book)
    assert shut.body_is_shut_out("bihu-gov") and shut.body_is_shut_out("water")
    assert standings(play.state, CHEN, play.book) == {"respondent"}


def test_it_is_kept_with_the_circle_though_it_names_somebody() -> None:
    play = retaliated(handled(book=with_keepers()), respondent=["bihu-gov"])
    assert play.state.kept_close
    assert standings(play.state, LI, play.book) == frozenset()
    assert "centre" in standings(play.state, KEEPER, play.book)
    no = refused(play, "refer", KEEPER, lead="urban")
    assert no.code == "unmet"
    assert [one["code"] for one in no.why["conditions"]] == ["stays_close"]
    play.do("refer", KEEPER, lead="discipline")
    assert standings(play.state, play.zhao, play.book) == {"petitioner"}


def test_of_a_report_handled_by_discipline_inspection_it_goes_back_there_unless_named() -> None:
    first = Play(kind="misconduct_report", book=with_keepers(), respondent=["urban"])
    first.do("refer", LI, lead="discipline")
    play = retaliated(first)
    assert play.state.guard.kept_from_bodies == ("urban",)
    play = retaliated(first, respondent=["discipline"])
    assert shut_out(play.state, play.book).body_is_shut_out("discipline")
    # Nobody is left to whom reports go first: whoever is not concerned may have it.
    play.do("refer", KEEPER, lead="agriculture")


@pytest.mark.parametrize("actor", [CHEN, Actor("", "petitioner", case="QINGHE-260302-000009")])
def test_an_outsider_may_not_tie_a_report_to_a_matter_he_does_not_see(actor: Actor) -> None:
    no = refused_to(actor=actor)
    assert (no.code, no.why["field"]) == ("no_such", "retaliation_for")


def test_a_matter_that_there_is_not_is_refused_alike() -> None:
    assert refused_to(first=None).why == refused_to(actor=CHEN).why


def refused_to(**fields: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        retaliated(**{"first": handled(book=with_keepers()), **fields})
    return caught.value


def test_no_open_matter_may_be_tied_to_one_that_few_may_know_of() -> None:
    first = Play(book=with_keepers())
    play = retaliated(first)
    assert play.state.guard.kept_from_bodies == ()
    first.beside(play)
    no = refused(first, "link", KEEPER, to=NUMBER, relation="related")
    assert no.code == "respondent"


def test_an_ordinary_matter_keeps_nobody_away() -> None:
    fact = Play(book=with_keepers()).facts[0]
    assert isinstance(fact, Registered)
    assert (fact.retaliation_for, fact.kept_from_bodies, fact.kept_from_persons) == (None, (), ())


def test_the_kind_need_not_be_said() -> None:
    told = {"channel": "web", "title": "打击报复", "text": "因为反映……", "retaliation_for": NUMBER}
    assert Register.model_validate(told).kind == "misconduct_report"


@pytest.mark.parametrize("who", [who for who in WHO if who not in {"admin", "official"}])
@pytest.mark.parametrize("county", counties.CODES)
def test_whoever_leads_the_first_matter_somebody_may_act_and_none_of_his_may_see(
    county: str, who: str
) -> None:
    here = counties.book(county)
    people = {actor.person: actor for actor in counties.officers(county)}
    centre = next(body.code for body in here.bodies.values() if body.kind == "centre")
    lead = respondent(county, who)
    first = Play(
        actor=next(actor for actor in people.values() if centre in actor.bodies),
        book=here,
        people=counties.sitting_in(county),
        channel="web",
        area=here.root_area,
    )
    # However it came to lead: the law of dispatching is not what is asked here.
    leg = handled().state.legs[0].model_copy(update={"body": lead})
    first.state = first.state.with_changes({"legs": (leg,)})
    play = retaliated(
        first,
        book=here,
        people=counties.sitting_in(county),
        area=here.root_area,
        respondent_unknown=True,
    )
    shut = all_below(county, {lead} - {respondent(county, "discipline")})
    held = parts(play, county)
    for person, names in held.items():
        concerned = not people[person].bodies.isdisjoint(shut)
        assert ("respondent" in names) == concerned, person
    able = [people[person] for person, names in held.items() if "centre" in names]
    assert able, "nobody may act on it"
    play.do("shield", able[0], respondent=[respondent(county, "government")], reason="问明")
    assert any("centre" in names for names in parts(play, county).values())
