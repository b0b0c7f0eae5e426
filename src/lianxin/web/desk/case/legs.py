"""Who has a case: each body's part side by side, what it owes next and what it did last."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.cases.reading.clocks import ClockView
from lianxin.rules.state import CaseState, Leg
from lianxin.web import clocks, dates, names
from lianxin.web.clocks import Bar
from lianxin.web.desk.case.history import HistoryStep
from lianxin.web.desk.session import Desk

LEAD = "lead"


@dataclass(frozen=True, slots=True)
class LegLine:
    """A body's part, in words; `owes` is the clock of its own that ends first, `last` its last entry."""

    body: str
    role: str
    instrument: str
    state: str
    since: str
    is_open: bool
    owes: Bar | None
    last: HistoryStep | None


_ROLES: Mapping[str, Callable[[], str]] = {
    "lead": lambda: _("牵头"),
    "assist": lambda: _("协助"),
}
_STATES: Mapping[str, Callable[[], str]] = {
    "offered": lambda: _("待签收"),
    "received": lambda: _("已签收"),
    "objected": lambda: _("提出异议"),
    "handling": lambda: _("办理中"),
    "answered": lambda: _("已答复"),
    "released": lambda: _("已退出"),
}
_INSTRUMENTS: Mapping[str, Callable[[], str]] = {
    "refer": lambda: _("转送"),
    "assign": lambda: _("交办"),
    "supervise": lambda: _("督办"),
    "review": lambda: _("复查"),
    "re_review": lambda: _("复核"),
}


def legs(
    state: CaseState, views: Iterable[ClockView], steps: Sequence[HistoryStep], desk: Desk
) -> list[LegLine]:
    """Return the parts of all bodies, those still open first and the lead before the assists."""
    running = [view for view in views if view.state == "running" and view.due is not None]
    ordered = sorted(state.legs, key=lambda leg: (not leg.open, leg.role != LEAD, leg.n))
    return [_line(leg, running, steps, desk) for leg in ordered]


def informed(state: CaseState, desk: Desk) -> str:
    """Return the bodies that were told for their information, in words; empty for none."""
    return _("、").join(names.body(body, desk.book) for body in state.dispatch.informed)


def ended(state: CaseState, desk: Desk) -> str:
    """Return the bodies that are no more and whose part others took over, in words; empty for none."""
    return _("、").join(names.body(body, desk.book) for body in state.dispatch.taken_from)


def _line(
    leg: Leg, running: Sequence[ClockView], steps: Sequence[HistoryStep], desk: Desk
) -> LegLine:
    own = [view for view in running if _is_of(view, leg)]
    first = min(own, key=lambda view: (view.due, view.code), default=None)
    done = [step for step in steps if step.body == leg.body and step.at >= leg.opened_at]
    instrument = _INSTRUMENTS.get(leg.instrument)
    return LegLine(
        body=names.body(leg.body, desk.book),
        role=_ROLES[leg.role](),
        instrument=instrument() if instrument else "",
        state=_STATES[leg.state](),
        since=dates.moment(leg.opened_at, now=desk.at),
        is_open=leg.open,
        owes=clocks.bar(first, at=desk.at) if first else None,
        last=done[-1] if done else None,
    )


def _is_of(clock: ClockView, leg: Leg) -> bool:
    """An assist owes by a clock of its own leg, the open lead by those that are the lead's."""
    if not leg.open:
        return False
    return clock.about == leg.subject or (
        leg.role == LEAD and not clock.about and clock.whose == LEAD
    )
