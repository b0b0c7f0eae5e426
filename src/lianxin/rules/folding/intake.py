"""Folds of intake facts."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import intake as facts
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.folding import legs
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import AgentHeld, Carried, CaseState, Link, points_of
from lianxin.rules.time.calendar import CHINA

_TOLD = tuple(
    name
    for name in facts.Registered.model_fields
    if name in CaseState.model_fields
    and name not in {"clocks", "tasks", "points", "track", "step", "attachments", "lat", "lon"}
)
# Copied for each new case: looking every default up anew costs more than all else there. It holds
# every field in its place, so that a state is written in the same order however it was reached.
_REQUIRED: dict[str, Any] = {
    name: None for name, field in CaseState.model_fields.items() if field.is_required()
}
_EMPTY = CaseState.model_construct(**_REQUIRED)


def registered(fact: Fact, stamp: Stamp) -> CaseState:
    """Return a new case."""
    assert isinstance(fact, facts.Registered)
    told = {name: getattr(fact, name) for name in _TOLD}
    told["stage"] = fact.stage or "registered"
    told["phase"] = fact.phase or "registered"
    told |= {
        "id": stamp.stream,
        "registrar": stamp.person,
        "registrar_body": stamp.body,
        "registered_at": stamp.at,
        "points": len(fact.points),
    }
    if fact.agent is not None:
        told["agents"] = (AgentHeld(person=fact.agent),)
    return _EMPTY.model_copy(update=told)


def _accepted(state: CaseState, fact: facts.Accepted, stamp: Stamp) -> dict[str, Any]:
    found = legs.lead_to(state, fact.body, "own", stamp) if fact.opens_lead else state.legs
    return {
        "route": fact.route,
        "nature": fact.nature,
        "legs": legs.moved(found, to="handling", role="lead"),
    }


def _declined(state: CaseState, fact: facts.Declined, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.moved(state.legs, to="answered"), "outcome": "declined"}


def _filing(state: CaseState, fact: facts.FilingConfirmed, stamp: Stamp) -> dict[str, Any]:
    return {"filing": "confirmed" if fact.right else "disputed"}


def _urged(state: CaseState, fact: facts.Urged, stamp: Stamp) -> dict[str, Any]:
    return {"urged": fact.count, "urged_on": stamp.at.astimezone(CHINA).date().isoformat()}


def _withdrawn(state: CaseState, fact: facts.Withdrawn, stamp: Stamp) -> dict[str, Any]:
    if fact.remedy:
        found = legs.again(state.legs, fact.lead, stamp) if fact.lead else state.legs
        return {"legs": found}
    return {"legs": legs.moved(state.legs, to="released")}


def _category(state: CaseState, fact: facts.CategorySet, stamp: Stamp) -> dict[str, Any]:
    return {"category": fact.category}


def _repeat(state: CaseState, fact: facts.RepeatMarked, stamp: Stamp) -> dict[str, Any]:
    return {
        "repeat_of": fact.of,
        "initial": False,
        "links": (*state.links, Link(to=fact.of, relation="same_matter")),
    }


def _linked(state: CaseState, fact: facts.Linked, stamp: Stamp) -> dict[str, Any]:
    return {"links": (*state.links, Link(to=fact.to, relation=fact.relation))}


def _merged(state: CaseState, fact: facts.Merged, stamp: Stamp) -> dict[str, Any]:
    return {
        "merged_into": fact.into,
        "kept_stage": fact.kept_stage,
        "merged_at": stamp.at,
    }


def _took_in(state: CaseState, fact: facts.TookIn, stamp: Stamp) -> dict[str, Any]:
    return {
        "parts": (*state.parts, fact.part),
        "petitioners": (*state.petitioners, *fact.petitioners),
        "persons": (*state.persons, *fact.persons),
        "withheld": state.withheld or fact.withheld,
        "points": state.points + fact.points,
        "carried": (*state.carried, Carried(part=fact.part, points=fact.points)),
        "recused": (*state.recused, *fact.recused),
    }


def _split(state: CaseState, fact: facts.Split, stamp: Stamp) -> dict[str, Any]:
    return {
        "parts": tuple(part for part in state.parts if part not in fact.parts),
        "petitioners": _without(state.petitioners, fact.petitioners),
        "persons": _without(state.persons, fact.persons),
        "recused": _without(state.recused, fact.recused),
        **_fewer_points(state, fact.parts),
    }


def _fewer_points(state: CaseState, leaving: tuple[str, ...]) -> dict[str, Any]:
    """The points that stay, counted anew without those of the leaving parts."""
    gone = {n for part in leaving for n in points_of(state, part)}
    stay = [n for n in range(1, state.points + 1) if n not in gone]
    return {
        "points": len(stay),
        "answered_points": tuple(
            new for new, old in enumerate(stay, start=1) if old in state.answered_points
        ),
        "carried": tuple(one for one in state.carried if one.part not in leaving),
    }


def _without(held: tuple[str, ...], gone: tuple[str, ...]) -> tuple[str, ...]:
    """Take each out once: who raised both matters stays with the one that is left."""
    left = list(held)
    for one in gone:
        if one in left:
            left.remove(one)
    return tuple(left)


def _split_off(state: CaseState, fact: facts.SplitOff, stamp: Stamp) -> dict[str, Any]:
    return {
        "merged_into": None,
        "kept_stage": None,
        "merged_at": None,
        "answered_points": tuple(sorted({*state.answered_points, *fact.answered})),
        "recused": (*state.recused, *fact.recused),
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
