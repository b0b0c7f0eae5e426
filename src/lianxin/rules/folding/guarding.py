"""Folds of facts about who is kept from a matter."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import guarding as facts
from lianxin.rules.folding import legs
from lianxin.rules.folding.closing import agents_now
from lianxin.rules.folding.shapes import Fold, belonging
from lianxin.rules.state import CaseState, Document, Leg, Sitting

UNSHIELDING = "unshielding"


def _shielded(state: CaseState, fact: facts.Shielded, stamp: Stamp) -> dict[str, Any]:
    persons, house = {*fact.respondent_persons, *fact.let_go}, state.house
    agents = tuple(agent for agent in house.agents if agent.person not in persons)
    return {
        "matter": {"kind": fact.kind},
        "guard": {
            "confidential": fact.confidential,
            "respondent_bodies": fact.respondent_bodies,
            "respondent_persons": fact.respondent_persons,
            "respondents_in": belonging(fact.respondents_in),
            "respondent_unknown": fact.respondent_unknown,
            "kept_by_few": fact.kept_by_few,
        },
        "house": {
            "centre": fact.centre,
            # Whoever is complained of now speaks for nobody and leads nothing in this case.
            **agents_now(agents)["house"],
            "leaders": tuple(leader for leader in house.leaders if leader not in persons),
            "responsible": None if house.responsible in persons else house.responsible,
        },
        "sittings": tuple(_seated(sitting, persons) for sitting in state.sittings),
        "legs": _without(state, fact, stamp),
        "documents": _papers(state, fact),
    }


def _without(state: CaseState, fact: facts.Shielded, stamp: Stamp) -> tuple[Leg, ...]:
    lead = state.lead
    if fact.lead is not None and lead is not None:
        legs_now = legs.lead_to(state, fact.lead, lead.instrument, stamp)
    else:
        legs_now = state.legs
    return tuple(
        leg.model_copy(update={"state": "released"})
        if leg.open and leg.body in fact.released
        else leg
        for leg in legs_now
    )


def _seated(sitting: Sitting, gone: set[str]) -> Sitting:
    kept = tuple(seat for seat in sitting.seats if seat.person not in gone)
    if not sitting.open or kept == sitting.seats:
        return sitting
    return sitting.model_copy(update={"seats": kept})


def _papers(state: CaseState, fact: facts.Shielded) -> tuple[Document, ...]:
    # The unshielding was signed for this one step.
    papers = (paper for paper in state.documents if not fact.loosened or paper.code != UNSHIELDING)
    if fact.before is None:
        return tuple(papers)
    # What the body complained of drafted is sent out by nobody.
    return tuple(
        paper if paper.state == "delivered" else paper.model_copy(update={"state": "void"})
        for paper in papers
    )


def _readmitted(state: CaseState, fact: facts.Readmitted, stamp: Stamp) -> dict[str, Any]:
    kept = tuple(person for person in state.guard.recused if person != fact.person)
    return {"guard": {"recused": kept}}


def _unlinked(state: CaseState, fact: facts.Unlinked, stamp: Stamp) -> dict[str, Any]:
    ties: dict[str, Any] = {"links": tuple(link for link in state.ties.links if link.to != fact.to)}
    if fact.repeat:
        ties |= {"repeat_of": None, "initial": True}
    return {"ties": ties}


FOLDS: Mapping[str, Fold] = {
    "shielded": _shielded,
    "readmitted": _readmitted,
    "unlinked": _unlinked,
}
