"""Folds of handling facts."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import handling as facts
from lianxin.rules.folding import legs
from lianxin.rules.folding.papers import drafted_paper
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState


def _replied(state: CaseState, fact: facts.Replied, stamp: Stamp) -> dict[str, Any]:
    if fact.role == "assist":
        return {"legs": legs.moved(state.legs, to="answered", role="assist", body=fact.body)}
    points = set(state.handling.answered_points)
    # An answer that names no point answers all of them.
    points |= {fact.point} if fact.point else set(range(1, state.matter.points + 1))
    update: dict[str, Any] = {}
    if fact.phase == "concluded":
        # Where an answer concludes by itself, the legs end with it.
        update["legs"] = legs.moved(state.legs, to="answered")
    return update | {
        "handling": {
            "replied": state.handling.replied or not fact.partial,
            "level": fact.level,
            "answered_points": tuple(sorted(points)),
        },
        "house": {"handlers": _with(state.house.handlers, stamp.person)},
    }


def _concluded(state: CaseState, fact: facts.Concluded, stamp: Stamp) -> dict[str, Any]:
    return {
        "handling": {"outcome": fact.outcome, "level": fact.level},
        "house": {"handlers": _with(state.house.handlers, stamp.person)},
        "legs": legs.moved(state.legs, to="answered"),
    }


def _proposed(state: CaseState, fact: facts.OpinionProposed, stamp: Stamp) -> dict[str, Any]:
    *others, paper = drafted_paper(
        state,
        fact.document,
        stamp,
        fields=fact.fields,
        posts=fact.posts,
        outcome=fact.outcome,
        tells=fact.name,
    )
    promise = {"carry_out_by": fact.carry_out_by, "executor": fact.executor}
    if fact.carry_out_by is not None:
        # Its task says what is to be carried out.
        promise["text"] = fact.text
    return {
        "documents": (*others, paper.model_copy(update=promise)),
        "house": {"handlers": _with(state.house.handlers, stamp.person)},
    }


def _advised_by_law(
    state: CaseState, fact: facts.LegalOpinionGiven, stamp: Stamp
) -> dict[str, Any]:
    return {"handling": {"legal_opinions": state.handling.legal_opinions + 1}}


def _help_planned(state: CaseState, fact: facts.HelpPlanned, stamp: Stamp) -> dict[str, Any]:
    # What was confirmed before said nothing yet about the help.
    words = tuple(word.model_copy(update={"confirmed": False}) for word in state.closing.words)
    return {"handling": {"help_planned": True}, "closing": {"confirmed": False, "words": words}}


def _with(persons: tuple[str, ...], person: str) -> tuple[str, ...]:
    return persons if person in persons else (*persons, person)


def _planned(state: CaseState, fact: facts.Planned, stamp: Stamp) -> dict[str, Any]:
    return {"handling": {"plans": state.handling.plans + 1}}


def _expert(state: CaseState, fact: facts.ExpertOpinionGiven, stamp: Stamp) -> dict[str, Any]:
    return {"handling": {"expert_opinions": state.handling.expert_opinions + 1}}


def _root_cause(state: CaseState, fact: facts.RootCauseRecorded, stamp: Stamp) -> dict[str, Any]:
    return {"handling": {"root_caused": True}}


FOLDS: Mapping[str, Fold] = {
    "planned": _planned,
    "expert_opinion_given": _expert,
    "root_cause_recorded": _root_cause,
    "replied": _replied,
    "concluded": _concluded,
    "opinion_proposed": _proposed,
    "legal_opinion_given": _advised_by_law,
    "help_planned": _help_planned,
}
