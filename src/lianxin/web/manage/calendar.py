"""The working calendar: a year at a glance, one day set, a whole year taken from the notice."""

import calendar as months
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.cases.loops import recounting
from lianxin.cases.loops.recounting import Shift
from lianxin.founding.files import decoded
from lianxin.org import calendar
from lianxin.rules.book import Book
from lianxin.rules.faults import Fault, Flaw
from lianxin.rules.time.calendar import CHINA, Calendar, Day
from lianxin.web import clocks, dates, names
from lianxin.web.desk.session import Desk
from lianxin.web.manage.entry import (
    CLEAN,
    FormState,
    WrongEntry,
    administrator,
    changing,
    said,
    sent_fields,
    wrong,
)
from lianxin.web.typed import form_page

FIRST, LAST = 2004, 2099
LONGEST = 200_000
"""Characters of a year's days; a real one has some thirty lines."""
NAME = 30


@dataclass(frozen=True, slots=True)
class Cell:
    """A day in the year's view: how it looks and what it is called."""

    number: int
    iso: str
    look: str
    told: str


@dataclass(frozen=True, slots=True)
class Moving:
    """A clock whose due moments would move: how many earlier and later, and by how many days at most."""

    name: str
    earlier: int
    later: int
    most: int


@form_page
@administrator
def year(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a year; set a day, or look at a whole year's days and take them."""
    if desk.form is None:
        return _show(request, desk, CLEAN)
    sent = sent_fields(desk, "day", "work", "name", "days")
    try:
        if desk.answers.get("do") == "day":
            day = _set_day(desk, sent)
            return _back(day.year, "day")
        return _years(request, desk, sent)
    except WrongEntry as no:
        return _show(request, desk, wrong(sent, no))


def _set_day(desk: Desk, sent: Mapping[str, str]) -> date:
    try:
        day = date.fromisoformat(sent["day"])
    except ValueError:
        raise WrongEntry({"day": _("请选择日子。")}) from None
    if not FIRST <= day.year <= LAST or sent["work"] not in ("yes", "no"):
        raise WrongEntry({"day": _("请选择日子，并选上班还是放假。")})
    new = Day(day, sent["work"] == "yes", sent["name"][:NAME])
    with changing(desk, "calendar_day", day.isoformat(), sent["reason"]) as by:
        calendar.set_day(new, source="manage", at=desk.at, by=by)
    return day


def _years(request: HttpRequest, desk: Desk, sent: dict[str, str]) -> HttpResponse:
    text = sent["days"] or _sent(request)
    days, faults = calendar.read_days(text, source=_("放假安排"))
    faults = faults or _outside(days)
    if faults:
        return _show(
            request, desk, CLEAN, faults=[(fault, said(fault)) for fault in faults], days=text
        )
    if desk.answers.get("do") == "take":
        covered = sorted({day.date.year for day in days})
        try:
            with changing(desk, "calendar_year", str(covered[0]), sent["reason"]) as by:
                calendar.put_days(days, source="manage", at=desk.at, by=by)
        except WrongEntry as no:
            return _show(request, desk, wrong(sent, no), **_look(desk, days, text))
        return _back(covered[0], "take")
    return _show(request, desk, CLEAN, **_look(desk, days, text))


def _sent(request: HttpRequest) -> str:
    file = request.FILES.get("file")
    if file is None:
        raise WrongEntry({"days": _("请粘贴或选择放假安排。")})
    if (file.size or 0) > LONGEST:
        raise WrongEntry({"days": _("这份文件太大，不像放假安排。")})
    try:
        return decoded(file.read())
    except UnicodeDecodeError:
        raise WrongEntry({"days": _("既不是UTF-8也不是GB18030编码。")}) from None


def _outside(days: Iterable[Day]) -> list[Fault]:
    return [
        Fault(_("放假安排"), 0, "date", Flaw("not_a_day", value=day.date.isoformat()))
        for day in days
        if not FIRST <= day.date.year <= LAST
    ]


def _look(desk: Desk, days: list[Day], text: str) -> dict[str, Any]:
    """What would be otherwise: days of each year, and due moments that were provisional."""
    after = calendar.with_days(days)
    covered = sorted({day.date.year for day in days})
    return {
        "days": text,
        "plan": [(year, _turned(year, desk.book.calendar, after)) for year in covered],
        "moving": _moving(recounting.shifts(after, at=desk.at), desk.book),
    }


def _turned(year_: int, before: Calendar, after: Calendar) -> list[tuple[str, str, str]]:
    """Days that would change: which, what they are, what they would be."""
    days = []
    for ordinal in range(date(year_, 1, 1).toordinal(), date(year_, 12, 31).toordinal() + 1):
        day = date.fromordinal(ordinal)
        old, new = before.day(day), after.day(day)
        if (old.is_workday, old.name) != (new.is_workday, new.name):
            days.append((day.isoformat(), _called(old), _called(new)))
    return days


def _moving(shifts: Iterable[Shift], book: Book) -> list[Moving]:
    earlier: Counter[str] = Counter()
    later: Counter[str] = Counter()
    most: dict[str, int] = {}
    for shift in shifts:
        rule = book.procedures[shift.procedure].clock_index.get(shift.clock)
        name = names.of(rule.zh, rule.en) if rule and rule.zh else shift.clock
        (later if shift.after > shift.before else earlier)[name] += 1
        days = abs(
            (shift.after.astimezone(CHINA).date() - shift.before.astimezone(CHINA).date()).days
        )
        most[name] = max(most.get(name, 0), days)
    return [Moving(name, earlier[name], later[name], most[name]) for name in sorted(most)]


def _back(year_: int, did: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('manage_calendar')}?year={year_}&did={did}")


def _show(request: HttpRequest, desk: Desk, form: FormState, **more: Any) -> HttpResponse:
    this = desk.at.astimezone(CHINA).year
    text = request.GET.get("year", "")
    shown_year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else this
    shown_year = min(max(shown_year, FIRST), LAST)
    calendar = desk.book.calendar
    day = request.GET.get("day", "")
    context = {
        "desk": desk,
        "here": "calendar",
        "year": shown_year,
        "before": shown_year - 1,
        "after": shown_year + 1,
        "certain": shown_year in calendar.years,
        "months": [_month(shown_year, number, calendar) for number in range(1, 13)],
        "heads": dates.short_weekdays(),
        "chosen": _chosen(day, calendar),
        "hours": [(_clock(opens), _clock(closes)) for opens, closes in calendar.hours],
        "form": form,
        "did": request.GET.get("did", ""),
        **more,
    }
    status = 422 if form.is_wrong or more.get("faults") else 200
    return render(request, "web/manage/calendar.html", context, status=status)


def _chosen(text: str, calendar: Calendar) -> dict[str, Any] | None:
    try:
        day = calendar.day(date.fromisoformat(text))
    except ValueError:
        return None
    return {
        "iso": text,
        "day": dates.date_of(date.fromisoformat(text)),
        "work": day.is_workday,
        "name": day.name,
        "told": _called(day),
    }


def _month(year_: int, number: int, calendar: Calendar) -> tuple[str, list[list[Cell | None]]]:
    weeks = months.Calendar().monthdatescalendar(year_, number)
    cells = [
        [_cell(day, calendar) if day.month == number else None for day in week] for week in weeks
    ]
    return dates.month_of_year(number), cells


def _cell(day: date, calendar: Calendar) -> Cell:
    kind_of_day = calendar.day(day)
    weekend = day.weekday() >= 5
    if kind_of_day.is_workday:
        look = "makeup" if weekend else ""
    else:
        look = "weekend" if weekend and day not in calendar.days else "off"
    return Cell(day.day, day.isoformat(), look, _called(kind_of_day))


def _called(day: Day) -> str:
    work = _("上班") if day.is_workday else _("放假")
    return f"{work} · {clocks.name_of(day.name)}" if day.name else work


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
