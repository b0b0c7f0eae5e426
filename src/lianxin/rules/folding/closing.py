"""Folds of facts about the petitioner's word, closing, remedies and persons."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import closing as facts
from lianxin.rules.folding import legs
from lianxin.rules.folding.papers import drafted_paper
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CLOSING_PAPERS, CaseState


def _followed_up(state: CaseState, fact: facts.FollowedUp, stamp: Stamp) -> dict[str, Any]:
    attempts = state.attempts + 1
    if not fact.reached:
        return {"attempts": attempts}
    return {"satisfied": fact.satisfied, "solved": fact.solved, "attempts": attempts}


def _rated(state: CaseState, fact: facts.Rated, stamp: Stamp) -> dict[str, Any]:
    return {"satisfied": fact.satisfied, "solved": fact.solved}


def _confirmed(state: CaseState, fact: facts.Confirmed, stamp: Stamp) -> dict[str, Any]:
    return {"confirmed": True}


def _closed(state: CaseState, fact: facts.Closed, stamp: Stamp) -> dict[str, Any]:
    return {"disposition": fact.disposition, "legs": legs.moved(state.legs, to="answered")}


def _reopened(state: CaseState, fact: facts.Reopened, stamp: Stamp) -> dict[str, Any]:
    return {
        "legs": legs.again(state.legs, fact.lead, stamp) if fact.lead else state.legs,
        "satisfied": None,
        "solved": None,
        "confirmed": False,
        "disposition": None,
        "outcome": None,
        "replied": False,
        "answered_points": (),
        "attempts": 0,
        "reopened": state.reopened + 1,
        "documents": tuple(one for one in state.documents if one.code not in CLOSING_PAPERS),
    }


def _requested(state: CaseState, fact: facts.ReviewRequested, stamp: Stamp) -> dict[str, Any]:
    instrument = fact.name.removesuffix("_requested")
    return {"legs": legs.lead_to(state, fact.reviewer, instrument, stamp, left="answered")}


def _decided(state: CaseState, fact: facts.ReviewDecided, stamp: Stamp) -> dict[str, Any]:
    update: dict[str, Any] = {
        "reviewed": state.reviewed + 1,
        "documents": drafted_paper(
            state, fact.document, fields=fact.fields, posts=fact.posts, outcome=fact.outcome
        ),
    }
    if fact.lead is not None:
        # The opinion is void: the handling body starts its work again from its own leg.
        closed = legs.moved(state.legs, to="answered", role="lead")
        update |= {
            "legs": legs.again(closed, fact.lead, stamp),
            "documents": tuple(p for p in update["documents"] if p.code != "opinion"),
            "reviewed": 0,
            "replied": False,
            "answered_points": (),
        }
    return update


def _agent(state: CaseState, fact: facts.AgentAppointed, stamp: Stamp) -> dict[str, Any]:
    return {"agent": fact.agent}


def _no_agent(state: CaseState, fact: facts.AgentReleased, stamp: Stamp) -> dict[str, Any]:
    return {"agent": None}


def _leaders(state: CaseState, fact: facts.LeaderSet, stamp: Stamp) -> dict[str, Any]:
    return {"leaders": fact.leaders, "responsible": fact.responsible}


def _risk(state: CaseState, fact: facts.RiskSet, stamp: Stamp) -> dict[str, Any]:
    return {"risk": fact.risk, "risk_chosen": not fact.by_rule, "risk_held": fact.held}


def _progress(state: CaseState, fact: facts.ProgressSet, stamp: Stamp) -> dict[str, Any]:
    return {
        "progress": fact.progress,
        "progress_chosen": not fact.by_rule,
        "progress_held": fact.held,
    }


def _recused(state: CaseState, fact: facts.Recused, stamp: Stamp) -> dict[str, Any]:
    return {"recused": (*state.recused, fact.person)}


def _restricted(state: CaseState, fact: facts.Restricted, stamp: Stamp) -> dict[str, Any]:
    return {"restricted": fact.scope}


def _ended(state: CaseState, fact: facts.ProcedureEnded, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.moved(state.legs, to="answered")}


FOLDS: Mapping[str, Fold] = {
    "followed_up": _followed_up,
    "rated": _rated,
    "confirmed": _confirmed,
    "closed": _closed,
    "reopened": _reopened,
    "review_requested": _requested,
    "re_review_requested": _requested,
    "review_decided": _decided,
    "re_review_decided": _decided,
    "procedure_ended": _ended,
    "agent_appointed": _agent,
    "agent_released": _no_agent,
    "leader_set": _leaders,
    "risk_set": _risk,
    "progress_set": _progress,
    "recused": _recused,
    "restricted": _restricted,
}
