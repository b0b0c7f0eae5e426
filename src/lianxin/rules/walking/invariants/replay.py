"""Facts as they are stored make the row as it is stored."""

from collections.abc import Iterator

from lianxin.rules import facts
from lianxin.rules.commands.intake import Register
from lianxin.rules.decide import ask_of
from lianxin.rules.deciding.objects import present
from lianxin.rules.evolve import evolve
from lianxin.rules.state import read_state, written_state
from lianxin.rules.walking.world import CaseChange, PassedStep, World

EVERY = 3
"""Rows are written and read again at every third fact: it costs the most of all that is asked."""


def equals_the_row(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """The row read again, and the facts read again folded onto it, give what was decided upon."""
    for fact in change.facts:
        if facts.read(fact.name, facts.payload(fact)) != fact:
            yield f"{fact.name} read again"
    state = change.before
    if state is None or state.fact_count % EVERY:
        return
    state = read_state(written_state(state))
    if state != change.before:
        yield "a row read again"
    for fact in change.facts:
        state = evolve(state, facts.read(fact.name, facts.payload(fact)), change.stamp)
    if state != change.after:
        names = ",".join(fact.name for fact in change.facts)
        yield f"{names} folded"


def was_offered(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """Whatever is taken had something in the case to act on: nothing is hidden that could be done."""
    step = passed.step
    if (
        change is not passed.changes[0]
        or change.before is None
        or isinstance(step.command, Register)
    ):
        return
    ask = ask_of(change.before, None, actor=step.actor, at=step.at, book=world.book)
    if not present(step.command.command, ask):
        yield step.command.command
