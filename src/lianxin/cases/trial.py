"""Tries a new version of a procedure on past cases: a pure fold, with stages and clocks anew.

What happened is taken as it happened. Told are the commands that the new version would have
refused, and the clocks that would have run late although they did not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import Any
from uuid import UUID

from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import page
from lianxin.ledger import reading
from lianxin.ledger.reading import Entry
from lianxin.people import actors
from lianxin.rules import commands
from lianxin.rules import facts as released
from lianxin.rules.actor import SYSTEM, Actor, HeldPost
from lianxin.rules.ask import Ask, Stamp
from lianxin.rules.book import Book
from lianxin.rules.deciding.allowed import allowed
from lianxin.rules.deciding.clocks import changes, recounted, resumed, rule_of
from lianxin.rules.deciding.settling import settle
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import ClockChange, Fact
from lianxin.rules.facts.tracks import StepTaken
from lianxin.rules.procedures import Procedure
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState, Clock
from lianxin.rules.time.calendar import CHINA

COMMANDS = MappingProxyType({cls.fact: name for name, cls in commands.CLASSES.items()})
"""Commands by the fact that each leaves."""
PAGE = 200
"""Cases that a trial reads at once."""
BY_CLOCK = frozenset({"rung", "restated"})
"""What the loops did under the old clocks; the new ones are counted instead."""
KEPT_STAGE = frozenset({"merged", "split"})
"""Facts whose stage is not a row's but the case's own from before."""


@dataclass(frozen=True, slots=True)
class Late:
    """A clock that would have run late; `until` is when it stopped, or the moment of the trial.

    `body` is the one that led the case last.
    """

    clock: str
    due: datetime
    until: datetime
    stopped: bool = True
    body: str = ""


@dataclass(frozen=True, slots=True)
class Barred:
    """A command that the new version refuses, with the entry it left and the refusal."""

    sequence: int
    command: str
    code: str


@dataclass
class Tried:
    """What came of one case; `left` is the entry at which it could not be followed further."""

    number: str
    late: list[Late] = field(default_factory=list)
    barred: list[Barred] = field(default_factory=list)
    left: int | None = None


@dataclass(frozen=True)
class Trial:
    """A version to be tried, the book, who acted in an entry, and the moment of the trial (UTC)."""

    procedure: Procedure
    book: Book
    actor_of: Callable[[Entry, CaseState], Actor]
    at: datetime

    def case(self, entries: Sequence[Entry]) -> Tried:
        """Return what the version would have changed in a case, from all of its entries."""
        first = released.read(entries[0].fact, entries[0].payload)
        tried = Tried(str(getattr(first, "number", "")))
        state, recorded = self._begun(entries[0], first), evolve(None, first, _stamp(entries[0]))
        for _, acted in groupby(entries[1:], key=lambda entry: entry.command):
            group = list(acted)
            facts = [released.read(entry.fact, entry.payload) for entry in group]
            for entry, fact in zip(group, facts, strict=True):
                recorded = evolve(recorded, fact, _stamp(entry))
            after = self._acted(state, group, facts, tried)
            if after is None:
                tried.left = group[0].sequence
                return tried
            state = after
        tried.late = list(self._late(state, recorded))
        return tried

    def _begun(self, entry: Entry, fact: Fact) -> CaseState:
        stage = self.procedure.stages[0]
        bare = fact.model_copy(
            update={
                "stage": stage.code,
                "phase": stage.phase,
                "version": self.procedure.digest,
                "clocks": (),
            }
        )
        stamp = _stamp(entry)
        ask = self._ask(evolve(None, bare, stamp), bare, entry)
        started = changes(ask, bare)
        return evolve(None, bare.model_copy(update={"clocks": started}), stamp)

    def _ask(self, state: CaseState, command: Any, entry: Entry) -> Ask:
        actor = self.actor_of(entry, state)
        return Ask(
            state=state,
            command=command,
            actor=actor,
            at=entry.at,
            book=self.book,
            procedure=self.procedure,
            standings=standings(state, actor, self.book),
            refs={},
        )

    def _acted(
        self, state: CaseState, group: Sequence[Entry], facts: Sequence[Fact], tried: Tried
    ) -> CaseState | None:
        """The case after one command; None where it left the procedure or cannot be followed."""
        commanded = tuple(fact for fact in facts if not _of_itself(fact))
        # From here on another procedure rules: this version has nothing to say of the rest.
        if any(fact.name == "moved" for fact in commanded):
            return None
        if not commanded:
            return state
        entry, name = group[0], COMMANDS.get(commanded[0].name, "")
        ask = self._ask(state, _command(name, commanded[0]), entry)
        try:
            if entry.fact not in BY_CLOCK:
                ask = replace(ask, action=allowed(ask, name))
            made = tuple(_bare(fact, ask) for fact in commanded)
        except Refused as no:
            tried.barred.append(Barred(entry.sequence, name, no.code))
            return self._regardless(state, commanded, ask, _stamp(entry))
        return _folded(state, settle(ask, made, _stamp(entry)), _stamp(entry))

    def _regardless(
        self, state: CaseState, facts: Sequence[Fact], ask: Ask, stamp: Stamp
    ) -> CaseState | None:
        """Go on as if it had been allowed, at the stage that was really reached, if there is one."""
        stages = self.procedure.stage_index
        if any(fact.stage is not None and fact.stage not in stages for fact in facts):
            return None
        kept = tuple(fact.model_copy(update={"clocks": ()}) for fact in facts)
        return _folded(state, settle(replace(ask, action=None), kept, stamp), stamp)

    def _late(self, state: CaseState, recorded: CaseState) -> Iterator[Late]:
        # Late by the old version too is no news of the new one.
        before = {(clock.code, clock.n) for clock in recorded.clocks if self._is_late(clock)}
        for clock in state.clocks:
            rule = self.procedure.clock_index.get(clock.code)
            owed = rule is None or not rule.window
            if owed and self._is_late(clock) and (clock.code, clock.n) not in before:
                assert clock.due is not None
                lead = state.last_lead
                yield Late(
                    clock.code,
                    clock.due,
                    clock.stopped_at or self.at,
                    stopped=clock.stopped_at is not None,
                    body=lead.body if lead else "",
                )

    def _is_late(self, clock: Clock) -> bool:
        if clock.whose == "petitioner":
            return False
        running_out = clock.running and clock.due is not None and clock.due < self.at
        return clock.late or running_out


def _of_itself(fact: Fact) -> bool:
    """Whether no one did it: the new version's own rows decide it anew."""
    by_row = getattr(fact, "by_fact", "") or getattr(fact, "by_rule", "")
    return fact.name in BY_CLOCK or bool(by_row)


