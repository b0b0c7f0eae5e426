"""Decisions about clocks: extension, pause, alarms and counting again."""

from datetime import datetime
from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.cards import card_of
from lianxin.rules.commands import papers as commands
from lianxin.rules.conditions.registry import all_met
from lianxin.rules.deciding.clocks import (
    alarms_of,
    next_ring,
    recounted,
    resumed,
    rule_of,
    running,
)
from lianxin.rules.deciding.limits import written
from lianxin.rules.deciding.papers_needed import answers_owed, needed
from lianxin.rules.facts import Fact
from lianxin.rules.facts import papers as facts
from lianxin.rules.facts.dispatch import Supervised
from lianxin.rules.facts.papers import TOLD
from lianxin.rules.facts.shapes import ClockChange
from lianxin.rules.procedures import ClockRule, ExtensionRule, Limit
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Clock
from lianxin.rules.time.alarms import ACTS, DUE, Alarm

Timing = commands.Extend | commands.Pause | commands.Resume | commands.Ring | commands.Restate
BY_HAND = "paused"


def decide(command: Timing, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a command about clocks."""
    match command:
        case commands.Extend():
            return (_extended(command, ask),)
        case commands.Pause():
            return (_paused(command, ask),)
        case commands.Resume():
            return (_resumed(command, ask),)
        case commands.Ring():
            return _rung(command, ask)
        case commands.Restate():
            return _restated(ask)
        case _:
            assert_never(command)


def _extended(command: commands.Extend, ask: Ask) -> Fact:
    clock, rule, extend = _extendable(command, ask)
    # Told before the rest, with its article: no approval helps where the law gives it once.
    if clock.extensions >= extend.times:
        raise Refused("second_extension", times=extend.times, article=rule.source)
    if command.days > extend.limit.amount:
        raise Refused("extension_too_long", limit=written(extend.limit), article=rule.source)
    # What has run out cannot be lengthened after the fact.
    if clock.due is None or ask.at > clock.due:
        raise Refused("not_now", stage=ask.state.stage, clock=clock.code)
    _refuse_unapproved(command, extend, ask)
    more = written(Limit(amount=command.days, unit=extend.limit.unit))
    change = recounted("extended", clock, rule, ask, limits=(*clock.limits, more))
    if _is_told(clock.code, ask):
        # Until its reason was told, an answer is judged by the day that stood before.
        change = change.model_copy(update={"untold_due": clock.untold_due or clock.due})
    return facts.Extended(
        clock=clock.code,
        about=clock.about,
        days=command.days,
        reason=ask.ref("reason"),
        approver=command.approver,
        clocks=(change,),
    )


def _is_told(clock: str, ask: Ask) -> bool:
    """Whether a paper of the procedure tells that this clock was extended (article 34)."""
    tokens = {token for row in ask.procedure.papers for token in row.tells}
    return not tokens.isdisjoint({"extended", f"extended:{clock}"})


def _extendable(command: commands.Extend, ask: Ask) -> tuple[Clock, ClockRule, ExtensionRule]:
    for clock in running(ask.state):
        rule = rule_of(clock.code, ask)
        named = command.clock in {None, clock.code} and command.about in {None, clock.about}
        if named and rule is not None and rule.extend is not None:
            return clock, rule, rule.extend
    raise Refused("not_now", stage=ask.state.stage, clock=command.clock)


def _refuse_unapproved(command: commands.Extend, extend: ExtensionRule, ask: Ask) -> None:
    posts = {post.post for post in ask.actor.posts}
    himself = command.approver == ask.actor.person or command.approver in posts
    approved = himself and extend.by in ask.standings
    if extend.needs is not None:
        paper = needed(ask, extend.needs)
        approved = approved or command.approver in {*paper.signed_by, *paper.signers}
    if not approved:
        raise Refused("not_signed", document=extend.needs or command.approver)


def _standing_still(command: commands.Pause | commands.Resume, ask: Ask) -> tuple[Clock, ClockRule]:
    code = command.clock
    clock = ask.state.clock(code, command.about)
    rule = rule_of(code, ask)
    if clock is None or rule is None or clock.stopped_at is not None:
        raise Refused("no_such", name=code, kind="clock", field="clock")
    # A statutory clock stands still only where the law says so, which its row names.
    if BY_HAND not in rule.pause:
        raise Refused("not_now", stage=ask.state.stage, clock=code, article=rule.source)
    return clock, rule


def _paused(command: commands.Pause, ask: Ask) -> Fact:
    clock, _ = _standing_still(command, ask)
    if clock.paused:
        raise Refused("not_now", stage=ask.state.stage, clock=clock.code)
    return facts.Paused(
        clock=clock.code,
        about=clock.about,
        reason=ask.ref("reason"),
        clocks=(ClockChange(code=clock.code, about=clock.about, op="paused"),),
    )


def _resumed(command: commands.Resume, ask: Ask) -> Fact:
    clock, rule = _standing_still(command, ask)
    if not clock.paused:
        raise Refused("not_now", stage=ask.state.stage, clock=clock.code)
    return facts.Resumed(clock=clock.code, about=clock.about, clocks=(resumed(clock, rule, ask),))


def _rung(command: commands.Ring, ask: Ask) -> tuple[Fact, ...]:
    clock = ask.state.clock(command.clock, command.about)
    alarm = _alarm(clock, command.moment, ask)
    if clock is None or alarm is None:
        raise Refused("not_now", stage=ask.state.stage, clock=command.clock)
    rows = tuple(row for row in alarm.rows if all_met(row.when, ask))
    body = _owing(clock, ask)
    # Whoever led before and owes its paper still is told of it, and not the lead of now.
    before = bool(body) and not clock.about
    tell = tuple(
        dict.fromkeys(
            "handled" if before and who == "lead" else who for row in rows for who in row.tell
        )
    )
    acts = tuple(row for row in rows if row.do in ACTS)
    ring = facts.Rung(
        clock=clock.code,
        about=clock.about,
        moment=alarm.label,
        # A window that ends makes nobody late (decision 0009).
        overdue=alarm.label == DUE and not clock.window,
        next_ring=next_ring(clock, alarm.label, ask),
        tell=tell,
        supervised=bool(acts),
    )
    lead = ask.state.lead
    if not acts or (lead is None and not body):
        return (ring,)
    pressed = Supervised(
        lead=lead.body if lead else None,
        body=body,
        trigger=acts[0].trigger or f"late-{clock.code}",
        card=card_of(acts[0].card or "red", ask.state),
    )
    return (ring, pressed)


def _owing(clock: Clock, ask: Ask) -> str:
    """The body that owes what a clock is about, where it is not the lead.

    That is the body of a task or a leg of its own, or the one whose paper the clock waits for.
    """
    if not clock.about:
        return _owing_paper(clock, ask)
    tasks = {task.subject: task.body for task in ask.state.tasks}
    legs = {leg.subject: leg.body for leg in ask.state.legs}
    return {**tasks, **legs}.get(clock.about, "")


def _owing_paper(clock: Clock, ask: Ask) -> str:
    """Whoever reviewed and sent the matter back owes its answer still, and not the lead."""
    rule, lead = rule_of(clock.code, ask), ask.state.lead
    if rule is None or lead is None:
        return ""
    owed = (paper.body for paper in answers_owed(ask.state) if f"{TOLD}:{paper.tells}" in rule.stop)
    return next((body for body in owed if body != lead.body), "")


def _alarm(clock: Clock | None, label: str, ask: Ask) -> Alarm | None:
    if clock is None or not clock.running or clock.due is None or clock.plain is None:
        return None
    # Two loops may come with one alarm; the later finds it rung and changes nothing.
    if label in clock.rung:
        return None
    alarms = alarms_of(clock, ask)
    return next(
        (alarm for alarm in alarms if alarm.label == label and alarm.moment <= ask.at), None
    )


def due_alarm(clock: Clock, ask: Ask, *, at: datetime) -> Alarm | None:
    """Return the first alarm of a clock that is reached and was not rung."""
    if not clock.running or clock.ring is None:
        return None
    alarms = alarms_of(clock, ask)
    return next(
        (alarm for alarm in alarms if alarm.moment <= at and alarm.label not in clock.rung), None
    )


def _restated(ask: Ask) -> tuple[Fact, ...]:
    version = ask.book.calendar.version
    changes = []
    for clock in running(ask.state):
        rule = rule_of(clock.code, ask)
        if clock.provisional and not clock.paused and rule and clock.calendar != version:
            changes.append(recounted("restated", clock, rule, ask, limits=clock.limits))
    if not changes:
        raise Refused("not_now", stage=ask.state.stage)
    return (facts.Restated(calendar=version, clocks=tuple(changes)),)
