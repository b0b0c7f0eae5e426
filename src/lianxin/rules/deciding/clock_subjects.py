"""What a clock of which there is one each is about: a task, or the leg of an assisting body."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from lianxin.rules.ask import Ask, Stamp
from lianxin.rules.evolve import evolve
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.procedures import Each
from lianxin.rules.state import CaseState

TASKED = "tasked"
"""The name under which a clock speaks of a task being given: `tasked`, `tasked:advice`."""
ASKED = frozenset({"report", "assist"})
"""Clocks that a dispatch may ask for by a number of days; no procedure declares them."""
_ASSIST_ANSWERS = frozenset({"replied", "replied:assist"})


class Subject(NamedTuple):
    """A subject that begins with a fact, the names a clock may start with, and its set moment."""

    about: str
    each: Each
    names: frozenset[str]
    due: datetime | None = None


class Subjects(NamedTuple):
    """What a fact means for each subject: who begins, who ends, under which names for whom.

    `others` are the names that hold for a subject the fact says nothing of by itself.
    """

    begun: tuple[Subject, ...]
    ended: frozenset[str]
    names: Mapping[str, frozenset[str]]
    others: frozenset[str]


def subjects(ask: Ask, fact: Fact, names: frozenset[str]) -> Subjects:
    """Return what a fact means for tasks and assisting legs; `ask.state` is the case before it."""
    after = evolve(ask.state, fact, _stamp(ask))
    ended = {task.subject for task in ask.state.tasks if task.standing}
    # A report may be sent back: the clock of a task ends with the task, not with its report.
    ended -= {task.subject for task in after.tasks if task.standing}
    before = {leg.subject for leg in ask.state.open_assists}
    ended |= before - {leg.subject for leg in after.open_assists}
    own = dict(_own_names(ask.state, fact))
    # A fact that ends one task by itself says nothing of the others.
    apart = any(change.op in {"reported", "closed"} for change in fact.tasks)
    others = frozenset() if apart else names
    if getattr(fact, "role", "") == "assist":
        # An assist's answer is that of its own leg, which ends with it.
        others -= _ASSIST_ANSWERS
    return Subjects(
        begun=(*_given(fact, names), *_assisting(before, after, names)),
        ended=frozenset(ended),
        names=own,
        others=others,
    )


def _stamp(ask: Ask) -> Stamp:
    return Stamp(ask.state.id, ask.at, ask.actor.person, "", "")


def _own_names(state: CaseState, fact: Fact) -> Iterator[tuple[str, frozenset[str]]]:
    for change in fact.tasks:
        task = state.task(change.n)
        if task is not None and change.op != "given":
            name = f"task_{change.op}"
            names = {name, f"{name}:{task.source}", fact.name, f"{fact.name}:{fact.qualifier}"}
            yield task.subject, frozenset(names)


def _given(fact: Fact, names: frozenset[str]) -> Iterator[Subject]:
    bare = frozenset(name for name in names if name.partition(":")[0] != TASKED)
    for change in fact.tasks:
        if change.op == "given":
            own = bare | {TASKED, f"{TASKED}:{change.source}"}
            yield Subject(f"task-{change.n}", "task", own, change.due)


def _assisting(before: set[str], after: CaseState, names: frozenset[str]) -> Iterator[Subject]:
    for leg in after.open_assists:
        if leg.subject not in before:
            yield Subject(leg.subject, "assist", names)
