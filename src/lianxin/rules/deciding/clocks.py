"""Which clocks a fact starts, stops, pauses and resumes, and what they come to.

A clock depends on facts alone: touching a case never resets one, and none depends on somebody
being assigned. A start leaves a running clock as it is, unless its row says that it begins anew;
then the one before ends as late as it was. Everything found here is carried by the fact, so nothing
is counted twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from lianxin.rules.ask import Ask
from lianxin.rules.conditions.registry import all_met
from lianxin.rules.deciding.clock_subjects import ASKED, TASKED, Subject, Subjects, subjects
from lianxin.rules.deciding.limits import limit_for, written
from lianxin.rules.deciding.periods import ENDS_REPORT, REPORT, asked_for, asked_rule
from lianxin.rules.facts.papers import TOLD, Delivered
from lianxin.rules.facts.shapes import PARTIAL, ClockChange, Fact, Op
from lianxin.rules.phases import CLOCKLESS, OVER, is_final
from lianxin.rules.procedures import ClockRule, Limit
from lianxin.rules.state import TASK, CaseState, Clock
from lianxin.rules.time.alarms import DUE, Alarm, after, alarms
from lianxin.rules.time.limits import ClockPause, Due, due_of, parse_limit

RAISED = "raised"
PETITIONER = "petitioner"
HUES = {"risk_set": "risk", "progress_set": "progress"}
"""Facts that colour a matter, and what of the case they set."""


def tokens(fact: Fact) -> frozenset[str]:
    """Return the names under which a procedure may speak of a fact; a partial one has one alone."""
    # A partial result is no result yet: under its bare name it would stop clocks too early.
    if fact.qualifier == PARTIAL:
        return frozenset({f"{fact.name}:{PARTIAL}"})
    names = {fact.name}
    if fact.qualifier:
        names.add(f"{fact.name}:{fact.qualifier}")
    names |= {f"{fact.name}:{more}" for more in fact.also}
    if isinstance(fact, Delivered) and fact.tells:
        # Whatever a county calls the paper: what was decided is told.
        names.add(f"{TOLD}:{fact.tells}")
    if fact.name == "registered":
        # A clock that starts with `raised` counts from the day of raising, not of typing in.
        names.add(RAISED)
    for change in fact.tasks:
        if change.op == "given":
            names |= {TASKED, f"{TASKED}:{change.source}"}
    return frozenset(names)


def changes(ask: Ask, fact: Fact) -> tuple[ClockChange, ...]:
    """Return what a fact does to the clocks; `ask.state` is the case before it, its stage after it."""
    names = tokens(fact)
    moment = _moment(ask, fact)
    touched = (*ask.procedure.clocks_touched(names), *asked_for(fact))
    changes_made: list[ClockChange] = []
    for rule in touched:
        if rule.each is None:
            changes_made.extend(_of_rule(rule, names, moment, ask, fact))
    changes_made.extend(_of_each(touched, names, moment, ask, fact))
    changes_made.extend(
        _tightened(ask, fact, {(change.code, change.about) for change in changes_made})
    )
    if is_final(fact.phase):
        done = {(change.code, change.about) for change in changes_made}
        changes_made.extend(
            stopped(clock, ask.at)
            for clock in running(ask.state)
            if (clock.code, clock.about) not in done and not _outlives(clock, fact.phase)
        )
    elif not names.isdisjoint(ENDS_REPORT):
        changes_made.extend(_asked_stops(ask, changes_made))
    changes_made.extend(_of_aside(names, moment, ask, fact))
    return tuple(changes_made)


def _of_aside(
    names: frozenset[str], moment: datetime, ask: Ask, fact: Fact
) -> Iterator[ClockChange]:
    """What a clock waited for that a move had set aside: it does not come back any more."""
    for clock in ask.state.clocks:
        version = ask.book.procedures.get(clock.procedure) if clock.aside == "moved" else None
        rule = version.clock_index.get(clock.code) if version else None
        if rule is not None and not names.isdisjoint(rule.stop):
            ended = stopped(clock, _ending(clock, fact, moment, ask))
            yield ended.model_copy(update={"n": clock.n})


def _graver(fact: Fact) -> dict[str, dict[str, object]] | None:
    """What a fact changes of how grave the matter is; None for any other fact."""
    if fact.name in HUES:
        return {HUES[fact.name]: {"colour": fact.qualifier}}
    if fact.name == "gravity_set":
        return {"matter": {"urgent": fact.qualifier != "ordinary"}}
    return None


def _tightened(ask: Ask, fact: Fact, done: set[tuple[str, str]]) -> Iterator[ClockChange]:
    """A matter that turns graver is owed sooner: its clocks begin again where that ends earlier.

    They count from the change, since nobody could have known before. A lighter colour gives no
    time back, a limit of the law and a moment that somebody set stay, and so does what stands still.
    """
    graver = _graver(fact)
    if graver is None:
        return
    after = replace(ask, state=ask.state.with_changes(graver))
    for clock in running(ask.state):
        rule = rule_of(clock.code, ask)
        if rule is None or rule.wall or rule.as_set or (clock.code, clock.about) in done:
            continue
        limit = limit_for(rule, after)
        if limit is None or clock.due is None or limit == limit_for(rule, ask):
            continue
        due = _due(rule, (limit,), ask.at, (), ask)
        if due.due < clock.due:
            yield stopped(clock, ask.at)
            yield _counted("started", rule, (written(limit),), ask.at, due, ask, clock.about)


def _outlives(clock: Clock, phase: str) -> bool:
    """Whether a clock goes on when nobody owes the matter anything any more.

    A task that ends with the matter was released by then; the others still want their report.
    After a refusal or a way elsewhere the petitioner is still to be told in writing (条例23).
    """
    if clock.whose == PETITIONER or clock.about.startswith(TASK):
        return True
    return clock.wall and phase not in CLOCKLESS


def _of_each(
    touched: Sequence[ClockRule],
    names: frozenset[str],
    moment: datetime,
    ask: Ask,
    fact: Fact,
) -> Iterator[ClockChange]:
    """What becomes of the clocks of which there is one each; a subject's end ends its own."""
    clocks_each = [clock for clock in running(ask.state) if clock.about]
    starts = [rule for rule in touched if rule.each and not names.isdisjoint(rule.start)]
    # Most facts concern no such clock; folding them to find that out costs the most here.
    if not clocks_each and not starts:
        return
    subjects_now = subjects(ask, fact, names)
    for clock in clocks_each:
        rule = rule_of(clock.code, ask)
        own = subjects_now.names.get(clock.about, subjects_now.others)
        if clock.about in subjects_now.ended or (rule and not own.isdisjoint(rule.stop)):
            yield stopped(clock, _ending(clock, fact, moment, ask))
        elif rule and not own.isdisjoint(rule.pause) and not clock.paused:
            yield ClockChange(code=rule.code, about=clock.about, op="paused")
        elif rule and not own.isdisjoint(rule.resume) and clock.paused:
            yield resumed(clock, rule, ask)
    for rule in starts:
        yield from _begun(rule, subjects_now, ask, fact)


