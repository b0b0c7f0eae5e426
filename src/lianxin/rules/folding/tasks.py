"""Tasks as they are given, reported, closed and released."""

from collections.abc import Iterable
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts.shapes import TaskChange
from lianxin.rules.state import Task


def changed(
    tasks: tuple[Task, ...], changes: Iterable[TaskChange], stamp: Stamp, *, aside: bool
) -> tuple[Task, ...]:
    """Return the tasks after what a fact does to them; `aside` ends them until they are restored."""
    by_number = {task.n: task for task in tasks}
    for change in changes:
        if change.op == "given":
            by_number[change.n] = _given(change, stamp)
        elif change.n in by_number:
            task = by_number[change.n]
            by_number[change.n] = task.model_copy(update=_ended(change, stamp, aside=aside))
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


def _ended(change: TaskChange, stamp: Stamp, *, aside: bool) -> dict[str, Any]:
    if change.op == "restored":
        return {"state": "open", "aside": False}
    update: dict[str, Any] = {"state": change.op, "aside": aside}
    if change.done is not None:
        update |= {"done": change.done, "reporter": stamp.person}
    return update
