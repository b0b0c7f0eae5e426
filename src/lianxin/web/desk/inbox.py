"""The inbox: one list, what waits beside it; filters live in the address, so a view can be kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from lianxin.cases import queries
from lianxin.cases.filters import Filters
from lianxin.cases.queries import BadCursor, CaseLine
from lianxin.people import saved_views
from lianxin.rules.calendar import CHINA
from lianxin.rules.commands.intake import Kind
from lianxin.rules.limits import left
from lianxin.web import dates, names, places
from lianxin.web.desk import keeping, queues
from lianxin.web.desk.entry import Desk, officer
from lianxin.web.desk.keeping import ASKED, asked_of
from lianxin.web.desk.queues import BY_CODE, Queue

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A case in the list, in words."""

    number: str
    title: str
    address: str
    about: str
    place: str
    lead: str
    risk: str
    urgent: bool
    look: str
    left: str
    due: str


@require_safe
@officer
def inbox(request: HttpRequest, desk: Desk, code: str = "") -> HttpResponse:
    """Show a queue, the first of the officer's where none is named."""
    listed = queues.for_desk(desk)
    queue = BY_CODE.get(code, listed[0])
    filters, faults = _filters(request, queue, desk.at)
    try:
        page = queries.page(
            desk.actor,
            filters,
            at=desk.at,
            cursor=request.GET.get("cursor"),
            limit=PAGE,
            order=queue.order,
        )
    except BadCursor:
        page = queries.page(desk.actor, filters, at=desk.at, limit=PAGE, order=queue.order)
    # One address a page and not fifty: finding each costs as much as writing its row.
    root = reverse("desk_case", args=["-"]).removesuffix("-")
    asked = asked_of(request.GET.dict())
    kept = keeping.kept(desk, queue=queue.code, asked=asked)
    shown = {
        "desk": desk,
        "queue": queue,
        "kept": kept,
        "kept_here": keeping.here(kept),
        "typed": asked,
        "groups": grouped(listed),
        "lines": [_line(row, desk, root) for row in page.rows],
        "next": _next(request, page.next_cursor),
        "asked": {name: request.GET.get(name, "") for name in ASKED},
        "is_filtered": any(request.GET.get(name) for name in ASKED),
        "faults": [*faults, *_full(request)],
        "places": places.choices(desk.book),
        "kinds": [(one, names.kind(one)) for one in get_args(Kind)],
        "here": request.get_full_path(),
    }
    part = request.headers.get("HX-Target") == "rows"
    return render(request, f"web/desk/{'rows' if part else 'inbox'}.html", shown)


@require_safe
@officer
def counts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how much waits in each queue: a part of the page that comes after it, and again."""
    listed = queues.for_desk(desk)
    told = queues.counts(desk)
    shown = {
        "groups": grouped(listed),
        "counts": {code: _counted(number) for code, number in told.items()},
        "here": request.GET.get("here", ""),
        "kept": keeping.kept(
            desk, queue=request.GET.get("here", ""), asked=request.GET.get("typed", "")
        ),
    }
    return render(request, "web/desk/side.html", shown)


def _full(request: HttpRequest) -> list[str]:
    if not request.GET.get("full"):
        return []
    return [_("最多存 %(n)s 个，请先删一个。") % {"n": saved_views.MOST}]


def grouped(listed: Iterable[Queue]) -> list[tuple[str, list[Queue]]]:
    """Return queues by their group, both in their order."""
    found: dict[str, list[Queue]] = {}
    for queue in listed:
        found.setdefault(str(queue.group), []).append(queue)
    return list(found.items())


def _counted(number: int) -> str:
    return f"{queues.MOST_COUNTED}+" if number > queues.MOST_COUNTED else str(number)


def _filters(request: HttpRequest, queue: Queue, at: datetime) -> tuple[Filters, list[str]]:
    own = queue.filters(at)
    told = {name: request.GET[name].strip() for name in ASKED if request.GET.get(name, "").strip()}
    try:
        asked = Filters.model_validate(told)
    except ValidationError:
        return own, [_("筛选条件有误，已忽略。")]
    return asked.model_copy(update=own.model_dump(exclude_unset=True)), []


def _next(request: HttpRequest, cursor: str | None) -> str:
    if cursor is None:
        return ""
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return f"?{asked.urlencode()}"


def _line(row: CaseLine, desk: Desk, root: str) -> Line:
    book, at = desk.book, desk.at
    path = book.area_path(row.area) if row.area else ()
    about = (
        names.channel(row.channel),
        names.kind(row.kind),
        names.phase(row.phase),
        _("登记 %(when)s") % {"when": dates.moment(row.registered_at, now=at)},
    )
    return Line(
        number=row.number,
        title=row.title or _("（标题不可见）"),
        address=root + row.number,
        about=" · ".join(about),
        place=names.place(path, book) if path else "",
        lead=names.body(row.lead, book),
        risk=row.risk or "",
        urgent=row.urgent,
        **_owed(row, desk),
    )


def _owed(row: CaseLine, desk: Desk) -> dict[str, Any]:
    if row.due_at is None:
        return {"look": "", "left": "", "due": ""}
    span = left(row.due_at, desk.at, desk.book.calendar)
    today = row.due_at.astimezone(CHINA).date() == desk.at.astimezone(CHINA).date()
    return {
        "look": "late" if row.overdue else "soon" if today or span.days <= 1 else "",
        "left": dates.left(span),
        "due": dates.moment(row.due_at, now=desk.at),
    }