def _begun(rule: ClockRule, subjects_now: Subjects, ask: Ask, fact: Fact) -> Iterator[ClockChange]:
    for subject in subjects_now.begun:
        if subject.each == rule.each and not subject.names.isdisjoint(rule.start):
            begun = start(rule, ask, fact, ask.at, subject=subject)
            if begun is not None:
                yield begun


def running(state: CaseState) -> Iterator[Clock]:
    """Yield the clocks that count or stand paused."""
    return (clock for clock in state.clocks if clock.stopped_at is None)


def _moment(ask: Ask, fact: Fact) -> datetime:
    # Remedies run from the day the paper was received, not from the day it was typed in (35).
    # The thirty days of the court run from the day the agreement took effect (人民调解法33).
    if ask.received_at is not None:
        # A letter was in time, and is owed an answer, from the day it came and not from its typing.
        return ask.received_at
    moment = getattr(fact, "delivered_at", None) or getattr(fact, "effective_at", None)
    return moment if isinstance(moment, datetime) else ask.at


def _of_rule(
    rule: ClockRule, names: frozenset[str], moment: datetime, ask: Ask, fact: Fact
) -> Iterator[ClockChange]:
    clock = ask.state.clock(rule.code)
    if clock is not None and clock.stopped_at is None:
        if names.isdisjoint(rule.stop):
            yield from _of_running(clock, rule, names, moment, ask, fact)
            return
        yield stopped(clock, _ending(clock, fact, moment, ask))
    if not names.isdisjoint(rule.start):
        begun = start(rule, ask, fact, _since(rule, names, moment, ask))
        if begun is not None:
            yield begun


