"""The inbox: one list, what waits beside it; filters live in the address, so a view can be kept."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import BadCursor
from lianxin.people import saved_views
from lianxin.web.desk.lists import filters as filter_form
from lianxin.web.desk.lists import lines, menu, queues, rows, saved
from lianxin.web.desk.lists.queues import BY_CODE, Queue
from lianxin.web.desk.lists.saved import ASKED, asked_of
from lianxin.web.desk.session import Desk, officer

PAGE = 50


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
    page_lines = lines.lines(page.rows, desk)
    query = asked_of(request.GET.dict())
    chosen = {name: request.GET.get(name, "") for name in ASKED}
    kept = saved.kept(desk, queue=queue.code, query=query)
    context = {
        "desk": desk,
        "queue": queue,
        "kept": kept,
        "kept_here": saved.here(kept),
        "typed": query,
        "ways": menu.ways(listed, here=queue.code, counts={}),
        "lines": page_lines,
        "rows": rows.rows(page_lines),
        "next": _next(request, page.next_cursor),
        "asked": chosen,
        "is_filtered": any(chosen.values()),
        "faults": [*faults, *_full(request)],
        "filters": filter_form.form(chosen, desk.book),
        "here": request.get_full_path(),
    }
    part = request.headers.get("HX-Target") == "rows"
    return render(request, f"web/desk/lists/{'rows' if part else 'page'}.html", context)


@require_safe
@officer
def counts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show how much waits in each queue: a part of the page that comes after it, and again."""
    here = request.GET.get("here", "")
    numbers = {code: menu.counted(number) for code, number in queues.counts(desk).items()}
    context = {
        "ways": menu.ways(queues.for_desk(desk), here=here, counts=numbers),
        "counts": numbers,
        "kept": saved.kept(desk, queue=here, query=request.GET.get("typed", "")),
    }
    return render(request, "web/desk/lists/menu.html", context)


def _full(request: HttpRequest) -> list[str]:
    if not request.GET.get("full"):
        return []
    return [_("最多存 %(n)s 个，请先删一个。") % {"n": saved_views.MOST}]


def _filters(request: HttpRequest, queue: Queue, at: datetime) -> tuple[Filters, list[str]]:
    own = queue.filters(at)
    values = {
        name: request.GET[name].strip() for name in ASKED if request.GET.get(name, "").strip()
    }
    try:
        filters = Filters.model_validate(values)
    except ValidationError:
        return own, [_("筛选条件有误，已忽略。")]
    return filters.model_copy(update=own.model_dump(exclude_unset=True)), []


def _next(request: HttpRequest, cursor: str | None) -> str:
    if cursor is None:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"?{query.urlencode()}"
