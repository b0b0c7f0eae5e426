"""What an opinion that supports the petitioner promises: by which day, by whom, and what became of it.

Whoever gives such an opinion sees to it that it is carried out (article 32(2)). The day becomes a task
with a clock of its own once the petitioner holds the opinion; it outlives the matter.
"""

from datetime import datetime
from typing import Final

from lianxin.rules.ask import Ask
from lianxin.rules.commands.handling import ProposeOpinion
from lianxin.rules.deciding.bodies import taker
from lianxin.rules.deciding.tasks import WantedTask, given_tasks
from lianxin.rules.facts.shapes import TaskChange
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Document, Task

SUPPORTED = "supported"
EXECUTION: Final = "execution"


def promised(command: ProposeOpinion, ask: Ask) -> tuple[datetime | None, str]:
    """Return the day and the body that an opinion names; one that supports nothing promises nothing.

    Refused `past` for a day gone by.
    """
    if command.outcome != SUPPORTED or command.carry_out_by is None:
        return None, ""
    if command.carry_out_by < ask.at:
        raise Refused("past", field="carry_out_by")
    return command.carry_out_by, taker(ask, command.executor) if command.executor else ""


def signed_with(day: datetime | None, executor: str) -> dict[str, str]:
    """Return what the signers of an opinion sign of its promise; an opinion without one has none."""
    return {"carry_out_by": day.isoformat(), "executor": executor} if day else {}


def owed(paper: Document, ask: Ask) -> tuple[TaskChange, ...]:
    """Return the task that a delivered opinion gives to whoever is to carry it out."""
    if paper.outcome != SUPPORTED or paper.carry_out_by is None:
        return ()
    wanted = WantedTask(paper.text, paper.executor or None, due=paper.carry_out_by)
    return given_tasks(EXECUTION, (wanted,), ask)


def lifted(ask: Ask) -> tuple[TaskChange, ...]:
    """Return the end of what an opinion promised that no longer stands."""
    return tuple(TaskChange(n=task.n, op="released") for task in _standing(ask))


def carried_out(ask: Ask) -> tuple[TaskChange, ...]:
    """Return the end of what was promised and is done."""
    return tuple(TaskChange(n=task.n, op="closed", done=True) for task in _standing(ask))


def _standing(ask: Ask) -> list[Task]:
    return [task for task in ask.state.tasks if task.standing and task.source == EXECUTION]
