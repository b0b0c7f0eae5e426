"""Tasks: what is owed within a case beside the work of the lead."""

from typing import Literal

from pydantic import AwareDatetime

from lianxin.rules.state.value import Value

Work = Literal["advice", "instruction", "decision", "call_in", "like_places", "plan", "measure"]
Watch = Literal["term", "execution", "help", "pattern", "review"]
TaskSource = Literal[Work, Watch]
TaskState = Literal["open", "reported", "closed", "released"]
TASK = "task-"
"""How the subject of a task's clock begins."""
HANDLING_TASKS = frozenset({"instruction", "decision", "call_in", "plan"})
"""Sources of tasks that serve the handling; advice, terms and screenings outlive the matter."""


class Task(Value):
    """What a body or a person owes within the case, beside the work of the lead.

    `reported` awaits whoever gave it (`giver`, acting for the body `given_from`); `released` was
    lifted undone, `aside` by a merger and until that is taken back. `about` narrows the source: the
    kind of advice, the number of a term.
    """

    n: int
    source: TaskSource
    body: str = ""
    person: str = ""
    due: AwareDatetime | None = None
    text: str = ""
    about: str = ""
    state: TaskState = "open"
    done: bool | None = None
    giver: str = ""
    given_from: str = ""
    given_at: AwareDatetime
    reporter: str = ""
    aside: bool = False

    @property
    def open(self) -> bool:
        """Whether it still waits for its report."""
        return self.state == "open"

    @property
    def standing(self) -> bool:
        """Whether it still waits for anybody: for its report, or for whoever gave it."""
        return self.state in {"open", "reported"}

    @property
    def subject(self) -> str:
        """What a clock of its own is about."""
        return f"{TASK}{self.n}"