def _ending(clock: Clock, fact: Fact, moment: datetime, ask: Ask) -> datetime:
    """The moment at which what a clock waited for was done."""
    if ask.received_at is not None and clock.whose != PETITIONER:
        # A letter is in time by the day it came; what the house owed it did not do by lying on it.
        return ask.at
    # By a public notice the body did its part when it was posted.
    return getattr(fact, "posted_at", None) or moment


def _of_running(
    clock: Clock,
    rule: ClockRule,
    names: frozenset[str],
    moment: datetime,
    ask: Ask,
    fact: Fact,
) -> Iterator[ClockChange]:
    """What a fact does to a clock that goes on; a start does nothing but where the row says so."""
    if not names.isdisjoint(rule.anew):
        begun = start(rule, ask, fact, _since(rule, names, moment, ask))
        if begun is not None:
            # The moment of the record: what was late by then stays late.
            yield stopped(clock, ask.at)
            yield begun
    elif not names.isdisjoint(rule.pause) and not clock.paused:
        yield ClockChange(code=rule.code, op="paused")
    elif not names.isdisjoint(rule.resume) and clock.paused:
        yield resumed(clock, rule, ask)


def _since(rule: ClockRule, names: frozenset[str], moment: datetime, ask: Ask) -> datetime:
    raised = RAISED in names and RAISED in rule.start
    return ask.state.matter.raised_at if raised else moment


def start(
    rule: ClockRule, ask: Ask, fact: Fact, moment: datetime, *, subject: Subject | None = None
) -> ClockChange | None:
    """Return the start of a clock, or nothing where its conditions or its table do not apply."""
    about = subject.about if subject else ""
    if not about and _is_over(ask, fact) and not rule.wall and rule.whose != PETITIONER:
        return None
    if rule.as_set and subject is not None and subject.due is not None:
        # The conditions of the row hold for a date that somebody set, too.
        if not all_met(rule.when, ask):
            return None
        return _counted("started", rule, (), moment, _set(rule, subject.due, ask), ask, about)
    limit = limit_for(rule, ask)
    if limit is None or not all_met(rule.when, ask):
        return None
    due = _due(rule, (limit,), moment, (), ask)
    return _counted("started", rule, (written(limit),), moment, due, ask, about)


def _is_over(ask: Ask, fact: Fact) -> bool:
    """Whether the matter was over before the fact and stays so: then nobody is pressed anew.

    After closing a resident may still contest it, and be owed a ruling.
    """
    return fact.phase is None and ask.state.phase in OVER


def _set(rule: ClockRule, moment: datetime, ask: Ask) -> Due:
    """A moment that somebody set binds as it is, or to the end of its day; it never rolls."""
    none = Limit(amount=0, unit="days" if rule.ends == "day" else "minutes")
    return due_of((none,), ends=rule.ends, roll="none", start=moment, calendar=ask.book.calendar)


def _due(
    rule: ClockRule,
    limits: Sequence[Limit],
    since: datetime,
    pauses: Sequence[ClockPause],
    ask: Ask,
) -> Due:
    return due_of(
        limits,
        ends=rule.ends,
        roll=rule.roll,
        start=since,
        pauses=pauses,
        calendar=ask.book.calendar,
    )