def _stamp(entry: Entry) -> Stamp:
    return Stamp(str(entry.stream), entry.at, entry.person, entry.post, entry.body)


def _folded(state: CaseState, facts: Sequence[Fact], stamp: Stamp) -> CaseState:
    for fact in facts:
        state = evolve(state, fact, stamp)
    return state


def _command(name: str, fact: Fact) -> Any:
    """The command as far as its fact still tells it, for conditions that ask what was said."""
    cls = commands.CLASSES.get(name)
    if cls is None:
        return None
    fields = {key: getattr(fact, key) for key in cls.model_fields if hasattr(fact, key)}
    return cls.model_construct(**{**fields, "command": name})


def _bare(fact: Fact, ask: Ask) -> Fact:
    """A fact without its old results, but with what a command says of a clock counted anew."""
    update: dict[str, Any] = {"clocks": _own_clocks(fact, ask)}
    if not isinstance(fact, StepTaken):
        update |= {"track": None, "step": None}
    if fact.name not in KEPT_STAGE or fact.stage not in ask.procedure.stage_index:
        update |= {"stage": None, "phase": None}
    return fact.model_copy(update=update)


def _own_clocks(fact: Fact, ask: Ask) -> tuple[ClockChange, ...]:
    code = str(getattr(fact, "clock", ""))
    about = str(getattr(fact, "about", ""))
    clock, rule = ask.state.clock(code, about), rule_of(code, ask) if code else None
    if fact.name not in {"extended", "paused", "resumed"}:
        return ()
    if clock is None or rule is None or clock.stopped_at is not None:
        raise Refused("no_such", name=code, kind="clock")
    if fact.name == "paused":
        return (ClockChange(code=code, about=about, op="paused"),)
    if fact.name == "resumed":
        return (resumed(clock, rule, ask),)
    extend, days = rule.extend, int(getattr(fact, "days", 0))
    if extend is None or clock.extensions >= extend.times:
        raise Refused("second_extension")
    if days > extend.limit.amount:
        raise Refused("extension_too_long")
    more = f"{days} {extend.limit.unit}"
    return (recounted("extended", clock, rule, ask, limits=(*clock.limits, more)),)


def tried(
    procedure: Procedure, *, book: Book, at: datetime, most: int, wanted: Filters
) -> Iterator[Tried]:
    """Yield what a version would have changed in each case that began with the procedure.

    At most so many of the newest cases are looked at; `at` (UTC) is the moment of the trial.
    """
    trial = Trial(procedure, book, _actors(), at)
    for entries in _cases(procedure.code, most, wanted, at=at):
        yield trial.case(entries)


def _cases(code: str, most: int, wanted: Filters, *, at: datetime) -> Iterator[list[Entry]]:
    """The entries of each case that began with a procedure, newest case first."""
    count, cursor = 0, None
    while count < most:
        cases_page = page(SYSTEM, wanted, at=at, cursor=cursor, limit=PAGE)
        ids: list[UUID] = [line.id for line in cases_page.rows][: most - count]
        count += len(ids)
        for entries in reading.entries_of(ids).values():
            first = released.read(entries[0].fact, entries[0].payload)
            if getattr(first, "procedure", "") == code:
                yield entries
        cursor = cases_page.next_cursor
        if cursor is None:
            return


def _actors() -> Callable[[Entry, CaseState], Actor]:
    """Who acted in an entry, with all the posts held that day: another may be asked for now."""
    posts_on = lru_cache(maxsize=10_000)(lambda person, on: actors.posts_held(person, on=on))

    def actor_of(entry: Entry, state: CaseState) -> Actor:
        if entry.person == SYSTEM.person:
            return SYSTEM
        if not entry.post:
            case = state.number if not entry.person else ""
            return Actor(entry.person, kind="petitioner", case=case)
        posts: tuple[HeldPost, ...] = posts_on(entry.person, entry.at.astimezone(CHINA).date())
        return Actor(entry.person, posts=posts)

    return actor_of
