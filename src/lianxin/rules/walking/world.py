"""Cases carried by rules and folds alone: what the door does, without a database around it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import BaseModel

from lianxin.rules.actor import SYSTEM, Actor, HeldPost
from lianxin.rules.ask import Peer, Stamp
from lianxin.rules.book import Book
from lianxin.rules.commands import Command
from lianxin.rules.commands.guarding import Unlink
from lianxin.rules.commands.intake import Accept, Register
from lianxin.rules.commands.papers import Ring
from lianxin.rules.commands.texts import texts
from lianxin.rules.commands.ties import Link, MarkRepeat, Merge, Split
from lianxin.rules.decide import ask_of, decide
from lianxin.rules.deciding.registering import Fresh, register, registering_post
from lianxin.rules.deciding.timing import due_alarm
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import Fact
from lianxin.rules.refs import Ref
from lianxin.rules.shutting_out import named_in, persons_with_a_part
from lianxin.rules.state import CaseState
from lianxin.rules.walking.county import PeopledCounty

REF = Ref(f"{UUID(int=1)}#{'0' * 64}")
"""Every text of a walk: what it says is nothing to the rules."""


class WalkStep(NamedTuple):
    """What somebody asked of a case, and when; `case` is its letter in the story."""

    at: datetime
    case: str
    actor: Actor
    command: Command | Register

    @property
    def registers(self) -> bool:
        """Whether it puts a matter on record."""
        return isinstance(self.command, Register)


class CaseChange(NamedTuple):
    """What a step left in one case: the state before (None for a new one), the facts, the state after.

    `states` are the case after each fact.
    """

    case: str
    before: CaseState | None
    facts: tuple[Fact, ...]
    stamp: Stamp
    states: tuple[CaseState, ...]

    @property
    def after(self) -> CaseState:
        """The case after the last fact."""
        return self.states[-1]

    def folds(self) -> Iterator[tuple[CaseState, Fact, CaseState]]:
        """Yield each fact with the case before and after it, but for the first fact of a case."""
        before = self.before
        for fact, after in zip(self.facts, self.states, strict=True):
            if before is not None:
                yield before, fact, after
            before = after


class PassedStep(NamedTuple):
    """A step that was allowed, with what it left: in its own case first, then in others."""

    step: WalkStep
    changes: tuple[CaseChange, ...]


@dataclass(slots=True)
class WalkedCase:
    """A case of the walk: its state, how it was when put on record, its facts with their stamps."""

    state: CaseState
    first: CaseState
    facts: list[tuple[Fact, Stamp]] = field(default_factory=list)


@dataclass
class World:
    """The cases of one walk, in one county, with one clock that goes forward."""

    county: PeopledCounty
    at: datetime
    cases: dict[str, WalkedCase] = field(default_factory=dict)
    passed: list[PassedStep] = field(default_factory=list)

    @property
    def book(self) -> Book:
        """The county's book."""
        return self.county.book

    def give(self, step: WalkStep) -> PassedStep:
        """Take a step; raises Refused where the rules do, and nothing is then changed."""
        return self.take(self.asked(step))

    def asked(self, step: WalkStep) -> PassedStep:
        """Return what a step would leave; raises Refused where the rules do."""
        assert step.at >= self.at, "time goes forward"
        if isinstance(step.command, Register):
            return self._registered(step, step.command)
        return self._decided(step, step.command)

    def take(self, passed: PassedStep) -> PassedStep:
        """Take in what a step left."""
        self.at = passed.step.at
        self.passed.append(passed)
        for change in passed.changes:
            told = self.cases.setdefault(change.case, WalkedCase(change.after, change.after))
            told.state = change.after
            told.facts += ((fact, change.stamp) for fact in change.facts)
        return passed

    def next_letter(self) -> str:
        """Return the letter of the next case: a, b, …"""
        return chr(ord(max(self.cases, default="`")) + 1)

    def letter(self, number: str) -> str:
        """Return the letter of a case by its number."""
        return next(name for name, told in self.cases.items() if told.state.number == number)

    def alarms(self, until: datetime) -> WalkStep | None:
        """Return the first alarm that the loops would ring by then; None where nothing is due."""
        due = [
            WalkStep(
                max(alarm.moment, self.at),
                letter,
                SYSTEM,
                _ring(clock.code, clock.about, alarm.label),
            )
            for letter, told in self.cases.items()
            for ask in (ask_of(told.state, None, actor=SYSTEM, at=until, book=self.book),)
            for clock in told.state.clocks
            if clock.ring is not None and clock.stopped_at is None and clock.ring <= until
            for alarm in (due_alarm(clock, ask, at=until),)
            if alarm is not None
        ]
        return min(due, key=lambda step: (step.at, step.case), default=None)

    def _registered(self, step: WalkStep, command: Register) -> PassedStep:
        # Named by its letter and not by its turn: it keeps its number when another is left out.
        letter = step.case
        place = ord(letter) - ord("a") + 1
        post = registering_post(command, step.actor, self.book)
        stamp = _stamp(str(UUID(int=place)), step, post)
        begun = register(
            command,
            actor=step.actor,
            at=step.at,
            book=self.book,
            refs=refs_of(command),
            fresh=Fresh(
                stamp.stream,
                f"WALK-260302-{place:06d}",
                (_party(command, "p"),) if command.petitioner and not command.anonymous else (),
                tuple(_party(command, f"r{n}") for n in range(len(command.representatives))),
                self._people(command, None),
            ),
            stamp=stamp,
        )
        change = CaseChange(letter, None, (begun.fact,), stamp, (begun.state,))
        return PassedStep(step, (change,))

    def _decided(self, step: WalkStep, command: Command) -> PassedStep:
        state = self.cases[step.case].state
        decision = decide(
            state,
            command,
            actor=step.actor,
            at=step.at,
            book=self.book,
            refs=refs_of(command),
            peers=self._peers(step.case, command),
            people=self._people(command, state),
        )
        changes = [_changed(step.case, state, decision.facts, decision.stamp)]
        for number, facts in decision.others.items():
            letter = self.letter(number)
            near = self.cases[letter].state
            changes.append(_changed(letter, near, facts, decision.stamp._replace(stream=near.id)))
        return PassedStep(step, tuple(changes))

    def _peers(self, letter: str, command: Command) -> dict[str, Peer]:
        state = self.cases[letter].state
        return {
            told.state.number: Peer.of(told.state)
            for name, told in self.cases.items()
            if name != letter and _near(state, told.state, command)
        }

    def _people(
        self, command: Command | Register, state: CaseState | None
    ) -> dict[str, frozenset[str]]:
        """The bodies of whom a command names, and of whom the case must keep apart."""
        persons = {named.code for named in named_in(command)}
        if state is not None:
            persons |= {*state.guard.respondent_persons, *persons_with_a_part(state)}
        county = self.county
        return {who: county.bodies_of(who) for who in persons if who in county.by_person}


