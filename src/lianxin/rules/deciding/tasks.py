"""Decisions about tasks: who is given one, who reports on it, who takes the report."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple, assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import tasks as commands
from lianxin.rules.deciding.bodies import body_in_charge, taker
from lianxin.rules.facts import Fact
from lianxin.rules.facts import tasks as facts
from lianxin.rules.facts.shapes import TaskChange
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Task, TaskSource


class WantedTask(NamedTuple):
    """A task to be given: the reference of its text, to whom, until when (UTC), and what it is about."""

    text: str
    body: str | None = None
    person: str | None = None
    due: datetime | None = None
    about: str = ""


def decide(command: commands.Tasks, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a command about a task."""
    match command:
        case commands.ReportTask():
            return (_reported(command, ask),)
        case commands.CloseTask():
            return (_closed(command, ask),)
        case commands.Warn():
            return (_warned(command, ask),)
        case _:
            assert_never(command)


def errands(errands_given: Iterable[commands.Errand], path: str, ask: Ask) -> Iterator[WantedTask]:
    """Yield the tasks that a command's field `path` asks for."""
    for place, errand in enumerate(errands_given):
        text = ask.ref(f"{path}.{place}.text")
        yield WantedTask(text, errand.body, errand.person, errand.due)


def given_tasks(
    source: TaskSource, wanted: Iterable[WantedTask], ask: Ask
) -> tuple[TaskChange, ...]:
    """Return tasks as a fact gives them, numbered after those there are.

    Who is not named is the lead, or the acting body where nobody leads. Refused `no_such` for an
    unknown body, `respondent` for one that may have no part, `past` for a moment gone by.
    """
    first = len(ask.state.tasks) + 1
    return tuple(_one(n, source, task, ask) for n, task in enumerate(wanted, start=first))


def numbered(changes: Iterable[TaskChange], ask: Ask) -> tuple[TaskChange, ...]:
    """Return given tasks of several sources in one fact, numbered one after the other."""
    first = len(ask.state.tasks) + 1
    return tuple(
        change.model_copy(update={"n": n}) for n, change in enumerate(changes, start=first)
    )


def _one(n: int, source: TaskSource, wanted: WantedTask, ask: Ask) -> TaskChange:
    # A term may have been performed before its agreement is typed in, and an opinion arrive late.
    if wanted.due is not None and wanted.due < ask.at and source not in {"term", "execution"}:
        raise Refused("past", field="due")
    body = wanted.body
    if body is None and wanted.person is None:
        body = body_in_charge(ask) or ask.acting_post()[1]
    return TaskChange(
        n=n,
        op="given",
        source=source,
        body=taker(ask, body) if body else "",
        person=wanted.person or "",
        due=wanted.due,
        text=wanted.text,
        about=wanted.about,
    )


def _reported(command: commands.ReportTask, ask: Ask) -> Fact:
    task = _task(command.task, ask)
    if not _is_mine(task, ask):
        raise Refused("not_yours", by=[task.person or task.body])
    if not task.open:
        raise Refused("not_now", stage=task.state, command="report_task")
    return facts.TaskReported(
        task=task.n,
        source=task.source,
        done=command.done,
        text=ask.ref("text"),
        tasks=(TaskChange(n=task.n, op="reported", done=command.done),),
    )


def _closed(command: commands.CloseTask, ask: Ask) -> Fact:
    task = _task(command.task, ask)
    gave = ask.actor.person == task.giver or task.given_from in ask.actor.bodies
    # Whoever gave it takes it back, or the centre, which stands in where the giver is gone.
    if not gave and "centre" not in ask.standings:
        raise Refused("not_yours", by=[task.given_from or task.giver, "centre"])
    if not task.standing:
        raise Refused("not_now", stage=task.state, command="close_task")
    if task.reporter and task.reporter == ask.actor.person:
        # Nobody takes the own report.
        raise Refused("self_check")
    return facts.TaskClosed(
        task=task.n,
        source=task.source,
        lifted=task.open,
        text=ask.maybe("text"),
        tasks=(TaskChange(n=task.n, op="released" if task.open else "closed"),),
    )


def _warned(command: commands.Warn, ask: Ask) -> Fact:
    text = ask.ref("text")
    wanted = WantedTask(text, command.body, None, command.due, about=command.pattern)
    return facts.Warned(
        pattern=command.pattern,
        count=command.count,
        text=text,
        tasks=given_tasks("pattern", (wanted,), ask),
    )


def _task(n: int, ask: Ask) -> Task:
    task = ask.state.task(n)
    if task is None:
        raise Refused("no_such", name=f"task {n}", kind="task", field="task")
    return task


def _is_mine(task: Task, ask: Ask) -> bool:
    return task.body in ask.actor.bodies or (bool(task.person) and task.person == ask.actor.person)


def appeared(ask: Ask) -> tuple[TaskChange, ...]:
    """Return the calls that an arrival answers: those of the bodies whose post arrives."""
    return tuple(
        TaskChange(n=task.n, op="closed", done=True)
        for task in ask.state.tasks
        if task.standing and task.source == "call_in" and task.body in ask.actor.bodies
    )


def performed(term: int, *, done: bool, ask: Ask) -> tuple[TaskChange, ...]:
    """Return the tasks that the record of a term's performance closes."""
    return tuple(
        TaskChange(n=task.n, op="closed", done=done)
        for task in ask.state.tasks
        if task.standing and task.source == "term" and task.about == f"term-{term}"
    )
