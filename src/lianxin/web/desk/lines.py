"""A case in a short list: what it is, where, in whose hands, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.cases.queries import CaseLine
from lianxin.rules.calendar import CHINA
from lianxin.rules.limits import left
from lianxin.web import dates, names
from lianxin.web.desk.entry import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """A case in words; `look` is late, soon or nothing."""

    number: str
    title: str
    stage: str
    place: str
    lead: str
    risk: str
    due: str
    left: str
    look: str


def lines(rows: Iterable[CaseLine], desk: Desk) -> list[Line]:
    """Return cases in words, in their order."""
    return [_line(row, desk) for row in rows]


def _line(row: CaseLine, desk: Desk) -> Line:
    path = desk.book.area_path(row.area) if row.area else ()
    due = left_ = look = ""
    if row.due_at is not None:
        span = left(row.due_at, desk.at, desk.book.calendar)
        today = row.due_at.astimezone(CHINA).date() == desk.at.astimezone(CHINA).date()
        due, left_ = dates.moment(row.due_at, now=desk.at), dates.left(span)
        look = "late" if row.overdue else "soon" if today or span.days <= 1 else ""
    return Line(
        number=row.number,
        title=row.title or _("（标题不可见）"),
        stage=names.phase(row.phase),
        place=names.place(path, desk.book) if path else "",
        lead=names.body(row.lead, desk.book),
        risk=row.risk or "",
        due=due,
        left=left_,
        look=look,
    )
