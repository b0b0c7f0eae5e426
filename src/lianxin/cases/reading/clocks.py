"""Clocks in words and figures: which rule, until when, what was skipped and why, what is left."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from lianxin.org.calendar import at_version
from lianxin.rules.actor import SYSTEM
from lianxin.rules.ask import Ask
from lianxin.rules.book import Book
from lianxin.rules.decide import ask_of
from lianxin.rules.deciding.clocks import rule_of
from lianxin.rules.state import CaseState, Clock
from lianxin.rules.time.calendar import Calendar
from lianxin.rules.time.explaining import Explanation, explain
from lianxin.rules.time.limits import ClockPause, Left, left, parse_limit

Standing = Literal["running", "paused", "stopped"]


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock as a reader sees it; `left` is what remains, negative when late. Moments UTC.

    `about` is the subject of a clock of which there is one each; one that counts to a moment set
    with its task has no explanation.
    """

    code: str
    about: str
    public: bool
    zh: str
    en: str
    whose: str
    state: Standing
    wall: bool
    start: datetime
    due: datetime | None
    plain: datetime | None
    stopped_at: datetime | None
    late: bool
    overdue: bool
    provisional: bool
    source: str
    left: Left | None
    explanation: Explanation | None


def clocks(state: CaseState, *, at: datetime, book: Book) -> tuple[ClockView, ...]:
    """Return every clock of a case, each counted with the calendar version it was counted with."""
    ask = ask_of(state, None, actor=SYSTEM, at=at, book=book)
    return tuple(_view(clock, ask, at) for clock in state.clocks)


def _view(clock: Clock, ask: Ask, at: datetime) -> ClockView:
    ask = _under(clock, ask)
    rule = rule_of(clock.code, ask)
    overdue = clock.running and clock.due is not None and at > clock.due
    remains = clock.due is not None and clock.running
    return ClockView(
        code=clock.code,
        about=clock.about,
        public=clock.public,
        zh=rule.zh if rule and rule.zh else clock.code,
        en=rule.en if rule and rule.en else clock.code,
        whose=clock.whose,
        state=_standing(clock),
        wall=clock.wall,
        start=clock.start,
        due=clock.due,
        plain=clock.plain,
        stopped_at=clock.stopped_at,
        late=clock.late or overdue,
        overdue=overdue,
        provisional=clock.provisional,
        source=rule.source if rule else "",
        left=left(clock.due, at, ask.book.calendar) if remains and clock.due else None,
        explanation=explained(clock, ask),
    )


def _standing(clock: Clock) -> Standing:
    if clock.stopped_at is not None:
        return "stopped"
    return "paused" if clock.paused else "running"


def explained(clock: Clock, ask: Ask) -> Explanation | None:
    """Return how a clock was counted; None for one whose procedure it has left."""
    ask = _under(clock, ask)
    rule = rule_of(clock.code, ask)
    if rule is None or not clock.limits:
        return None
    return explain(
        [parse_limit(text) for text in clock.limits],
        ends=rule.ends,
        roll=rule.roll,
        start=clock.start,
        pauses=[ClockPause(span.since, span.until) for span in clock.pauses if span.until],
        calendar=_calendar(clock.calendar, ask.book.calendar),
    )


def _under(clock: Clock, ask: Ask) -> Ask:
    """The question under the procedure that the clock started in, if the case has left it."""
    if not clock.procedure:
        return ask
    return replace(ask, procedure=ask.book.procedures[clock.procedure])


def _calendar(version: str, now: Calendar) -> Calendar:
    if version in {"", now.version}:
        return now
    return at_version(version) or now
