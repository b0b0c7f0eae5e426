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
class CalendarEntry:
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
class MonthDay:
    """A day of the month shown, or of the weeks around it."""

    day: date
    name: str
    outside: bool
    today: bool
    entries: tuple[CalendarEntry, ...]


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
    entries = [*(_met(sitting, desk) for sitting in met), *of_cases]
    context = {
        "desk": desk,
        "way_here": "sittings",
        "month": dates.month(first),
        "before": f"{add_months(first, -1):%Y-%m}" if first > EARLIEST else "",
        "after": f"{after:%Y-%m}" if after <= LATEST else "",
        "this": f"{today:%Y-%m}" if first != today.replace(day=1) else "",
        "weekdays": dates.weekdays(),
        "days": list(_days(first, after, entries, today=today, desk=desk)),
        "undated": [entry for entry in of_cases if entry.at is None],
        "to_sign": [_met(sitting, desk) for sitting in sight.waiting_to_sign(desk.actor)],
        "none": not any(
            entry.at and _moment(first) <= entry.at < _moment(after) for entry in entries
        ),
        "may_convene": bool(desk.actor.roles & CONVENERS),
    }
    return render(request, "web/desk/sittings/calendar.html", context)


def _month(text: str, today: date) -> date:
    try:
        month = datetime.strptime(text, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return today.replace(day=1)
    return month if EARLIEST <= month <= LATEST else today.replace(day=1)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA)


def _days(
    first: date, after: date, entries: Iterable[CalendarEntry], *, today: date, desk: Desk
) -> Iterator[MonthDay]:
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in entries:
        if entry.at is not None:
            by_day.setdefault(entry.at.astimezone(CHINA).date(), []).append(entry)
    begin = first - timedelta(days=first.weekday())
    weeks = -(-(after - begin).days // 7)
    for step in range(weeks * 7):
        day = begin + timedelta(days=step)
        outside = not first <= day < after
        day_entries = () if outside else by_day.get(day, ())
        yield MonthDay(
            day=day,
            name=dates.day(_moment(day), now=desk.at),
            outside=outside,
            today=day == today,
            entries=tuple(sorted(day_entries, key=lambda entry: (entry.at or desk.at, entry.href))),
        )


def _met(met: Met, desk: Desk) -> CalendarEntry:
    sitting = met.sitting
    state, look = state_of(sitting, unsigned=met.unsigned, at=desk.at)
    return CalendarEntry(
        at=sitting.meets_at,
        clock=dates.clock(sitting.meets_at),
        kind=options.word("kind", sitting.kind),
        what=names.body(sitting.body, desk.book),
        place=met.place,
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


def _of_cases(cases: Iterable[Sat], desk: Desk) -> Iterator[CalendarEntry]:
    cases = list(cases)
    places = texts.read([Ref(s.place).id for case in cases for s in case.state.sittings if s.place])
    for case in cases:
        for sitting in case.state.sittings:
            if sitting.step == "declined" or (sitting.meets_at is None and not sitting.open):
                continue
            state, look = _step_of(sitting, case.state)
            yield CalendarEntry(
                at=sitting.meets_at,
                clock=dates.clock(sitting.meets_at) if sitting.meets_at else "",
                kind=options.word("kind", sitting.kind),
                what=case.title,
                place=places.get(Ref(sitting.place).id, "") if sitting.place else "",
                state=state,
                look=look,
                href=reverse("desk_case", args=[case.number]),
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
