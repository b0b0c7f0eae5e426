"""Clocks run from their start to their end: none is lost, begun again, or punctual again."""

from collections.abc import Iterator
from dataclasses import replace

from lianxin.rules.ask import Ask
from lianxin.rules.deciding.clocks import HUES, rule_of, tokens
from lianxin.rules.deciding.periods import REPORT
from lianxin.rules.facts.dispatch import Moved, Reassigned
from lianxin.rules.state import Clock
from lianxin.rules.time.alarms import DUE
from lianxin.rules.time.explaining import explain
from lianxin.rules.time.limits import ClockPause, parse_limit
from lianxin.rules.walking.goals import question
from lianxin.rules.walking.world import CaseChange, PassedStep, World

GRAVER = frozenset({*HUES, "gravity_set"})
BACK = frozenset({"split_off", "moved"})
"""Facts by which what was set aside goes on."""


def is_kept(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """Each clock is there after a fact as before, with the start it had; a stopped one stays so.

    Only a split or a move back lets one go on that a merger or a move had set aside.
    """
    for before, fact, after in change.folds():
        kept = {(clock.code, clock.about, clock.n): clock for clock in after.clocks}
        for clock in before.clocks:
            now = kept.get((clock.code, clock.about, clock.n))
            if now is clock:
                continue
            if now is None:
                yield f"{clock.code} lost by {fact.name}"
            elif now.start != clock.start:
                yield f"{clock.code} moved by {fact.name}"
            elif clock.stopped_at not in {None, now.stopped_at} and fact.name not in BACK:
                yield f"{clock.code} goes on by {fact.name}"


def begins_once(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """No clock begins anew while it runs, but where its row says that a fact begins it anew."""
    for before, fact, _ in change.folds():
        running = {(clock.code, clock.about) for clock in before.clocks if clock.stopped_at is None}
        ask = question(before, passed.step.at, world.county)
        for started in fact.clocks:
            again = (started.code, started.about) in running
            rule = rule_of(started.code, ask)
            if isinstance(fact, Moved):
                # Of another line of procedures, under the same name; the one before is set aside.
                continue
            period = started.code == REPORT and isinstance(fact, Reassigned)
            if period or (rule is not None and not tokens(fact).isdisjoint(rule.anew)):
                continue
            # What turns graver is owed sooner: such a start never gives time.
            if started.op == "started" and again and fact.name not in GRAVER:
                yield f"{started.code} by {fact.name}"


def late_stays_late(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """What was late stays late, also where its end is told with an earlier day afterwards."""
    for before, fact, after in change.folds():
        now = {(clock.code, clock.about, clock.n): clock for clock in after.clocks}
        for clock in before.clocks:
            was_late = clock.late or (DUE in clock.rung and not clock.window)
            kept = now.get((clock.code, clock.about, clock.n))
            if kept is clock or kept is None or kept == clock or not was_late or kept.late:
                continue
            # Given more time by the law's own way, a clock may be in time again.
            moved = kept.due is not None and clock.due is not None and kept.due > clock.due
            if not moved or kept.stopped_at is not None:
                yield f"{clock.code} by {fact.name}"


def adds_up(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """What is said to explain a clock comes to the very moment that the clock binds to."""
    before = (
        {(clock.code, clock.about, clock.n): clock for clock in change.before.clocks}
        if change.before
        else {}
    )
    ask = question(change.after, passed.step.at, world.county)
    for clock in change.after.clocks:
        was = before.get((clock.code, clock.about, clock.n))
        if clock is was or clock == was or clock.due is None:
            continue
        if clock.limits and _explained(clock, ask) != (clock.due, clock.plain):
            yield clock.code


def _explained(clock: Clock, ask: Ask) -> tuple[object, object] | None:
    if clock.procedure:
        ask = replace(ask, procedure=ask.book.procedures[clock.procedure])
    rule = rule_of(clock.code, ask)
    if rule is None:
        return None
    end = explain(
        [parse_limit(text) for text in clock.limits],
        ends=rule.ends,
        roll=rule.roll,
        start=clock.start,
        pauses=[ClockPause(span.since, span.until) for span in clock.pauses if span.until],
        calendar=ask.book.calendar,
    )
    return end.due, end.plain
