"""The docket of hard matters: who answers for each, its plan, how far it is, and how it burns down."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from pydantic import ValidationError

from lianxin.cases.marks import DOCKET
from lianxin.cases.reading import queries, tallies
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import BadCursor, Page
from lianxin.figures import weeks
from lianxin.people import officers
from lianxin.rules.state import CaseState
from lianxin.rules.tracks import taken
from lianxin.web import dates, names, places, sheets, trends
from lianxin.web.desk.lists import lines
from lianxin.web.desk.lists.lines import ListedCase
from lianxin.web.desk.session import Desk, officer

PAGE = 30
SHEET = 1000
WEEKS = 26
LACKS = {"": "docket", "leader": "docket_unled", "plan": "docket_unplanned"}
ASKED = ("area", "lacks", "q")


@dataclass(frozen=True, slots=True)
class DocketStep:
    """A step of the docket's track: taken or not, and when."""

    name: str
    is_taken: bool
    when: str


@dataclass(frozen=True, slots=True)
class DocketMatter:
    """A matter on the docket: its line, who answers for it, its plan and its steps."""

    line: ListedCase
    since: str
    leaders: str
    responsible: str
    is_planned: bool
    steps: tuple[DocketStep, ...]


@require_safe
@officer
def docket(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the matters on the docket that the reader sees; filters stand in the address."""
    query = {name: request.GET.get(name, "").strip() for name in ASKED}
    filters, fault = _filters(query)
    if request.GET.get("format") == "csv":
        return _sheet(filters, desk)
    page = _page(request, desk, filters)
    standing = weeks.on_docket(desk.actor, at=desk.at, weeks=WEEKS, area=filters.area or "")
    whole = Filters(mark="docket", area=filters.area)
    context = {
        "desk": desk,
        "way_here": "docket",
        "asked": query,
        "fault": fault,
        "is_filtered": any(query.values()),
        "matters": _matters(page, desk),
        "next": _next(query, page.next_cursor),
        "csv": f"?{urlencode({**query, 'format': 'csv'})}",
        "count": queries.count(desk.actor, whole, at=desk.at, order="due"),
        "zones": _zones(desk),
        "places": places.options(desk.book, query["area"]),
        "lacks": [("", _("不限")), ("leader", _("没有包案领导")), ("plan", _("没有方案"))],
        "trend": trends.bars([[week.number for week in standing]]),
        "first": dates.short(standing[0].until),
        "last": _("现在"),
        "before": standing[0].number,
        "now": standing[-1].number,
    }
    return render(request, "web/desk/figures/docket.html", context)


def _sheet(filters: Filters, desk: Desk) -> HttpResponse:
    """The docket as a file, at most `SHEET` matters of it, as its reader sees it."""
    page = queries.page(desk.actor, filters, at=desk.at, limit=SHEET, order="due")
    head = [
        *(_("编号"), _("标题"), _("地点"), _("牵头单位"), _("列入"), _("包案领导"), _("责任人")),
        *(_("方案"), _("已走的步骤"), _("最近的时限")),
    ]
    rows = [
        [
            *(
                matter.line.number,
                matter.line.title,
                matter.line.place,
                matter.line.lead,
                matter.since,
            ),
            *(matter.leaders, matter.responsible, _("已定") if matter.is_planned else ""),
            _("；").join(step.name for step in matter.steps if step.is_taken),
            matter.line.due,
        ]
        for matter in _matters(page, desk)
    ]
    return sheets.csv_file([head, *rows], "docket")


def _filters(query: dict[str, str]) -> tuple[Filters, str]:
    fields: dict[str, Any] = {name: query[name] for name in ("area", "q") if query[name]}
    mark = LACKS.get(query["lacks"], "docket")
    try:
        return Filters.model_validate({**fields, "mark": mark}), ""
    except ValidationError:
        return Filters(mark="docket"), _("筛选条件有误，已忽略。")


def _page(request: HttpRequest, desk: Desk, filters: Filters) -> Page:
    cursor = request.GET.get("cursor")
    try:
        return queries.page(desk.actor, filters, at=desk.at, cursor=cursor, limit=PAGE, order="due")
    except BadCursor:
        return queries.page(desk.actor, filters, at=desk.at, limit=PAGE, order="due")


def _next(query: dict[str, str], cursor: str | None) -> str:
    return f"?{urlencode({**query, 'cursor': cursor})}" if cursor else ""


def _matters(page: Page, desk: Desk) -> list[DocketMatter]:
    states = tallies.states(desk.actor, [row.number for row in page.rows])
    people = officers.names(
        {
            person
            for state in states.values()
            for person in (*state.house.leaders, state.house.responsible or "")
        }
    )
    by_number = {line.number: line for line in lines.lines(page.rows, desk)}
    return [
        _matter(by_number[number], states[number], people, desk)
        for number in by_number
        if number in states
    ]


def _matter(line: ListedCase, state: CaseState, people: dict[str, str], desk: Desk) -> DocketMatter:
    when = {step.step: step.at for step in taken(state, DOCKET)}
    begun = when.get("docketed") or min(when.values(), default=None)
    return DocketMatter(
        line=line,
        since=dates.day(begun, now=desk.at) if begun else "",
        leaders=_("、").join(_named(state.house.leaders, people)),
        responsible=people.get(state.house.responsible or "", state.house.responsible or ""),
        is_planned=state.handling.plans > 0,
        steps=_steps(state, when, desk),
    )


def _named(persons: Iterable[str], people: dict[str, str]) -> list[str]:
    return [people.get(person, person) for person in persons]


def _steps(state: CaseState, when: dict[str, datetime], desk: Desk) -> tuple[DocketStep, ...]:
    track = desk.book.procedures[state.version].track_index.get(DOCKET)
    if track is None:
        return ()
    steps = []
    for code in track.line_of_steps:
        step, at = track.step(code), when.get(code)
        name = names.of(step.zh, step.en) or code
        steps.append(DocketStep(name, at is not None, dates.moment(at, now=desk.at) if at else ""))
    return tuple(steps)


def _zones(desk: Desk) -> list[tuple[str, str, int]]:
    zones = tallies.tally(desk.actor, Filters(mark="docket"), by="zone", at=desk.at)
    return [
        (zone.group, names.area(zone.group, desk.book) or _("本级"), zone.count)
        for zone in sorted(zones, key=lambda zone: -zone.count)
    ]
