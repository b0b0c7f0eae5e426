"""What a case is after its facts: its parts, its groups of fields, and how it is stored."""

from lianxin.rules.state.case import REPORT, CaseState, points_of
from lianxin.rules.state.clocks import Clock, PauseSpan
from lianxin.rules.state.fold_version import FOLD_VERSION
from lianxin.rules.state.groups import (
    AgentHeld,
    Belongs,
    Carried,
    CaseColour,
    Link,
    PartyWord,
)
from lianxin.rules.state.legs import OPEN_LEG, REVIEWS, Leg, LegRole, LegState
from lianxin.rules.state.papers import CLOSING_PAPERS, Document, TakenDecision
from lianxin.rules.state.sittings import Agreement, Consent, Seat, Sitting
from lianxin.rules.state.stored import read_state, written_state
from lianxin.rules.state.tasks import HANDLING_TASKS, TASK, Task, TaskSource, TaskState, Watch, Work
from lianxin.rules.state.tracks import TakenStep

__all__ = [
    "CLOSING_PAPERS",
    "FOLD_VERSION",
    "HANDLING_TASKS",
    "OPEN_LEG",
    "REPORT",
    "REVIEWS",
    "TASK",
    "AgentHeld",
    "Agreement",
    "Belongs",
    "Carried",
    "CaseColour",
    "CaseState",
    "Clock",
    "Consent",
    "Document",
    "Leg",
    "LegRole",
    "LegState",
    "Link",
    "PartyWord",
    "PauseSpan",
    "Seat",
    "Sitting",
    "TakenDecision",
    "TakenStep",
    "Task",
    "TaskSource",
    "TaskState",
    "Watch",
    "Work",
    "points_of",
    "read_state",
    "written_state",
]
