"""Folds of facts about sittings and agreements, and who investigated the matter."""

from collections.abc import Mapping, Sequence
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import sittings as facts
from lianxin.rules.facts.handling import AgreementRecorded
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import REVIEWS, Agreement, CaseState, Consent, Seat, Sitting


def investigated(state: CaseState, stamp: Stamp) -> dict[str, Any]:
    """Return the change of `house` that notes who worked on the matter for a handling body."""
    handling = {leg.body for leg in state.legs if leg.open and leg.instrument not in REVIEWS}
    if stamp.body not in handling or stamp.person in state.house.investigators:
        return {}
    return {"investigators": (*state.house.investigators, stamp.person)}


def _requested(state: CaseState, fact: facts.SittingRequested, stamp: Stamp) -> dict[str, Any]:
    new = Sitting(n=fact.sitting, kind=fact.kind, step="requested")
    return {"sittings": (*state.sittings, new)}


def _declined(state: CaseState, fact: facts.SittingDeclined, stamp: Stamp) -> dict[str, Any]:
    return _stepped(state, fact.sitting, {"step": "declined"})


def _ordered(state: CaseState, fact: facts.SittingOrdered, stamp: Stamp) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "step": "ordered",
        "seats": _seats(fact.seats, fact.roles),
        "meets_at": fact.meets_at,
        "place": fact.place or "",
    }
    if state.sitting(fact.sitting) is not None:
        return _stepped(state, fact.sitting, fields)
    new = Sitting(n=fact.sitting, kind=fact.kind, **fields)
    return {"sittings": (*state.sittings, new)}


def _named(state: CaseState, fact: facts.SeatsNamed, stamp: Stamp) -> dict[str, Any]:
    return _stepped(state, fact.sitting, {"seats": _seats(fact.seats, fact.roles)})


def _consented(state: CaseState, fact: facts.ConsentRecorded, stamp: Stamp) -> dict[str, Any]:
    sitting = state.sitting(fact.sitting)
    kept = [
        consent for consent in (sitting.consents if sitting else ()) if consent.party != fact.party
    ]
    last = Consent(party=fact.party, given=fact.given)
    return _stepped(state, fact.sitting, {"consents": (*kept, last)})


def _held(state: CaseState, fact: facts.SittingHeld, stamp: Stamp) -> dict[str, Any]:
    before = state.sitting(fact.sitting)
    fields = {
        "step": "held",
        "seats": _seats(fact.seats, fact.roles),
        "sessions": (before.sessions if before else 0) + 1,
    }
    return _stepped(state, fact.sitting, fields)


def _concluded(state: CaseState, fact: facts.SittingConcluded, stamp: Stamp) -> dict[str, Any]:
    update = _stepped(state, fact.sitting, {"step": "concluded", "outcome": fact.outcome})
    if fact.lead is not None:
        bound = tuple(dict.fromkeys((*state.dispatch.may_not_return, fact.lead)))
        update["dispatch"] = {"may_not_return": bound}
    return update


def _agreed(state: CaseState, fact: AgreementRecorded, stamp: Stamp) -> dict[str, Any]:
    new = Agreement(
        n=len(state.agreements) + 1,
        sitting=fact.sitting,
        terms=len(fact.terms),
        effective_at=fact.effective_at or stamp.at,
    )
    return {"agreements": (*state.agreements, new)}


def _confirmed(state: CaseState, fact: facts.ConfirmationRecorded, stamp: Stamp) -> dict[str, Any]:
    return {
        "agreements": tuple(
            agreement.model_copy(update={"confirmation": fact.outcome})
            if agreement.n == fact.agreement
            else agreement
            for agreement in state.agreements
        )
    }


def _stepped(state: CaseState, n: int, update: dict[str, Any]) -> dict[str, Any]:
    return {
        "sittings": tuple(
            sitting.model_copy(update=update) if sitting.n == n else sitting
            for sitting in state.sittings
        )
    }


def _seats(persons: Sequence[str], roles: Sequence[str]) -> tuple[Seat, ...]:
    # Facts of before the seats had roles name persons alone: members all.
    all_roles = (*roles, *("member",) * (len(persons) - len(roles)))
    return tuple(
        Seat(person=person, role=role) for person, role in zip(persons, all_roles, strict=True)
    )


FOLDS: Mapping[str, Fold] = {
    "sitting_requested": _requested,
    "sitting_declined": _declined,
    "sitting_ordered": _ordered,
    "seats_named": _named,
    "consent_recorded": _consented,
    "sitting_held": _held,
    "sitting_concluded": _concluded,
    "agreement_recorded": _agreed,
    "confirmation_recorded": _confirmed,
}
