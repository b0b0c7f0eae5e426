"""The door: the one way in which a case changes. Pages, API, imports, timers: all come here.

lock the row → rules decide → rules fold → one statement writes everything → commit.
"""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import IntegrityError

from lianxin.cases import book as books
from lianxin.cases.door import locking, statements
from lianxin.cases.door.deposit import deposit
from lianxin.cases.door.locking import Locked, lock, lock_many, peers_of, seen_state
from lianxin.cases.door.named_persons import bodies_of, holders_of
from lianxin.cases.door.outbox import readers
from lianxin.cases.door.transaction import Passage, passage
from lianxin.cases.door.writing import Writing, written
from lianxin.cases.rows import case_row, legs, parties
from lianxin.database.pipeline import octets, text
from lianxin.files.ids import time_ordered
from lianxin.ledger.case_stream import Origin, OutboxLine, chain
from lianxin.rules import facts as released
from lianxin.rules.actor import Actor
from lianxin.rules.ask import Stamp
from lianxin.rules.book import Book
from lianxin.rules.commands import Command
from lianxin.rules.commands.intake import Register
from lianxin.rules.decide import decide
from lianxin.rules.deciding.registering import Fresh, registering_post
from lianxin.rules.deciding.registering import register as decide_register
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import Fact
from lianxin.rules.numbers import case_number
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState
from lianxin.rules.time.moments import whole

Who = Actor | Callable[[str], Actor]
"""Who acts; or who finds that out, given the versions of the organisation at this very moment."""
FAMILY = "case"
SHUT_OUT = frozenset({"respondent", "recused"})
TRIES = 8
"""A day of half a million cases gives a batch of 200 a number twice in one of eleven tries."""


@dataclass(frozen=True, slots=True)
class Key:
    """An idempotency key: whose it is, and the digest of what was asked with it."""

    caller: str
    key: str
    asked: bytes


