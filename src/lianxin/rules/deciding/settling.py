"""Gives facts their results: the stage reached, and what the clocks come to."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from lianxin.rules.ask import Ask, Stamp
from lianxin.rules.deciding.allowed import rows_at
from lianxin.rules.deciding.clocks import changes, running, start
from lianxin.rules.deciding.consequences import (
    coloured,
    pressed_of_itself,
    returned_of_itself,
    steps_of_itself,
)
from lianxin.rules.deciding.papers_needed import OPINION, paper_of
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import Fact
from lianxin.rules.facts.closing import Reopened
from lianxin.rules.facts.dispatch import Moved
from lianxin.rules.facts.papers import Signed
from lianxin.rules.facts.shapes import PARTIAL, ClockChange, TaskChange
from lianxin.rules.facts.tracks import StepTaken
from lianxin.rules.phases import is_final
from lianxin.rules.procedures import Procedure
from lianxin.rules.refusals import Refused
from lianxin.rules.state import HANDLING_TASKS, Clock

AnyFact = TypeVar("AnyFact", bound=Fact)


def settle(ask: Ask, facts: tuple[Fact, ...], stamp: Stamp) -> tuple[Fact, ...]:
    """Return the facts with stage, phase and clocks; only the first one moves the stage."""
    settled: list[Fact] = []
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
    return tuple(settled)


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
        return _moved(ask, fact)
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


def at_stage(fact: AnyFact, stage: str, procedure: Procedure) -> AnyFact:
    """Return a fact that reaches a stage of a procedure."""
    return fact.model_copy(update={"stage": stage, "phase": procedure.phase(stage)})


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
    if isinstance(fact, Reopened) and fact.lead is None:
        # Nobody leads it, so it waits to be sent to somebody.
        return ask.procedure.stages[0].code
    if isinstance(to, str):
        return to if fact.result != PARTIAL else None
    return to.get(fact.result or "")


def _moved(ask: Ask, fact: Moved) -> Moved:
    """The old local clocks end with the move; those of the new procedure begin."""
    new = ask.book.procedures[fact.version]
    to = ask.action.to if ask.action else None
    named = to if isinstance(to, str) else (to or {}).get(fact.procedure)
    stage = named or _same_stage(ask, new)
    fact = at_stage(fact, stage, new)
    ended = tuple(
        ClockChange(code=clock.code, about=clock.about, op="stopped", due=clock.due)
        for clock in running(ask.state)
        if not _stays(ask, clock, new)
    )
    return fact.model_copy(update={"clocks": (*ended, *_begun(ask, fact, new))})


def _stays(ask: Ask, clock: Clock, new: Procedure) -> bool:
    """A task is owed under any procedure; its clock goes on wherever there is such a one."""
    return clock.code in new.clock_index and (bool(clock.about) or _kin(ask, new))


def _kin(ask: Ask, new: Procedure) -> bool:
    """Whether both extend one procedure, or one the other: stages and clocks mean the same in both."""
    return not _line(ask, ask.procedure).isdisjoint(_line(ask, new))


def _line(ask: Ask, procedure: Procedure) -> frozenset[str]:
    """A procedure's code with those that it extends, as they stand in force."""
    codes = {procedure.code}
    above = procedure.extends
    while above is not None and above not in codes:
        codes.add(above)
        version = ask.book.current.get(above)
        above = ask.book.procedures[version].extends if version else None
    return frozenset(codes)


def _same_stage(ask: Ask, new: Procedure) -> str:
    if _kin(ask, new) and ask.state.stage in new.stage_index:
        return ask.state.stage
    if ask.state.lead is not None and "received" in new.stage_index:
        return "received"
    return new.stages[0].code


def _begun(ask: Ask, fact: Moved, new: Procedure) -> tuple[ClockChange, ...]:
    names = {"moved", f"moved:{fact.procedure}", "assigned" if ask.state.lead else "raised"}
    there = {clock.code for clock in running(ask.state)} if _kin(ask, new) else set()
    under = replace(ask, procedure=new)
    clocks_begun = []
    for rule in new.clocks:
        if rule.each or rule.code in there or names.isdisjoint(rule.start):
            continue
        since = ask.state.matter.raised_at if "raised" in rule.start else ask.at
        begun = start(rule, under, fact, since)
        if begun is not None:
            clocks_begun.append(begun)
    return tuple(clocks_begun)
