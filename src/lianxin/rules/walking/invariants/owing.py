"""Before the answer somebody always owes something by a moment, and can do it."""

from collections.abc import Iterator
from functools import cache

from lianxin.rules.commands import CLASSES
from lianxin.rules.deciding.clocks import rule_of
from lianxin.rules.facts.papers import TOLD as TOLD_FACT
from lianxin.rules.grammar.edges import expanded, ways
from lianxin.rules.phases import UNANSWERED
from lianxin.rules.procedures import Action, Procedure
from lianxin.rules.state import CaseState, Clock
from lianxin.rules.walking.goals import question
from lianxin.rules.walking.hands import has_hand
from lianxin.rules.walking.world import World

ANSWERED_BY = frozenset({"handling", "signing", "issuing", "reviewing", "re_reviewing"})
"""Phases in which it is the answer that is owed; that a notice is owed as well is no answer."""
TOLD = frozenset(
    {
        "told:opinion_proposed",
        "delivered:opinion",
        "told:review_decided",
        "delivered:review_opinion",
        "told:re_review_decided",
        "delivered:re_review_opinion",
    }
)
"""Papers that answer, arrived; every other paper tells of something less."""


def owed(state: CaseState, world: World) -> Iterator[Clock]:
    """Yield the clocks of the matter by which somebody who is there owes something by a moment."""
    for clock in state.clocks:
        counts = clock.running and clock.due is not None and not clock.window
        of_the_house = not clock.about and clock.whose != "petitioner"
        if not counts or not of_the_house or not has_hand(state, clock.whose, world.county):
            continue
        if state.phase not in ANSWERED_BY or _for_the_answer(clock, state, world):
            yield clock


def _for_the_answer(clock: Clock, state: CaseState, world: World) -> bool:
    """Whether a clock runs until the answer: no lesser paper ends it."""
    rule = rule_of(clock.code, question(state, state.matter.registered_at, world.county))
    papers = {
        token for token in (rule.stop if rule else ()) if token.startswith(("told:", "delivered:"))
    }
    return rule is not None and papers <= TOLD


def somebody_owes(state: CaseState, world: World) -> Iterator[str]:
    """At each open stage before the answer a clock counts against somebody who is there."""
    if state.phase in UNANSWERED and next(owed(state, world), None) is None:
        whom = "" if state.people.reachable else ", nobody to tell"
        yield f"{state.procedure} at {state.stage}{whom}"


def somebody_may_stop(state: CaseState, world: World) -> Iterator[str]:
    """From where the case stands a stage can be reached at which a command stops each clock."""
    if state.is_final:
        return
    ask = question(state, state.matter.registered_at, world.county)
    for clock in state.clocks:
        if clock.stopped_at is None and not clock.window and not clock.about:
            rule = rule_of(clock.code, ask)
            if rule is None:
                yield f"{clock.code} has no row in {state.procedure}"
            elif rule.stop and not _ends(ask.procedure, rule.stop, state.stage):
                yield f"{clock.code} at {state.stage} of {state.procedure}"
            elif clock.paused and not _ends(ask.procedure, rule.resume, state.stage):
                yield f"{clock.code} stands still at {state.stage} of {state.procedure}"


_ENDS: dict[tuple[str, tuple[str, ...], str], bool] = {}


def _ends(procedure: Procedure, tokens: tuple[str, ...], stage: str) -> bool:
    """Whether some command of a stage ahead leaves one of these facts."""
    key = (procedure.digest, tokens, stage)
    if key not in _ENDS:
        ahead = _ahead(procedure, stage)
        _ENDS[key] = any(
            not expanded(row.stages or row.at, procedure.stages).isdisjoint(ahead)
            or row.track is not None
            for token in tokens
            for row in _rows(token, procedure)
        )
    return _ENDS[key]


def _rows(token: str, procedure: Procedure) -> Iterator[Action]:
    """Yield the rows that leave a fact; a decision is told by any row that delivers its paper."""
    fact, _, qualifier = token.partition(":")
    if fact != TOLD_FACT:
        for name in _leaving(fact):
            yield from procedure.action_index.get(name, ())
        return
    papers = {
        row.document
        for row in procedure.papers
        if any(decision.partition(":")[0] == qualifier for decision in row.tells)
    }
    for row in procedure.action_index.get("deliver", ()):
        if not row.papers or not papers.isdisjoint(row.papers):
            yield row


@cache
def _leaving(fact: str) -> tuple[str, ...]:
    """The commands that leave a fact; a step and an accepted objection are left by others too."""
    return tuple(name for name, cls in CLASSES.items() if cls.fact == fact)


def _ahead(procedure: Procedure, stage: str) -> frozenset[str]:
    edges = [(way.before, way.after) for way in ways(procedure)]
    reached = {stage}
    while True:
        more = {after for before, after in edges if before in reached} - reached
        if not more:
            return frozenset(reached)
        reached |= more