def _counted(
    op: Op,
    rule: ClockRule,
    limits: tuple[str, ...],
    since: datetime,
    due: Due,
    ask: Ask,
    about: str = "",
) -> ClockChange:
    ring = alarms(
        rule.code,
        start=since,
        due=due.due,
        plain=due.plain,
        procedure=ask.procedure,
        calendar=ask.book.calendar,
    )
    return ClockChange(
        code=rule.code,
        op=op,
        about=about,
        limits=limits,
        start=since,
        due=due.due,
        plain=due.plain,
        ring=ring[0].moment,
        provisional=due.provisional,
        calendar=ask.book.calendar.version,
        whose=rule.whose,
        wall=rule.wall,
        window=rule.window,
    )


def stopped(clock: Clock, moment: datetime) -> ClockChange:
    """Return the end of a clock at the moment of what it waited for."""
    # A paused one has no due moment: what it had missed before stays missed.
    # An extension of which the petitioner was not told does not count (article 34).
    due = clock.untold_due or clock.due
    late = clock.late if clock.due is None or due is None else not clock.window and moment > due
    return ClockChange(code=clock.code, about=clock.about, op="stopped", due=clock.due, late=late)


def resumed(clock: Clock, rule: ClockRule, ask: Ask) -> ClockChange:
    """Return the resumption of a paused clock, counted again without the time it stood still."""
    return recounted("resumed", clock, rule, ask, limits=clock.limits)


def recounted(
    op: Op, clock: Clock, rule: ClockRule, ask: Ask, *, limits: tuple[str, ...]
) -> ClockChange:
    """Return a clock counted again: with other limits, after a pause, or under a later calendar."""
    pauses = [ClockPause(span.since, span.until or ask.at) for span in clock.pauses]
    due = _due(rule, [parse_limit(text) for text in limits], clock.start, pauses, ask)
    change = _counted(op, rule, limits, clock.start, due, ask, clock.about)
    alarms = alarms_of(change, ask)
    # An alarm whose moment was put off is still to come, whether it rang before or not.
    rung = tuple(
        alarm.label for alarm in alarms if alarm.label in clock.rung and alarm.moment <= ask.at
    )
    ring = next((alarm.moment for alarm in alarms if alarm.label not in rung), None)
    return change.model_copy(update={"rung": rung, "ring": ring})


def restored(clock: Clock, ask: Ask) -> ClockChange:
    """Return a stopped clock as going on: same start, same due moment, same alarms still to ring."""
    alarms = alarms_of(clock, ask)
    return ClockChange(
        code=clock.code,
        about=clock.about,
        op="restored",
        due=clock.due,
        ring=next((alarm.moment for alarm in alarms if alarm.label not in clock.rung), None),
        # What was stopped after its due moment was late, whether or not that had been told by then.
        late=(clock.late or DUE in clock.rung) and not clock.window,
        n=clock.n,
    )


def alarms_of(clock: Clock | ClockChange, ask: Ask) -> tuple[Alarm, ...]:
    """Return the alarms of a clock in order of time; a paused one has none."""
    if clock.due is None or clock.plain is None or clock.start is None:
        return ()
    return alarms(
        clock.code,
        start=clock.start,
        due=clock.due,
        plain=clock.plain,
        procedure=ask.procedure,
        calendar=ask.book.calendar,
    )


def next_ring(clock: Clock, label: str, ask: Ask) -> datetime | None:
    """Return when the loops must look at a clock again after one of its moments was rung."""
    to_come = after(alarms_of(clock, ask), label)
    return next((alarm.moment for alarm in to_come if alarm.label not in clock.rung), None)


def rule_of(code: str, ask: Ask) -> ClockRule | None:
    """Return the rule of a clock, be it of the procedure or one that a dispatch asked for."""
    rule = ask.procedure.clock_index.get(code)
    return asked_rule(code) if rule is None and code in ASKED else rule


def _asked_stops(ask: Ask, done: list[ClockChange]) -> Iterator[ClockChange]:
    started = {change.code for change in done}
    for clock in running(ask.state):
        if clock.code == REPORT and clock.code not in started:
            yield stopped(clock, ask.at)
