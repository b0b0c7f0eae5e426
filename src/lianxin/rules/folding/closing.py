"""Folds of facts about the petitioner's word, closing, remedies and persons."""

from collections.abc import Mapping, Sequence
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import closing, persons, recourse
from lianxin.rules.folding import legs
from lianxin.rules.folding.papers import EXCLUSIVE, OPINION, drafted_paper
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CLOSING_PAPERS, AgentHeld, CaseState, Document, PartyWord


def _followed_up(state: CaseState, fact: closing.FollowedUp, stamp: Stamp) -> dict[str, Any]:
    attempts = state.closing.attempts + 1
    # Not to be reached says nothing of satisfaction; it only counts as tried.
    if not fact.reached:
        return {"closing": {"attempts": attempts}}
    return {"closing": {**_said(state, fact), "attempts": attempts}}


def _rated(state: CaseState, fact: closing.Rated, stamp: Stamp) -> dict[str, Any]:
    return {"closing": _said(state, fact)}


def _said(state: CaseState, fact: closing.FollowedUp | closing.Rated) -> dict[str, Any]:
    """The last word counts: who says no after a confirmation takes it back."""
    said = PartyWord(part="", satisfied=fact.satisfied, solved=fact.solved)
    before = {word.part: word for word in state.closing.words}
    words = [
        said.model_copy(
            update={
                "part": part,
                "confirmed": said.content and part in before and before[part].confirmed,
            }
        )
        for part in fact.of or (state.number,)
    ]
    return {
        "satisfied": fact.satisfied,
        "solved": fact.solved,
        "confirmed": said.content and state.closing.confirmed,
        "words": _words(state, words),
    }


def _confirmed(state: CaseState, fact: closing.Confirmed, stamp: Stamp) -> dict[str, Any]:
    words = [PartyWord(part=part, confirmed=True) for part in fact.of or (state.number,)]
    return {"closing": {"confirmed": True, "words": _words(state, words)}}


def _words(state: CaseState, said: Sequence[PartyWord]) -> tuple[PartyWord, ...]:
    parts = {word.part for word in said}
    return (*(word for word in state.closing.words if word.part not in parts), *said)


def _taken_down(state: CaseState, fact: closing.WordTakenDown, stamp: Stamp) -> dict[str, Any]:
    ended = fact.asks == "withdraw" and state.phase == "withdrawn"
    return {"closing": {"withdrawal_taken_down": True}} if ended else {}


def _closed(state: CaseState, fact: closing.Closed, stamp: Stamp) -> dict[str, Any]:
    return {
        "closing": {"disposition": fact.disposition, "ending": fact.ending},
        "house": {"closers": (*state.house.closers, stamp.person)},
        "legs": legs.moved(state.legs, to="answered"),
    }


def _contested(state: CaseState, fact: closing.Contested, stamp: Stamp) -> dict[str, Any]:
    return {"closing": {"contested": True}}


def _contest_ruled(state: CaseState, fact: closing.ContestRuled, stamp: Stamp) -> dict[str, Any]:
    update: dict[str, Any] = {"closing": {"contested": False}}
    if fact.upheld and fact.phase == "concluded":
        # It stands where it was concluded, to be closed in another way: nothing of that closing is left.
        update["closing"] |= {"disposition": None, "ending": None}
        update["documents"] = tuple(p for p in state.documents if p.code not in CLOSING_PAPERS)
    return update


def _ending_requested(
    state: CaseState, fact: closing.EndingRequested, stamp: Stamp
) -> dict[str, Any]:
    return {"closing": {"ending_requested": fact.body}}


def _ending_ruled(state: CaseState, fact: closing.EndingRuled, stamp: Stamp) -> dict[str, Any]:
    update: dict[str, Any] = {"closing": {"ending_requested": None, "terminated": fact.agreed}}
    if fact.agreed:
        update["legs"] = legs.moved(state.legs, to="answered")
    return update


def _reopened(state: CaseState, fact: closing.Reopened, stamp: Stamp) -> dict[str, Any]:
    # What was wrongly refused or led elsewhere is not decided any more, and told by no paper.
    taken_back = EXCLUSIVE if fact.lead is None else frozenset()
    return {
        "decisions": tuple(one for one in state.decisions if one.fact not in taken_back),
        "legs": legs.again(state.legs, fact.lead, stamp) if fact.lead else state.legs,
        "closing": {
            "satisfied": None,
            "solved": None,
            "confirmed": False,
            "words": (),
            "disposition": None,
            "ending": None,
            "contested": False,
            "terminated": False,
            "ending_requested": None,
            "withdrawal_taken_down": False,
            "attempts": 0,
            "reopened": state.closing.reopened + 1,
        },
        "dispatch": {"escalated": state.dispatch.escalated + bool(fact.raised_from)},
        "handling": {"outcome": None, "replied": False, "answered_points": ()},
        # An exemption signed for the last closing must not close it a second time.
        "documents": tuple(paper for paper in state.documents if paper.code not in CLOSING_PAPERS),
    }


def _requested(state: CaseState, fact: recourse.ReviewRequested, stamp: Stamp) -> dict[str, Any]:
    instrument = fact.name.removesuffix("_requested")
    return {"legs": legs.lead_to(state, fact.reviewer, instrument, stamp, left="answered")}


