"""Clocks as bars with today marked, and in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.cases.reading.clocks import ClockView
from lianxin.rules.state import TASK
from lianxin.rules.time.explaining import Explanation, SkippedDay
from lianxin.web import dates, names

WIDE = 1000
LAW = "[V]"
"""Marks a source read in the text of the law itself."""
SOON = 75
"""Per cent of the time gone after which a clock shows as soon due."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A clock to be drawn: `gone` of 1000 is over; `look` is one of late, soon, met and empty."""

    name: str
    source: str
    look: str
    gone: int
    left: str
    due: str
    why: tuple[str, ...]
    provisional: bool
    running: bool


def bar(clock: ClockView, *, at: datetime) -> Bar:
    """Return a clock as a bar at a moment."""
    gone = _gone(clock, at)
    return Bar(
        name=_called(clock),
        source=law_of(clock.source),
        look=_look(clock, gone),
        gone=gone,
        left=_left(clock, at),
        due=dates.full(clock.due) if clock.due else "",
        why=tuple(_why(clock.explanation)) if clock.explanation else (),
        provisional=clock.provisional,
        running=clock.state == "running",
    )


def _called(clock: ClockView) -> str:
    """Of the clocks of several tasks each says which one it is of."""
    name = names.of(clock.zh, clock.en)
    return f"{name} {clock.about.removeprefix(TASK)}" if clock.about.startswith(TASK) else name


def law_of(source: str) -> str:
    """Return what a limit rests on if that is the law; where a habit came from tells nobody else."""
    return source.removesuffix(LAW).strip() if source.endswith(LAW) else ""


def _gone(clock: ClockView, at: datetime) -> int:
    if clock.due is None:
        return 0
    until = clock.stopped_at or at
    whole = (clock.due - clock.start).total_seconds()
    share = (until - clock.start).total_seconds() / whole if whole > 0 else 1
    return round(WIDE * min(1, max(0, share)))


def _look(clock: ClockView, gone: int) -> str:
    if clock.late:
        return "late"
    if clock.state == "stopped":
        return "met"
    return "soon" if gone >= WIDE * SOON / 100 else ""


def _left(clock: ClockView, at: datetime) -> str:
    if clock.state == "stopped":
        return _("已超期办结") if clock.late else _("按时")
    if clock.state == "paused":
        return _("暂停计时")
    return dates.left(clock.left) if clock.left else _("未定")


def _why(explanation: Explanation) -> list[str]:
    limits = _("＋").join(dates.limit(limit) for limit in explanation.limits)
    lines = [
        _("%(start)s起，%(limit)s") % {"start": dates.full(explanation.start), "limit": limits}
    ]
    if explanation.counted_from != explanation.start:
        lines.append(
            _("当时不在办公时间，从%(opening)s上班算起")
            % {"opening": dates.full(explanation.counted_from)}
        )
    if explanation.ends == "day":
        lines.append(_("从第二天开始数，算到最后一天结束"))
    lines += [_SKIPPED[why]() % told_ for why, told_ in spans(explanation.skipped)]
    lines += [
        _("%(day)s%(name)s，照算") % {"day": dates.short(day.date), "name": name_of(day.name)}
        for day in explanation.make_up
    ]
    if explanation.provisional:
        lines.append(_("那一年的放假安排还没有公布，先按周末推算，公布后重算"))
    return lines


def spans(days: Iterable[SkippedDay]) -> Iterator[tuple[str, dict[str, str]]]:
    """Days that follow each other for one reason, told as one stretch."""
    stretches: list[list[SkippedDay]] = []
    for day in days:
        last = stretches[-1][-1] if stretches else None
        same = last is not None and (last.why, last.name) == (day.why, day.name)
        if same and last is not None and (day.date - last.date).days == 1:
            stretches[-1].append(day)
        else:
            stretches.append([day])
    for span in stretches:
        begin, end = dates.short(span[0].date), dates.short(span[-1].date)
        said = begin if begin == end else f"{begin}—{end}"
        yield span[0].why, {"day": said, "name": name_of(span[0].name)}


def name_of(name: str) -> str:
    """Return what a day of the calendar is called; a name of the county's own as it is."""
    return _(name) if name in _NAMED else name


_NAMED = frozenset(
    {
        gettext_noop("周末"),
        gettext_noop("调休上班"),
        gettext_noop("元旦"),
        gettext_noop("春节"),
        gettext_noop("清明"),
        gettext_noop("劳动节"),
        gettext_noop("端午"),
        gettext_noop("中秋"),
        gettext_noop("国庆节"),
    }
)
"""What the calendar calls its days; a name of the county's own stays as it is."""
_SKIPPED = {
    "weekend": lambda: _("%(day)s%(name)s不算"),
    "holiday": lambda: _("%(day)s%(name)s放假，不算"),
    "pause": lambda: _("%(day)s暂停计时，不算"),
    "roll": lambda: _("到期日%(day)s%(name)s休息，顺延"),
}
