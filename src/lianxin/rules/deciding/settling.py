"""Gives facts their results: the stage reached, and what the clocks come to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from lianxin.rules.ask import Ask, Stamp
from lianxin.rules.deciding.allowed import rows_at
from lianxin.rules.deciding.bodies import body_again
from lianxin.rules.deciding.clocks import changes
from lianxin.rules.deciding.consequences import (
    coloured,
    pressed_of_itself,
    returned_of_itself,
    steps_of_itself,
)
from lianxin.rules.deciding.moving import at_stage, moved, way_back
from lianxin.rules.deciding.papers_needed import OPINION, paper_of
from lianxin.rules.deciding.standing_in import stood_in
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import Fact
from lianxin.rules.facts.closing import ContestRuled, Reopened
from lianxin.rules.facts.dispatch import Moved
from lianxin.rules.facts.papers import Signed
from lianxin.rules.facts.shapes import PARTIAL, TaskChange
from lianxin.rules.facts.tracks import StepTaken
from lianxin.rules.phases import is_final
from lianxin.rules.refusals import Refused
from lianxin.rules.state import HANDLING_TASKS

AnyFact = TypeVar("AnyFact", bound=Fact)


def settle(ask: Ask, facts: tuple[Fact, ...], stamp: Stamp) -> tuple[Fact, ...]:
    """Return the facts with stage, phase and clocks; only the first one moves the stage."""
    settled: list[Fact] = []
    before = ask
    for place, fact in enumerate(facts):
        # One command, one step of the way: what comes with its fact must not move the stage again.
        done = _settled(ask, fact, moves=place == 0)
        settled.append(done)
        if isinstance(done, Moved):
            ask = replace(ask, procedure=ask.book.procedures[done.version])
        if place + 1 < len(facts) or ask.procedure.is_watchful:
            ask = replace(ask, state=evolve(ask.state, done, stamp))
    if ask.procedure.is_watchful:
        settled.extend(_followed(ask, tuple(settled), stamp))
    settled.extend(_standing_in(before, tuple(settled), stamp))
    settled.extend(_returning(before, tuple(settled), stamp))
    return tuple(settled)


def _standing_in(ask: Ask, facts: tuple[Fact, ...], stamp: Stamp) -> Iterator[Fact]:
    """Yield who acts instead of those who stand aside; `ask` is the case before the facts."""
    if ask.holders is None:
        return
    for fact in facts:
        ask = replace(ask, state=evolve(ask.state, fact, stamp))
    for others in stood_in(ask):
        yield with_clocks(ask, others)


def _returning(ask: Ask, facts: tuple[Fact, ...], stamp: Stamp) -> Iterator[Fact]:
    """Yield the way back out of a procedure whose conditions hold no longer; `ask` is before it."""
    if not ask.procedure.only_if or any(isinstance(fact, Moved) for fact in facts):
        return
    for fact in facts:
        ask = replace(ask, state=evolve(ask.state, fact, stamp))
    back = way_back(ask)
    if back is not None:
        yield moved(replace(ask, action=None), back)


def _followed(ask: Ask, facts: tuple[Fact, ...], stamp: Stamp) -> Iterator[Fact]:
    """Yield what follows from facts by the procedure's own word; `ask.state` is after them."""
    for fact in facts:
        for returned in returned_of_itself(fact, ask):
            done = with_clocks(ask, staged(returned, "reopen", ask))
            facts = (*facts, done)
            yield done
            ask = replace(ask, state=evolve(ask.state, done, stamp))
    for more in (steps_of_itself, pressed_of_itself):
        for fact in facts:
            for made in more(fact, ask):
                followed = with_clocks(ask, made)
                yield followed
                ask = replace(ask, state=evolve(ask.state, followed, stamp))
    for colour in coloured(ask):
        painted = with_clocks(ask, colour)
        yield painted
        ask = replace(ask, state=evolve(ask.state, painted, stamp))


def _settled(ask: Ask, fact: Fact, *, moves: bool) -> Fact:
    if isinstance(fact, Moved):
        return moved(ask, fact)
    if isinstance(fact, StepTaken):
        return with_clocks(ask, fact)
    reached = fact.stage or (_reached(ask, fact) if moves else None)
    track = ask.action.track if ask.action else None
    # A step of a track leaves the stage alone: the main way goes on beside it.
    if reached is not None and track is not None:
        fact = fact.model_copy(update={"track": track, "step": reached})
    elif reached is not None:
        fact = at_stage(fact, reached, ask.procedure)
    return with_clocks(ask, _releasing(ask, fact))


def _releasing(ask: Ask, fact: Fact) -> Fact:
    """Where the matter ends, what served its handling is owed no longer."""
    if not is_final(fact.phase):
        return fact
    ended = {change.n for change in fact.tasks}
    released = tuple(
        TaskChange(n=task.n, op="released")
        for task in ask.state.open_tasks
        if task.source in HANDLING_TASKS and task.n not in ended
    )
    return fact.model_copy(update={"tasks": (*fact.tasks, *released)}) if released else fact


def staged(fact: AnyFact, do: str, ask: Ask) -> AnyFact:
    """Return a fact that stands where one left by that command would stand at this stage.

    Refused `not_now` where the procedure has no such command here.
    """
    row = next(rows_at(replace(ask, command=None), do), None)
    if row is None:
        raise Refused("not_now", stage=ask.state.stage, command=do)
    to = row.to if row.to is None or isinstance(row.to, str) else row.to.get(fact.result or "")
    if isinstance(fact, Reopened) and fact.lead is None:
        to = ask.procedure.stages[0].code
    return at_stage(fact, to, ask.procedure) if to is not None else fact


def with_clocks(ask: Ask, fact: AnyFact) -> AnyFact:
    """Return a fact with what it does to the clocks, after those it already names."""
    named = {(change.code, change.about) for change in fact.clocks}
    all_changes = changes(ask, fact)
    more = tuple(change for change in all_changes if (change.code, change.about) not in named)
    return fact.model_copy(update={"clocks": (*fact.clocks, *more)}) if more else fact


def _reached(ask: Ask, fact: Fact) -> str | None:
    to = ask.action.to if ask.action else None
    if to is None:
        return None
    # The signing stage waits for the opinion; other papers are signed along the way, at any stage.
    if isinstance(fact, Signed) and fact.document != paper_of(OPINION, ask):
        return None
    if _is_unled(ask, fact):
        # Nobody leads it, so it waits to be sent to somebody.
        return ask.procedure.stages[0].code
    if isinstance(to, str):
        return to if fact.result != PARTIAL else None
    return to.get(fact.result or "")


def _is_unled(ask: Ask, fact: Fact) -> bool:
    """Whether a fact takes a matter up again that no body handled before."""
    if isinstance(fact, ContestRuled):
        return fact.upheld and not ask.state.re_reviewed and body_again(ask) is None
    return isinstance(fact, Reopened) and fact.lead is None
