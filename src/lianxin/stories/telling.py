"""A play in words: one line a step, and why a clock stands where it does."""

from collections.abc import Iterator
from datetime import datetime

from lianxin.cases.reading.clocks import ClockView
from lianxin.rules.deciding.limits import written
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.explaining import Explanation
from lianxin.stories.lines import Do, Expect, Expected, Meet, Step, Tick


def moment(at: datetime | None) -> str:
    """Return a moment in China time: `2026-03-02 08:30`, with seconds where there are any."""
    if at is None:
        return "none"
    local = at.astimezone(CHINA)
    return f"{local:%Y-%m-%d %H:%M:%S}" if local.second else f"{local:%Y-%m-%d %H:%M}"


def step_told(step: Step) -> str:
    """Return what a step says, in one line."""
    if isinstance(step, Do):
        no = f" → {step.refused}" if step.refused else ""
        return f"{moment(step.at)}  {step.person}  {step.do} {step.case}{no}"
    if isinstance(step, Meet):
        no = f" → {step.refused}" if step.refused else ""
        return f"{moment(step.at)}  {step.person}  {step.do} sitting {step.sitting}{no}"
    if isinstance(step, Tick):
        return f"{moment(step.tick)}  time passes"
    assert isinstance(step, Expect)
    return f"{'':16}  expect  {expected_told(step.expect)}"


def expected_told(expected: Expected) -> str:
    """Return what an expectation asks about."""
    names = [name for name in Expected.model_fields if name in expected.model_fields_set]
    of = f"{expected.case}: " if expected.case else ""
    return of + ", ".join(name for name in names if name != "case")


def clock_told(view: ClockView) -> Iterator[str]:
    """Yield the explanation of a clock: its rule, its start, every day left out, where it ends."""
    yield f"clock {view.code}{f':{view.about}' if view.about else ''} ({view.zh}), owed by {view.whose}, {view.source}"
    yield (
        f"  {view.state}, started {moment(view.start)}, due {moment(view.due)},"
        f" unrolled {moment(view.plain)}"
        + (f", stopped {moment(view.stopped_at)}" if view.stopped_at else "")
        + (", late" if view.late else "")
        + (", provisional" if view.provisional else "")
    )
    if view.explanation is not None:
        yield from _counted(view.explanation)


def _counted(explanation: Explanation) -> Iterator[str]:
    limits = " + ".join(written(limit) for limit in explanation.limits)
    yield f"  {limits}, ends by the {explanation.ends}, roll {explanation.roll}, calendar {explanation.calendar}"
    if explanation.counted_from != explanation.start:
        yield f"  counted from the opening at {moment(explanation.counted_from)}"
    for why in ("weekend", "holiday", "pause", "roll"):
        days = [day for day in explanation.skipped if day.why == why]
        if days:
            days_told = ", ".join(f"{day.date:%m-%d} {day.name}".strip() for day in days)
            yield f"  left out ({why}): {days_told}"
    if explanation.make_up:
        days_told = ", ".join(f"{day.date:%m-%d} {day.name}" for day in explanation.make_up)
        yield f"  worked although a weekend: {days_told}"
    for pause in explanation.pauses:
        yield f"  paused {moment(pause.since)} to {moment(pause.until)}"