@dataclass(frozen=True, slots=True)
class Passed:
    """What came of a passage: the case after it; `again` when a key was used for the same before."""

    state: CaseState
    sequence: int
    head: bytes
    facts: tuple[Fact, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class Registration:
    """One case to be registered in a batch: a command with its key and its own moment."""

    command: Register
    at: datetime
    key: Key | None = None


def register(command: Register, *, actor: Who, at: datetime, key: Key | None = None) -> Passed:
    """Put one matter on record. `at` is UTC; parts of a second are cut off.

    Refused as `rules.deciding.registering.register`, and `key_reused` for a key used otherwise.
    """
    return record_many([Registration(command, at, key)], actor=actor)[0]


def record_many(wanted: Sequence[Registration], *, actor: Who) -> list[Passed]:
    """Put many matters on record in one transaction and one writing statement: all or none.

    A registration whose key was used for the same before gives the case it left then.
    """
    for attempt in range(TRIES):
        try:
            with passage() as way:
                return _register_all(wanted, actor, way)
        except IntegrityError:
            # Two came at once with one key, or chance gave a number twice: look again.
            if attempt == TRIES - 1:
                raise
    raise AssertionError("not reached")


def _register_all(wanted: Sequence[Registration], who: Who, way: Passage) -> list[Passed]:
    used, versions = _opened([registration.key for registration in wanted if registration.key], way)
    actor, book = _acting(who, versions), books.current(versions)
    writing = Writing()
    passed: list[Passed] = []
    first: dict[tuple[str, str], tuple[bytes, Passed]] = {}
    for registration in wanted:
        name = (registration.key.caller, registration.key.key) if registration.key else ("", "")
        if registration.key is not None and name in used:
            passed.append(_again(used[name], registration.key, way, actor, book))
        elif registration.key is not None and name in first:
            passed.append(_twice(first[name], registration.key))
        else:
            passed.append(_registered(registration, actor, book, writing, way))
            if registration.key is not None:
                first[name] = (registration.key.asked, passed[-1])
    if writing.entries:
        way.finish(*written(writing))
    return passed


def _registered(
    registration: Registration, actor: Actor, book: Book, writing: Writing, way: Passage
) -> Passed:
    at = whole(registration.at)
    made = deposit(registration.command, at=at)
    stream = time_ordered(at)
    post = registering_post(registration.command, actor, book)
    stamp = Stamp(
        str(stream), at, actor.person, post.post if post else "", post.body if post else ""
    )
    begun = decide_register(
        registration.command,
        actor=actor,
        at=at,
        book=book,
        refs=made.refs,
        fresh=Fresh(
            stream=str(stream),
            number=case_number(book.root_area or "LX", at, secrets.randbits(30)),
            petitioners=made.petitioners,
            representatives=made.representatives,
            people=bodies_of(registration.command, at=at),
            first=locking.earlier_of(registration.command, way=way),
        ),
        stamp=stamp,
    )
    writing.texts += made.texts
    writing.people += made.people
    return _put(writing, None, (begun.fact,), stamp, key=registration.key, folded=begun.state)


def record(
    number: str,
    command: Command,
    *,
    actor: Who,
    at: datetime,
    key: Key | None = None,
    expect_version: int | None = None,
    command_id: UUID | None = None,
) -> Passed:
    """Give a command to a case. `at` is UTC; parts of a second are cut off.

    Refused as the rules refuse; `not_visible` for an unknown case too; `version_changed` when the
    case is no longer at `expect_version`; `key_reused` for a key used with something else.
    """
    for attempt in range(TRIES):
        try:
            with passage() as way:
                passing = _Passing(number, whole(at), key, expect_version, command_id)
                return _recorded(passing, command, actor, way)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("not reached")


class _Passing(NamedTuple):
    """What goes with a command through the door."""

    number: str
    at: datetime
    key: Key | None
    expect: int | None
    id: UUID | None


def _recorded(passing: _Passing, command: Command, who: Who, way: Passage) -> Passed:
    key = passing.key
    named = (key.caller, key.key) if key else None
    locked, versions = lock(passing.number, command, key=named, way=way)
    # Before anything is said of the case: whose right ended just now learns nothing else.
    actor = _acting(who, versions)
    if locked is None:
        raise Refused("not_visible")
    book = books.current(versions)
    if key is not None and locked.asked is not None:
        return _repeated(locked, key, actor, book)
    # After the key: a request sent again is answered by what it did, not by the version it made.
    if passing.expect not in (None, locked.head.sequence):
        raise Refused("version_changed", version=locked.head.sequence)
    # A clock may run backward between two machines; a chain may not.
    at = max(passing.at, locked.state.matter.registered_at)
    # Rows in memory: nothing of a refused command is ever written.
    made = deposit(command, at=at)
    peers = peers_of(locked, command, way=way)
    decision = decide(
        locked.state,
        command,
        actor=actor,
        at=at,
        book=book,
        refs=made.refs,
        peers=peers,
        people=bodies_of(command, locked.state, at=at),
        holders=holders_of(command, locked.state, book, at=at),
    )
    writing = Writing(texts=made.texts, people=made.people)
    for other, facts in decision.others.items():
        near = locked.others[other]
        stamp = decision.stamp._replace(stream=near.state.id)
        _put(writing, near, facts, stamp, command=passing.id)
    passed = _put(writing, locked, decision.facts, decision.stamp, key=key, command=passing.id)
    way.finish(*written(writing))
    return passed


@dataclass(frozen=True, slots=True)
class Order:
    """A command for one case within a batch, with its own moment and id.

    Given `expect_version`, it is refused `version_changed` where the case has moved on.
    """

    number: str
    command: Command
    at: datetime
    command_id: UUID
    expect_version: int | None = None


def record_each(orders: Sequence[Order], *, actor: Actor) -> list[Passed | Refused]:
    """Give one command to each of many cases in one transaction and one writing statement.

    A refused one changes nothing and does not hold up the others; an unknown number is refused
    `not_visible`. No case may be named twice.
    """
    assert len({order.number for order in orders}) == len(orders), "a case stands twice in a batch"
    with passage() as way:
        locked_cases, versions = lock_many([order.number for order in orders], way=way)
        book = books.current(versions)
        writing = Writing()
        outcomes = [
            _each(order, locked_cases.get(order.number), actor, book, writing) for order in orders
        ]
        if writing.entries:
            way.finish(*written(writing))
        return outcomes


def _each(
    order: Order, locked: Locked | None, actor: Actor, book: Book, writing: Writing
) -> Passed | Refused:
    if locked is None:
        return Refused("not_visible")
    if order.expect_version not in (None, locked.head.sequence):
        return _moved(locked, actor, book)
    at = max(whole(order.at), locked.state.matter.registered_at)
    made = deposit(order.command, at=at)
    try:
        decision = decide(
            locked.state,
            order.command,
            actor=actor,
            at=at,
            book=book,
            refs=made.refs,
            people=bodies_of(order.command, locked.state, at=at),
            holders=holders_of(order.command, locked.state, book, at=at),
        )
    except Refused as no:
        return no
    # Only a merge or a split writes into other cases, and those take their own locks.
    assert not decision.others, "a batch changes each case by itself"
    writing.texts += made.texts
    return _put(writing, locked, decision.facts, decision.stamp, command=order.command_id)


def _moved(locked: Locked, actor: Actor, book: Book) -> Refused:
    """Whoever may not see a case does not learn either that it moved."""
    standings_now = standings(locked.state, actor, book)
    if standings_now <= {"respondent", "recused"}:
        return Refused("not_visible")
    return Refused("version_changed", version=locked.head.sequence)


def _put(
    writing: Writing,
    before: Locked | None,
    facts: Sequence[Fact],
    stamp: Stamp,
    *,
    key: Key | None = None,
    command: UUID | None = None,
    folded: CaseState | None = None,
) -> Passed:
    """Put everything that the facts leave into the writing; `folded` is the case after them."""
    stream = UUID(stamp.stream)
    origin = Origin(
        family=FAMILY,
        stream=stream,
        at=stamp.at,
        person=stamp.person,
        post=stamp.post,
        body=stamp.body,
        command=command or uuid4(),
    )
    payloads = [(fact.name, released.payload(fact)) for fact in facts]
    rows = chain(origin, payloads, head=before.head) if before else chain(origin, payloads)
    for fact, row in zip(facts, rows, strict=True):
        writing.outbox += [OutboxLine(reader, stream, row.sequence) for reader in readers(fact)]
    state = folded or _folded(before, facts, stamp)
    last = rows[-1]
    writing.entries += rows
    projected = case_row(state, sequence=last.sequence, head=last.digest, is_new=before is None)
    (writing.changed if before else writing.new).append(projected)
    _put_around(writing, before.state if before else None, state)
    # A key and what it left are written together: a request sent again never finds one alone.
    if key is not None:
        writing.keys.append((key.caller, key.key, key.asked, stream, last.sequence, stamp.at))
    return Passed(state, last.sequence, last.digest, tuple(facts))


def _folded(before: Locked | None, facts: Sequence[Fact], stamp: Stamp) -> CaseState:
    state = before.state if before else None
    for fact in facts:
        state = evolve(state, fact, stamp)
    assert state is not None, "a command leaves a fact"
    return state


def _put_around(writing: Writing, before: CaseState | None, after: CaseState) -> None:
    if before is None or before.legs != after.legs:
        old = set(legs(before)) if before else set()
        # Closed ones first: at no moment may two lead legs be open.
        writing.legs += sorted(set(legs(after)) - old, key=lambda row: (row[6], row[1]))
    old_parties = parties(before) if before else set()
    new_parties = parties(after)
    writing.parties += sorted(new_parties - old_parties)
    writing.parted += sorted(old_parties - new_parties)


def _opened(keys: list[Key], way: Passage) -> tuple[dict[tuple[str, str], tuple[bytes, str]], str]:
    """Open the door for new cases; return the keys used before and the organisation's versions."""
    parameters = {"callers": [key.caller for key in keys], "keys": [key.key for key in keys]}
    _, token, used = way.ask(statements.OPEN_FOR_NEW, parameters)[0]
    before = json.loads(used) if used else []
    return {(row[0], row[1]): (bytes.fromhex(row[2]), row[3]) for row in before}, text(token)


def _acting(who: Who, versions: str) -> Actor:
    return who if isinstance(who, Actor) else who(versions)


def _again(before: tuple[bytes, str], key: Key, way: Passage, actor: Actor, book: Book) -> Passed:
    digest, case = before
    if digest != key.asked:
        raise Refused("key_reused", key=key.key)
    stored, fold_version, sequence, head = way.ask(statements.AS_IT_IS, {"id": case})[0]
    state = seen_state(stored, fold_version)
    if not SHUT_OUT.isdisjoint(standings(state, actor, book)):
        # Who registered it and was shut out since learns nothing by asking again.
        raise Refused("not_visible")
    return Passed(state, int(sequence or b""), octets(head), again=True)


def _twice(first: tuple[bytes, Passed], key: Key) -> Passed:
    """The same key came before in this very batch."""
    digest, passed = first
    if digest != key.asked:
        raise Refused("key_reused", key=key.key)
    return replace(passed, facts=(), again=True)


def _repeated(locked: Locked, key: Key, actor: Actor, book: Book) -> Passed:
    if standings(locked.state, actor, book) <= SHUT_OUT:
        # Who has since been shut out learns nothing by asking again.
        raise Refused("not_visible")
    # A key belongs to one case too: the same words sent to another are another request.
    if locked.asked != key.asked or locked.asked_of != locked.state.id:
        raise Refused("key_reused", key=key.key)
    return Passed(locked.state, locked.head.sequence, locked.head.digest, again=True)
