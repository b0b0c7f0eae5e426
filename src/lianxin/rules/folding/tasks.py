"""Tasks as they are given, reported, closed and released."""

from collections.abc import Iterable
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts.shapes import TaskChange
from lianxin.rules.state import Task


def changed(
    tasks: tuple[Task, ...], changes: Iterable[TaskChange], stamp: Stamp
) -> tuple[Task, ...]:
    """Return the tasks after what a fact does to them."""
    by_number = {task.n: task for task in tasks}
    for change in changes:
        if change.op == "given":
            by_number[change.n] = _given(change, stamp)
        elif change.n in by_number:
            task = by_number[change.n]
            by_number[change.n] = task.model_copy(update=_ended(task, change, stamp))
    return tuple(by_number.values())


def _given(change: TaskChange, stamp: Stamp) -> Task:
    return Task.model_validate(
        {
            "n": change.n,
            "source": change.source,
            "body": change.body,
            "person": change.person,
            "due": change.due,
            "text": change.text or "",
            "about": change.about,
            "giver": stamp.person,
            "given_from": stamp.body,
            "given_at": stamp.at,
        }
    )


def _ended(task: Task, change: TaskChange, stamp: Stamp) -> dict[str, Any]:
    update: dict[str, Any] = {"state": change.op}
    if change.done is not None:
        update |= {"done": change.done, "reporter": stamp.person}
    return update
