"""Moments and spans as an office writes them, always with what they mean. Days are days of China."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from lianxin.rules.procedures import Limit
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.limits import Left

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MANY_HOURS = 48


def day(at: datetime, *, now: datetime) -> str:
    """Return a day with its weekday: `3月12日（周四）`, with the year if it is not this one."""
    local, this = at.astimezone(CHINA), now.astimezone(CHINA)
    if _english():
        year = "" if local.year == this.year else f" {local.year}"
        month = MONTHS[local.month - 1]
        return f"{ENGLISH_DAYS[local.weekday()]} {local.day} {month}{year}"
    year = "" if local.year == this.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日（周{WEEKDAYS[local.weekday()]}）"


def date_of(local: date) -> str:
    """Return a day of a calendar as papers write it: `2026年3月2日`."""
    if _english():
        return f"{local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{local.year}年{local.month}月{local.day}日"


def moment(at: datetime, *, now: datetime) -> str:
    """Return a moment: `3月2日 08:41`, with the year if it is not this one."""
    local, this = at.astimezone(CHINA), now.astimezone(CHINA)
    clock = f"{local.hour:02}:{local.minute:02}"
    if _english():
        year = "" if local.year == this.year else f" {local.year}"
        return f"{local.day} {MONTHS[local.month - 1]}{year} {clock}"
    year = "" if local.year == this.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {clock}"


def full(at: datetime) -> str:
    """Return a moment as papers write it: `2026年3月2日 08:30`."""
    local = at.astimezone(CHINA)
    clock = f"{local.hour:02}:{local.minute:02}"
    if _english():
        return f"{local.day} {MONTHS[local.month - 1]} {local.year} {clock}"
    return f"{local.year}年{local.month}月{local.day}日 {clock}"


def clock(at: datetime) -> str:
    """Return the time of day alone: `08:30`."""
    local = at.astimezone(CHINA)
    return f"{local.hour:02}:{local.minute:02}"


def month(day: date) -> str:
    """Return a month: `2026年3月`."""
    return f"{MONTHS[day.month - 1]} {day.year}" if _english() else f"{day.year}年{day.month}月"


def short(day: date) -> str:
    """Return a day as a label of a trend: `3月2日`."""
    return f"{day.day} {MONTHS[day.month - 1]}" if _english() else f"{day.month}月{day.day}日"


def weekdays() -> tuple[str, ...]:
    """Return the names of the days of a week, Monday first."""
    return ENGLISH_DAYS if _english() else tuple(f"周{day}" for day in WEEKDAYS)


def local(at: datetime) -> str:
    """Return a moment as a browser's own field takes it: `2026-03-02T08:30`."""
    return at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")


def left(span: Left) -> str:
    """Return what is left, or by how much it is late, in the largest unit that says enough."""
    if span.late:
        return _("已超期%(span)s") % {"span": _amount(span, working=False)}
    return _("还剩%(span)s") % {"span": _amount(span, working=True)}


def _amount(span: Left, *, working: bool) -> str:
    if span.minutes < 60:
        return _of("minutes", span.minutes)
    if span.hours < MANY_HOURS and span.days <= 1:
        return _of("hours", span.hours)
    if working:
        return _of("working_days", span.working_days)
    return ngettext("%(n)s天", "%(n)s天", span.days) % {"n": span.days}


def short_weekdays() -> tuple[str, ...]:
    """Return the days of the week as a narrow calendar heads its columns, Monday first."""
    return ENGLISH_DAYS if _english() else WEEKDAYS


def month_of_year(number: int) -> str:
    """Return a month as a calendar of one year heads it: `3月`."""
    return MONTHS[number - 1] if _english() else f"{number}月"


def limit(span: Limit) -> str:
    """Return a limit in words: `15日`, `5个工作日`, `1个月`, `2小时`."""
    return _of(span.unit, span.amount)


def _of(unit: str, n: int) -> str:
    return _UNITS[unit](n) % {"n": n}


_UNITS: Mapping[str, Callable[[int], str]] = {
    "minutes": lambda n: ngettext("%(n)s分钟", "%(n)s分钟", n),
    "hours": lambda n: ngettext("%(n)s小时", "%(n)s小时", n),
    "working_hours": lambda n: ngettext("%(n)s个工作小时", "%(n)s个工作小时", n),
    "days": lambda n: ngettext("%(n)s日", "%(n)s日", n),
    "working_days": lambda n: ngettext("%(n)s个工作日", "%(n)s个工作日", n),
    "months": lambda n: ngettext("%(n)s个月", "%(n)s个月", n),
}


def _english() -> bool:
    return (get_language() or "").startswith("en")
