"""Folds of intake facts."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import intake as facts
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.folding import legs
from lianxin.rules.folding.shapes import Fold, belonging
from lianxin.rules.state import AgentHeld, Carried, CaseState, Link, points_of
from lianxin.rules.state.groups import Guard, House, Matter, People, Ties
from lianxin.rules.time.calendar import CHINA

RETALIATION = "retaliation"
"""What the matter is to the one for which somebody is retaliated against."""
# Fields of the fact by the group of the case that takes them over as they are; points are counted.
_TOLD = {
    group: tuple(name for name in names if name in facts.Registered.model_fields)
    for group, names in (
        ("matter", Matter.model_fields.keys() - {"points"}),
        ("people", People.model_fields.keys()),
        ("guard", Guard.model_fields.keys() - {"respondents_in"}),
        ("house", House.model_fields.keys()),
        ("ties", Ties.model_fields.keys()),
    )
}
# Copied for each new case: looking every default up anew costs more than all else there. It holds
# every field in its place, so that a state is written in the same order however it was reached.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_EMPTY = CaseState(
    id="",
    number="",
    procedure="",
    version="",
    stage="",
    phase="",
    matter=Matter(channel="", kind="", registered_at=_NEVER, raised_at=_NEVER),
)


def registered(fact: Fact, stamp: Stamp) -> CaseState:
    """Return a new case."""
    assert isinstance(fact, facts.Registered)
    groups = {
        group: {name: getattr(fact, name) for name in names} for group, names in _TOLD.items()
    }
    groups["matter"] |= {"registered_at": stamp.at, "points": len(fact.points)}
    groups["house"] |= {"registrar": stamp.person, "registrar_body": stamp.body}
    if fact.respondents_in:
        groups["guard"]["respondents_in"] = belonging(fact.respondents_in)
    if fact.retaliation_for is not None:
        groups["ties"]["links"] = (Link(to=fact.retaliation_for, relation=RETALIATION),)
    if fact.agent is not None:
        groups["house"]["agents"] = (AgentHeld(person=fact.agent),)
    return _EMPTY.with_changes(
        {
            "id": stamp.stream,
            "number": fact.number,
            "procedure": fact.procedure,
            "version": fact.version,
            "stage": fact.stage or "registered",
            "phase": fact.phase or "registered",
            **groups,
        }
    )


def _accepted(state: CaseState, fact: facts.Accepted, stamp: Stamp) -> dict[str, Any]:
    legs_now = legs.lead_to(state, fact.body, "own", stamp) if fact.opens_lead else state.legs
    return {
        "handling": {"route": fact.route, "nature": fact.nature},
        "legs": legs.moved(legs_now, to="handling", role="lead"),
    }


def _declined(state: CaseState, fact: facts.Declined, stamp: Stamp) -> dict[str, Any]:
    return {
        "legs": legs.moved(state.legs, to="answered"),
        "handling": {"outcome": "declined"},
    }


def _filing(state: CaseState, fact: facts.FilingConfirmed, stamp: Stamp) -> dict[str, Any]:
    return {"handling": {"filing": "confirmed" if fact.right else "disputed"}}


def _urged(state: CaseState, fact: facts.Urged, stamp: Stamp) -> dict[str, Any]:
    # The day of China, as the refusal of a second urging compares it.
    today = stamp.at.astimezone(CHINA).date().isoformat()
    return {"dispatch": {"urged": fact.count, "urged_on": today}}


def _withdrawn(state: CaseState, fact: facts.Withdrawn, stamp: Stamp) -> dict[str, Any]:
    if fact.remedy:
        legs_now = legs.again(state.legs, fact.lead, stamp) if fact.lead else state.legs
        return {"legs": legs_now}
    if fact.stood_back:
        return {"people": {"stood_back": (*state.people.stood_back, *fact.stood_back)}}
    return {"legs": legs.moved(state.legs, to="released")}


def _category(state: CaseState, fact: facts.CategorySet, stamp: Stamp) -> dict[str, Any]:
    return {"matter": {"category": fact.category}}


def _repeat(state: CaseState, fact: facts.RepeatMarked, stamp: Stamp) -> dict[str, Any]:
    links = (*state.ties.links, Link(to=fact.of, relation="same_matter"))
    return {"ties": {"repeat_of": fact.of, "initial": False, "links": links}}


def _linked(state: CaseState, fact: facts.Linked, stamp: Stamp) -> dict[str, Any]:
    return {"ties": {"links": (*state.ties.links, Link(to=fact.to, relation=fact.relation))}}


def _merged(state: CaseState, fact: facts.Merged, stamp: Stamp) -> dict[str, Any]:
    merged = {"merged_into": fact.into, "kept_stage": fact.kept_stage, "merged_at": stamp.at}
    return {"ties": merged}


def _took_in(state: CaseState, fact: facts.TookIn, stamp: Stamp) -> dict[str, Any]:
    people, ties = state.people, state.ties
    return {
        "ties": {
            "parts": (*ties.parts, fact.part),
            "carried": (*ties.carried, _brought(fact)),
        },
        "people": {
            "petitioners": (*people.petitioners, *fact.petitioners),
            "persons": (*people.persons, *fact.persons),
            # One of the joined petitioners asked to stay unnamed: then all of them are.
            "withheld": people.withheld or fact.withheld,
        },
        "matter": {"points": state.matter.points + fact.points},
        "guard": {"recused": (*state.guard.recused, *fact.recused)},
        # Who came in was not told by the paper that was delivered before.
        "documents": tuple(paper for paper in state.documents if paper.code not in fact.untold),
    }


def _brought(fact: facts.TookIn) -> Carried:
    return Carried(
        part=fact.part,
        points=fact.points,
        petitioners=fact.petitioners,
        persons=fact.persons,
        recused=fact.recused,
    )


def _split(state: CaseState, fact: facts.Split, stamp: Stamp) -> dict[str, Any]:
    people, ties = state.people, state.ties
    # The points that stay are counted anew, without those of the leaving parts.
    gone = {n for part in fact.parts for n in points_of(state, part)}
    stay = [n for n in range(1, state.matter.points + 1) if n not in gone]
    answered = state.handling.answered_points
    return {
        "ties": {
            "parts": tuple(part for part in ties.parts if part not in fact.parts),
            "carried": tuple(matter for matter in ties.carried if matter.part not in fact.parts),
        },
        "people": {
            "petitioners": without(people.petitioners, fact.petitioners),
            "persons": without(people.persons, fact.persons),
        },
        "guard": {"recused": without(state.guard.recused, fact.recused)},
        "closing": {
            "words": tuple(word for word in state.closing.words if word.part not in fact.parts)
        },
        "matter": {"points": len(stay)},
        "handling": {
            "answered_points": tuple(
                new for new, old in enumerate(stay, start=1) if old in answered
            ),
        },
    }


def without(tokens: Sequence[str], gone: Sequence[str]) -> tuple[str, ...]:
    """Return the tokens, each that is gone taken out once: who raised both matters stays with the one that is left."""
    left = list(tokens)
    for token in gone:
        if token in left:
            left.remove(token)
    return tuple(left)


def _split_off(state: CaseState, fact: facts.SplitOff, stamp: Stamp) -> dict[str, Any]:
    answered = tuple(sorted({*state.handling.answered_points, *fact.answered}))
    return {
        "ties": {"merged_into": None, "kept_stage": None, "merged_at": None},
        "handling": {"answered_points": answered},
        "guard": {"recused": (*state.guard.recused, *fact.recused)},
    }


FOLDS: Mapping[str, Fold] = {
    "accepted": _accepted,
    "declined": _declined,
    "urged": _urged,
    "filing_confirmed": _filing,
    "withdrawn": _withdrawn,
    "category_set": _category,
    "repeat_marked": _repeat,
    "linked": _linked,
    "merged": _merged,
    "took_in": _took_in,
    "split": _split,
    "split_off": _split_off,
}
