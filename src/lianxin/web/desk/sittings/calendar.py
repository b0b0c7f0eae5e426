"""The calendar of sittings: a month of them, over many matters and over one, in the one scope."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases.reading import tallies
from lianxin.cases.reading.tallies import Sat
from lianxin.files import texts
from lianxin.rules.refs import Ref
from lianxin.rules.state import CaseState
from lianxin.rules.state import Sitting as OfCase
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.limits import add_months
from lianxin.sittings import sight
from lianxin.sittings.convening import CONVENERS
from lianxin.sittings.models import Sitting
from lianxin.sittings.sight import Met
from lianxin.web import dates, names, options
from lianxin.web.desk.session import Desk, officer

EARLIEST, LATEST = date(2000, 1, 1), date(2199, 12, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A sitting in the calendar; `look` is how its state shows, `of_case` whether of one matter."""

    at: datetime | None
    clock: str
    kind: str
    what: str
    place: str
    state: str
    look: str
    href: str
    of_case: bool = False


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the month shown, or of the weeks around it."""

    day: date
    name: str
    outside: bool
    today: bool
    entries: tuple[Entry, ...]


@require_safe
@officer
def days(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a month of sittings, those that have no moment yet, and what waits to be signed."""
    today = desk.at.astimezone(CHINA).date()
    first = _month(request.GET.get("month", ""), today)
    after = add_months(first, 1)
    met = sight.between(desk.actor, _moment(first), _moment(after))
    cases = tallies.sat(desk.actor, [f"{first:%Y-%m}"])
    of_cases = list(_of_cases(cases, desk))
    entries = [*(_met(one, desk) for one in met), *of_cases]
    shown = {
        "desk": desk,
        "way_here": "sittings",
        "month": dates.month(first),
        "before": f"{add_months(first, -1):%Y-%m}" if first > EARLIEST else "",
        "after": f"{after:%Y-%m}" if after <= LATEST else "",
        "this": f"{today:%Y-%m}" if first != today.replace(day=1) else "",
        "weekdays": dates.weekdays(),
        "days": list(_days(first, after, entries, today=today, desk=desk)),
        "undated": [one for one in of_cases if one.at is None],
        "to_sign": [_met(one, desk) for one in sight.waiting_to_sign(desk.actor)],
        "none": not any(one.at and _moment(first) <= one.at < _moment(after) for one in entries),
        "may_convene": bool(desk.actor.roles & CONVENERS),
    }
    return render(request, "web/desk/sittings/calendar.html", shown)


def _month(asked: str, today: date) -> date:
    try:
        found = datetime.strptime(asked, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return today.replace(day=1)
    return found if EARLIEST <= found <= LATEST else today.replace(day=1)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA)


def _days(
    first: date, after: date, entries: Iterable[Entry], *, today: date, desk: Desk
) -> Iterator[Day]:
    by_day: dict[date, list[Entry]] = {}
    for one in entries:
        if one.at is not None:
            by_day.setdefault(one.at.astimezone(CHINA).date(), []).append(one)
    begin = first - timedelta(days=first.weekday())
    weeks = -(-(after - begin).days // 7)
    for step in range(weeks * 7):
        day = begin + timedelta(days=step)
        outside = not first <= day < after
        found = () if outside else by_day.get(day, ())
        yield Day(
            day=day,
            name=dates.day(_moment(day), now=desk.at),
            outside=outside,
            today=day == today,
            entries=tuple(sorted(found, key=lambda one: (one.at or desk.at, one.href))),
        )


def _met(one: Met, desk: Desk) -> Entry:
    sitting = one.sitting
    state, look = state_of(sitting, unsigned=one.unsigned, at=desk.at)
    return Entry(
        at=sitting.meets_at,
        clock=dates.clock(sitting.meets_at),
        kind=options.word("kind", sitting.kind),
        what=names.body(sitting.body, desk.book),
        place=one.place,
        state=state,
        look=look,
        href=reverse("desk_sitting", args=[sitting.pk]),
    )


def state_of(sitting: Sitting, *, unsigned: int, at: datetime) -> tuple[str, str]:
    """Return how far a sitting is, in words and as a look."""
    if sitting.called_off_at is not None:
        return _("已取消"), ""
    if sitting.closed_at is not None:
        return (_("等签字"), "soon") if unsigned else (_("已签完"), "done")
    return (_("待开"), "blue") if sitting.meets_at > at else (_("待记录"), "soon")


def _of_cases(cases: Iterable[Sat], desk: Desk) -> Iterator[Entry]:
    cases = list(cases)
    told = texts.read([Ref(s.place).id for one in cases for s in one.state.sittings if s.place])
    for one in cases:
        for sitting in one.state.sittings:
            if sitting.step == "declined" or (sitting.meets_at is None and not sitting.open):
                continue
            state, look = _step_of(sitting, one.state)
            yield Entry(
                at=sitting.meets_at,
                clock=dates.clock(sitting.meets_at) if sitting.meets_at else "",
                kind=options.word("kind", sitting.kind),
                what=one.title,
                place=told.get(Ref(sitting.place).id, "") if sitting.place else "",
                state=state,
                look=look,
                href=reverse("desk_case", args=[one.number]),
                of_case=True,
            )


def _step_of(sitting: OfCase, state: CaseState) -> tuple[str, str]:
    if sitting.step == "ordered" and state.tracks.get(sitting.kind) == "noticed":
        return _("已通知"), "blue"
    return {
        "requested": (_("已申请"), "soon"),
        "ordered": (_("已决定"), "blue"),
        "held": (_("已召开"), "soon"),
        "concluded": (_("已有结论"), "done"),
    }[sitting.step]