def _drafted(
    state: CaseState,
    fact: recourse.ReviewProposed | recourse.ReviewDecided,
    stamp: Stamp,
    *,
    tells: str,
) -> tuple[Document, ...]:
    """The documents with a fresh draft of the opinion that a review proposes or gives."""
    return drafted_paper(
        state,
        fact.document,
        stamp,
        fields=fact.fields,
        posts=fact.posts,
        body=fact.body,
        outcome=fact.outcome,
        tells=tells,
    )


def _proposed(state: CaseState, fact: recourse.ReviewProposed, stamp: Stamp) -> dict[str, Any]:
    drafted = _drafted(state, fact, stamp, tells=fact.tells)
    # Nothing is decided yet of which it could tell.
    paper = drafted[-1].model_copy(update={"text": fact.text, "about": 0})
    return {"documents": (*drafted[:-1], paper)}


def _opinion_of(
    state: CaseState, fact: recourse.ReviewDecided, stamp: Stamp
) -> tuple[Document, ...]:
    """The documents with the review opinion: the one that was signed, or one that needs nobody's."""
    signed = state.document(fact.document)
    drafted = _drafted(state, fact, stamp, tells=fact.name)
    if signed is None or signed.state != "signed" or signed.fields != fact.fields:
        return drafted
    kept = signed.model_copy(update={"about": drafted[-1].about, "text": ""})
    return (*drafted[:-1], kept)


def _decided(state: CaseState, fact: recourse.ReviewDecided, stamp: Stamp) -> dict[str, Any]:
    update: dict[str, Any] = {
        "closing": {"reviewed": state.closing.reviewed + 1},
        "documents": _opinion_of(state, fact, stamp),
    }
    if fact.lead is not None:
        # The opinion is void: the handling body starts its work again from its own leg.
        closed = legs.moved(state.legs, to="answered", role="lead")
        update |= {
            "legs": legs.again(closed, fact.lead, stamp),
            "documents": tuple(p for p in update["documents"] if p.tells != OPINION),
            "closing": {"reviewed": 0},
            "handling": {"replied": False, "answered_points": ()},
        }
    return update


def _agent(state: CaseState, fact: persons.AgentAppointed, stamp: Stamp) -> dict[str, Any]:
    kept = tuple(agent for agent in state.house.agents if agent.level != fact.level)
    return agents_now((*kept, AgentHeld(person=fact.agent, level=fact.level)))


def _no_agent(state: CaseState, fact: persons.AgentReleased, stamp: Stamp) -> dict[str, Any]:
    return agents_now(tuple(agent for agent in state.house.agents if agent.person != fact.agent))


def agents_now(agents: tuple[AgentHeld, ...]) -> dict[str, Any]:
    """The agent who handles speaks for all of them; where there is none, the one named last."""
    handles = [agent.person for agent in agents if agent.level == "handles"]
    named = handles or [agent.person for agent in agents]
    return {"house": {"agents": agents, "agent": named[-1] if named else None}}


def _leaders(state: CaseState, fact: persons.LeaderSet, stamp: Stamp) -> dict[str, Any]:
    return {"house": {"leaders": fact.leaders, "responsible": fact.responsible}}


def _risk(state: CaseState, fact: persons.RiskSet, stamp: Stamp) -> dict[str, Any]:
    return {"risk": {"colour": fact.risk, "chosen": not fact.by_rule, "held": fact.held}}


def _progress(state: CaseState, fact: persons.ProgressSet, stamp: Stamp) -> dict[str, Any]:
    return {"progress": {"colour": fact.progress, "chosen": not fact.by_rule, "held": fact.held}}


def _recusal_asked(state: CaseState, fact: persons.RecusalAsked, stamp: Stamp) -> dict[str, Any]:
    return {"guard": {"recusal_asked": True}}


def _recusal_ruled(state: CaseState, fact: persons.RecusalRuled, stamp: Stamp) -> dict[str, Any]:
    more = (fact.person,) if fact.granted and fact.person is not None else ()
    kept_away = dict.fromkeys((*state.guard.recused, *more))
    return {"guard": {"recusal_asked": False, "recused": tuple(kept_away)}}


def _recused(state: CaseState, fact: persons.Recused, stamp: Stamp) -> dict[str, Any]:
    return {"guard": {"recused": (*state.guard.recused, fact.person)}}


def _restricted(state: CaseState, fact: persons.Restricted, stamp: Stamp) -> dict[str, Any]:
    return {"guard": {"restricted": fact.scope}}


def _ended(state: CaseState, fact: recourse.ProcedureEnded, stamp: Stamp) -> dict[str, Any]:
    return {"legs": legs.moved(state.legs, to="answered")}


FOLDS: Mapping[str, Fold] = {
    "followed_up": _followed_up,
    "rated": _rated,
    "confirmed": _confirmed,
    "word_taken_down": _taken_down,
    "closed": _closed,
    "contested": _contested,
    "contest_ruled": _contest_ruled,
    "ending_requested": _ending_requested,
    "ending_ruled": _ending_ruled,
    "reopened": _reopened,
    "review_requested": _requested,
    "re_review_requested": _requested,
    "review_proposed": _proposed,
    "review_decided": _decided,
    "re_review_decided": _decided,
    "procedure_ended": _ended,
    "agent_appointed": _agent,
    "agent_released": _no_agent,
    "leader_set": _leaders,
    "risk_set": _risk,
    "progress_set": _progress,
    "recused": _recused,
    "recusal_asked": _recusal_asked,
    "recusal_ruled": _recusal_ruled,
    "restricted": _restricted,
}
