"""A case in a list: what it is, where, in whose hands, and until when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.cases.reading.queries import CaseLine
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.limits import left
from lianxin.web import dates, names
from lianxin.web.desk.session import Desk


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case in words; `look` is late, soon or nothing."""

    number: str
    title: str
    address: str
    about: str
    stage: str
    place: str
    lead: str
    risk: str
    urgent: bool
    due: str
    left: str
    look: str


def lines(rows: Iterable[CaseLine], desk: Desk) -> list[ListedCase]:
    """Return cases in words, in their order."""
    words = _Words(desk)
    return [words.line(row) for row in rows]


class _Words:
    """What codes and moments are called, each asked once a list: fifty rows share a few dozen."""

    def __init__(self, desk: Desk) -> None:
        self.at, self.book = desk.at, desk.book
        self.today = desk.at.astimezone(CHINA).date()
        self.root = reverse("desk_case", args=["-"]).removesuffix("-")
        self.untitled, self.registered = _("（标题不可见）"), _("登记 %(when)s")
        self.about = cache(_about)
        self.stage = cache(names.phase)
        self.lead = cache(lambda code: names.body(code, self.book))
        self.place = cache(self._place)
        self.owed = cache(self._owed)

    def line(self, row: CaseLine) -> ListedCase:
        """Return a case in words."""
        when = dates.moment(row.registered_at, now=self.at)
        due, left_, look = self.owed(row.due_at, row.overdue)
        return ListedCase(
            number=row.number,
            title=row.title or self.untitled,
            address=self.root + row.number,
            about=self.about(row.channel, row.kind, row.phase) + self.registered % {"when": when},
            stage=self.stage(row.phase),
            place=self.place(row.area),
            lead=self.lead(row.lead),
            risk=row.risk or "",
            urgent=row.urgent,
            due=due,
            left=left_,
            look=look,
        )

    def _place(self, area: str | None) -> str:
        path = self.book.area_path(area) if area else ()
        return names.place(path, self.book) if path else ""

    def _owed(self, due: datetime | None, overdue: bool) -> tuple[str, str, str]:
        if due is None:
            return "", "", ""
        span = left(due, self.at, self.book.calendar)
        is_soon = due.astimezone(CHINA).date() == self.today or span.days <= 1
        look = "late" if overdue else "soon" if is_soon else ""
        return dates.moment(due, now=self.at), dates.left(span), look


def _about(channel: str, kind: str, phase: str) -> str:
    words = (names.channel(channel), names.kind(kind), names.phase(phase))
    return "".join(f"{word} · " for word in words)