def _near(state: CaseState, other: CaseState, command: Command) -> bool:
    """Whether the door would show this other case to the rules for such a command."""
    if isinstance(command, Link | Unlink | MarkRepeat | Merge | Split):
        return True
    if not isinstance(command, Accept):
        return False
    linked = any(link.to == other.number for link in state.ties.links)
    return linked or not set(state.people.petitioners).isdisjoint(other.people.petitioners)


def _ring(clock: str, about: str, label: str) -> Ring:
    return Ring(clock=clock, about=about or None, moment=label)


def _party(command: Register, what: str) -> str:
    """Who raises it: one name is one person, so that two matters may be of the same people."""
    name = command.petitioner.name if command.petitioner else ""
    return f"{what}-{name}"


def _stamp(stream: str, step: WalkStep, post: HeldPost | None) -> Stamp:
    return Stamp(
        stream, step.at, step.actor.person, post.post if post else "", post.body if post else ""
    )


def _changed(letter: str, before: CaseState, facts: tuple[Fact, ...], stamp: Stamp) -> CaseChange:
    states, state = [], before
    for fact in facts:
        state = evolve(state, fact, stamp)
        states.append(state)
    return CaseChange(letter, before, facts, stamp, tuple(states))


def refs_of(command: BaseModel) -> Mapping[str, Ref]:
    """Return a reference for each text of a command."""
    return {text.path: REF for text in texts(command)}
