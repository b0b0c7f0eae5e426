"""What is stuck, in ten seconds: a few counts that open to their lists, and the way of the weeks.

It tells of matters and bodies. Nobody is ranked, and no resident is counted.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from lianxin.cases.reading import queries, tallies
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import Order
from lianxin.figures import weeks
from lianxin.rules.refusals import Refused
from lianxin.rules.time.limits import left
from lianxin.web import dates, names, trends
from lianxin.web.desk.lists import lines
from lianxin.web.desk.lists.queues import said
from lianxin.web.desk.session import Desk, officer

MOST = 999
UNITS, MINE = 8, 20
ACTS = ("registered", "concluded")


@dataclass(frozen=True, slots=True)
class StuckCount:
    """How many matters are stuck in one way, and where they are listed."""

    name: str
    number: str
    why: str
    href: str
    grave: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A body with late matters: how many, and how long the oldest waits."""

    name: str
    number: int
    waits: str
    href: str


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A week of the trend in numbers, each opening to its entries."""

    name: str
    cells: tuple[tuple[int, str], ...]


STUCK: tuple[tuple[Promise | str, Promise | str, Filters, str, bool], ...] = (
    (said("已超期"), said("还没办完，时限已过"), Filters(overdue=True), "overdue", True),
    (said("红牌"), said("督办亮过红牌，还没办完"), Filters(mark="card_red"), "card_red", True),
    (said("红色事项"), said("按规则或由人定为红色"), Filters(risk="red", open=True), "red", True),
    (said("异议没裁"), said("单位退回，等裁定"), Filters(waiting="objection"), "objection", True),
    (
        *(said("没有包案领导"), said("在积案台账上")),
        *(Filters(mark="docket_unled"), "?lacks=leader", False),
    ),
    (
        *(said("没有方案"), said("在积案台账上")),
        *(Filters(mark="docket_unplanned"), "?lacks=plan", False),
    ),
    (said("督办中"), said("督办过，还没办完"), Filters(mark="supervised"), "supervised", False),
)
"""Ways to be stuck: name, what it means, which matters, the list they open to, and whether grave."""


@require_safe
@officer
def leader(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a leader what is stuck, what he answers for himself, and the way of twelve weeks."""
    if not desk.leads:
        raise Refused("not_visible")
    mine = queries.page(desk.actor, Filters(waiting="led"), at=desk.at, limit=MINE, order="due")
    done = weeks.done(desk.actor, ACTS, at=desk.at)
    context = {
        "desk": desk,
        "way_here": "leader",
        "counts": list(_counts(desk)),
        "units": list(_units(desk)),
        "mine": lines.lines(mine.rows, desk),
        "more": mine.next_cursor is not None,
        "trend": trends.bars([[week.counts[act] for week in done] for act in ACTS]),
        "weeks": [_week(week) for week in reversed(done)],
        "first": dates.short(done[0].since),
        "last": dates.short(done[-1].since),
    }
    return render(request, "web/desk/figures/leader.html", context)


def _counts(desk: Desk) -> Iterator[StuckCount]:
    wanted: list[tuple[Filters, Order]] = [(row[2], "due") for row in STUCK]
    numbers = queries.counts(desk.actor, wanted, at=desk.at, most=MOST)
    for (name, why, _filters, way, grave), number in zip(STUCK, numbers, strict=True):
        number_text = f"{MOST}+" if number > MOST else str(number)
        href = _queue(way) if not way.startswith("?") else f"{reverse('desk_docket')}{way}"
        yield StuckCount(str(name), number_text, str(why), href, grave and number > 0)


def _queue(code: str) -> str:
    return reverse("desk_queue", args=[code])


def _units(desk: Desk) -> Iterator[Unit]:
    tallied = tallies.tally(desk.actor, Filters(overdue=True), by="body", at=desk.at, most=UNITS)
    for tally in tallied:
        if not tally.group:
            continue
        yield Unit(
            name=names.body(tally.group, desk.book),
            number=tally.count,
            waits=_waits(tally.due_at, desk),
            href=f"{_queue('overdue')}?{urlencode({'body': tally.group})}",
        )


def _waits(due: datetime | None, desk: Desk) -> str:
    return dates.left(left(due, desk.at, desk.book.calendar)) if due else ""


def _week(week: weeks.Week) -> WeekLine:
    query = urlencode({"since": week.since.isoformat(), "until": week.until.isoformat()})
    cells = tuple(
        (week.counts[act], f"{reverse('desk_figure', args=[act])}?{query}") for act in ACTS
    )
    return WeekLine(dates.short(week.since), cells)
