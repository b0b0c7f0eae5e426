"""Folds of dispatch facts."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import assists as assisting
from lianxin.rules.facts import dispatch as facts
from lianxin.rules.folding import legs
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState, LegState


def _referred(state: CaseState, fact: facts.Referred, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.dispatched(state, fact.lead, fact.assists, "refer", stamp)}


def _assigned(state: CaseState, fact: facts.Assigned, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.dispatched(state, fact.lead, fact.assists, "assign", stamp)}


def _supervised(state: CaseState, fact: facts.Supervised, stamp: Stamp) -> dict[str, Any]:
    dispatch = {
        "supervised": state.dispatch.supervised + 1,
        "card": fact.card or state.dispatch.card,
    }
    update: dict[str, Any] = {"dispatch": dispatch}
    if fact.opens_lead and fact.lead is not None:
        update["legs"] = legs.dispatched(state, fact.lead, fact.assists, "supervise", stamp)
    return update


def _received(state: CaseState, fact: facts.Received, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.moved(state.legs, to="received", body=fact.body)}


def _objected(state: CaseState, fact: facts.Objected, stamp: Stamp) -> dict[str, Any]:
    return {
        "legs": legs.moved(state.legs, to="objected", body=fact.body, role="lead"),
        "dispatch": {"hops": fact.hops},
    }


def _objection_ruled(state: CaseState, fact: facts.ObjectionRuled, stamp: Stamp) -> dict[str, Any]:
    # Upheld or not, whoever leads after a ruling may not send it back again.
    bound = tuple(dict.fromkeys((*state.dispatch.may_not_return, fact.lead)))
    if fact.upheld:
        lead = state.lead
        instrument = lead.instrument if lead else "assign"
        return {
            "legs": legs.lead_to(state, fact.lead, instrument, stamp),
            "dispatch": {"may_not_return": bound},
        }
    return {
        "legs": legs.moved(state.legs, to="offered", body=fact.lead, role="lead"),
        "dispatch": {"may_not_return": bound},
    }


def _reassigned(state: CaseState, fact: facts.Reassigned, stamp: Stamp) -> dict[str, Any]:
    # Without an open lead it goes on where the last one stood, be it as a review.
    last = state.last_lead
    return {"legs": legs.lead_to(state, fact.lead, last.instrument if last else "assign", stamp)}


def _assist_added(state: CaseState, fact: assisting.AssistAdded, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.opened(state.legs, fact.body, "assist", "assign", stamp)}


def _broadcast(state: CaseState, fact: facts.Broadcast, stamp: Stamp) -> dict[str, Any]:
    return {"dispatch": {"informed": (*state.dispatch.informed, *fact.bodies)}}


def _broadcast_ended(state: CaseState, fact: facts.BroadcastEnded, stamp: Stamp) -> dict[str, Any]:
    left = tuple(body for body in state.dispatch.informed if body not in fact.bodies)
    return {"dispatch": {"informed": left}}


def _assist_objected(
    state: CaseState, fact: assisting.AssistObjected, stamp: Stamp
) -> dict[str, Any]:
    return {"legs": legs.moved(state.legs, to="objected", body=fact.body, role="assist")}


def _assist_ruled(
    state: CaseState, fact: assisting.AssistObjectionRuled, stamp: Stamp
) -> dict[str, Any]:
    to: LegState = "released" if fact.upheld else "offered"
    return {
        "legs": legs.moved(state.legs, to=to, body=fact.body, role="assist"),
        "dispatch": {
            "bound_assists": tuple(dict.fromkeys((*state.dispatch.bound_assists, fact.body)))
        },
    }


def _assist_released(
    state: CaseState, fact: assisting.AssistReleased, stamp: Stamp
) -> dict[str, Any]:
    return {"legs": legs.moved(state.legs, to="released", body=fact.body, role="assist")}


def _called_in(state: CaseState, fact: assisting.CalledIn, stamp: Stamp) -> dict[str, Any]:
    legs_now = state.legs
    there = {leg.body for leg in legs_now if leg.open}
    for body in fact.bodies:
        # A body that works on it already is only called to the spot, not given a second leg.
        if body not in there:
            legs_now = legs.opened(legs_now, body, "assist", "call_in", stamp)
    return {"legs": legs_now}


def _handed(
    state: CaseState, fact: facts.Escalated | facts.ReturnedDown, stamp: Stamp
) -> dict[str, Any]:
    update: dict[str, Any] = {"legs": legs.lead_to(state, fact.lead, "assign", stamp)}
    if isinstance(fact, facts.Escalated):
        update["dispatch"] = {"escalated": state.dispatch.escalated + 1}
    return update


def _moved(state: CaseState, fact: facts.Moved, stamp: Stamp) -> dict[str, Any]:
    return {
        "procedure": fact.procedure,
        "version": fact.version,
        "dispatch": {"came_from": fact.before},
        "clocks": tuple(
            # A clock stays under the version it began in, however often the case moves.
            clock.model_copy(update={"procedure": clock.procedure or state.version})
            for clock in state.clocks
        ),
    }


FOLDS: Mapping[str, Fold] = {
    "referred": _referred,
    "assigned": _assigned,
    "supervised": _supervised,
    "received": _received,
    "objected": _objected,
    "objection_ruled": _objection_ruled,
    "reassigned": _reassigned,
    "assist_added": _assist_added,
    "assist_objected": _assist_objected,
    "assist_objection_ruled": _assist_ruled,
    "assist_released": _assist_released,
    "broadcast": _broadcast,
    "broadcast_ended": _broadcast_ended,
    "called_in": _called_in,
    "escalated": _handed,
    "returned_down": _handed,
    "moved": _moved,
}
