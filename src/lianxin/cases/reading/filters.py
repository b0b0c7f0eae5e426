"""What a reader may ask a list for, as conditions on the case row."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from lianxin.cases.marks import Mark
from lianxin.cases.reading.scope import Arm, within
from lianxin.cases.reading.waiting import Waiting, waiting
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.commands.shapes import Code

Word = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


class Filters(BaseModel):
    """The filters of a list; all that are given must hold. `area` takes in all below it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: Code | None = None
    phase: Code | None = None
    kind: Code | None = None
    category: Code | None = None
    area: Code | None = None
    body: Code | None = None
    risk: Code | None = None
    progress: Code | None = None
    overdue: bool | None = None
    due_before: AwareDatetime | None = None
    q: Word | None = Field(default=None, description="a case number, or words of the title")
    channel: Code | None = None
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    open: bool | None = None
    mark: Mark | None = Field(
        default=None,
        description="on the docket (without a leader, without a plan), supervised, carded, sent back",
    )
    waiting: Waiting | None = Field(
        default=None,
        description="what waits for the caller or a body of the caller's, and for what",
    )


_EQUAL = {
    "stage": "held.stage = %(f_stage)s",
    "phase": "held.phase = %(f_phase)s",
    "kind": "held.kind = %(f_kind)s",
    "body": "held.last_lead = %(f_body)s",
    "risk": "held.risk = %(f_risk)s",
    "progress": "held.progress = %(f_progress)s",
    "due_before": "held.is_open AND held.due_at < %(f_due_before)s",
    "channel": "held.channel = %(f_channel)s",
}
_MARKED = (
    "held.id IN (SELECT \"case\" FROM cases_party WHERE who = ANY(%(m_marks)s) AND role = 'mark')"
)


def conditions(filters: Filters, *, actor: Actor, at: datetime, book: Book) -> list[Arm]:
    """Return the conditions of the filters; `at` decides what is overdue, `actor` who is waited for."""
    arms = [
        Arm(sql, {f"f_{name}": value})
        for name, sql in _EQUAL.items()
        if (value := getattr(filters, name)) is not None
    ]
    arms += _registered(filters)
    if filters.area is not None:
        arms.append(Arm("held.area_path LIKE %(f_area)s", {"f_area": within(filters.area)}))
    if filters.category is not None:
        arms.append(
            Arm(
                "held.category = ANY(%(f_category)s)",
                {"f_category": _under(filters.category, book)},
            )
        )
    if filters.overdue is not None:
        arms.append(Arm(_late(filters), {"f_at": at}))
    arms += _standing_open(filters)
    if filters.waiting is not None:
        arms.append(waiting(filters.waiting, actor))
    if filters.mark is not None:
        arms.append(marked(filters.mark))
    if filters.q is not None:
        arms.append(_words(filters.q))
    return arms


def _late(filters: Filters) -> str:
    late = "held.is_open AND held.due_at < %(f_at)s"
    if filters.overdue:
        return late
    # What is due before a moment is open: one stretch of the index, and not all that is late before it.
    return "held.due_at >= %(f_at)s" if filters.due_before is not None else f"NOT ({late})"


def _registered(filters: Filters) -> list[Arm]:
    arms = [_since(filters.since)] if filters.since is not None else []
    return arms + ([_until(filters.until)] if filters.until is not None else [])


# A case's id begins with the millisecond of its registration: with a bound on it the indexes that
# give the newest first begin, or end, where the time does.
def _since(moment: datetime) -> Arm:
    sql = "held.registered_at >= %(f_since)s AND held.id >= %(f_since_id)s"
    return Arm(sql, {"f_since": moment, "f_since_id": _first_id(_milliseconds(moment))})


def _until(moment: datetime) -> Arm:
    sql = "held.registered_at < %(f_until)s AND held.id < %(f_until_id)s"
    return Arm(sql, {"f_until": moment, "f_until_id": _first_id(_milliseconds(moment) + 1)})


def _milliseconds(moment: datetime) -> int:
    return max(0, int(moment.timestamp() * 1000))


def _first_id(milliseconds: int) -> UUID:
    return UUID(int=milliseconds << 80)


def _standing_open(filters: Filters) -> list[Arm]:
    if filters.open is None:
        return []
    return [Arm("held.is_open" if filters.open else "NOT held.is_open")]


def _under(category: str, book: Book) -> list[str]:
    return [code for code in book.categories if category in book.category_path(code)] or [category]


def _words(q: str) -> Arm:
    values: dict[str, Any] = {"f_number": q.strip().upper(), "f_words": f"%{_literal(q.strip())}%"}
    return Arm(
        "(held.number = %(f_number)s OR held.title IN"
        " (SELECT id FROM files_text WHERE id = held.title AND body LIKE %(f_words)s))",
        values,
    )


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def marked(*named: str) -> Arm:
    """Return the condition of the cases that bear any of the marks."""
    return Arm(_MARKED, {"m_marks": [f"m:{mark}" for mark in named]})
