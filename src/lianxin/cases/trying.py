"""Tries a procedure's new version on the cases of the past, newest first; writes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from lianxin.cases.filters import Filters
from lianxin.cases.queries import page
from lianxin.cases.trial import Trial, Tried
from lianxin.ledger import reading
from lianxin.ledger.reading import Entry
from lianxin.people import actors
from lianxin.rules import facts as released
from lianxin.rules.actor import SYSTEM, Actor, Held
from lianxin.rules.book import Book
from lianxin.rules.calendar import CHINA
from lianxin.rules.procedures import Procedure
from lianxin.rules.state import CaseState

PAGE = 200


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
    seen, cursor = 0, None
    while seen < most:
        found = page(SYSTEM, wanted, at=at, cursor=cursor, limit=PAGE)
        ids: list[UUID] = [line.id for line in found.rows][: most - seen]
        seen += len(ids)
        for entries in reading.entries_of(ids).values():
            first = released.read(entries[0].fact, entries[0].payload)
            if getattr(first, "procedure", "") == code:
                yield entries
        cursor = found.next_cursor
        if cursor is None:
            return


def _actors() -> Callable[[Entry, CaseState], Actor]:
    """Who acted in an entry, with all the posts held that day: another may be asked for now."""
    held = lru_cache(maxsize=10_000)(lambda person, on: actors.held(person, on=on))

    def actor_of(entry: Entry, state: CaseState) -> Actor:
        if entry.person == SYSTEM.person:
            return SYSTEM
        if not entry.post:
            case = state.number if not entry.person else ""
            return Actor(entry.person, kind="petitioner", case=case)
        posts: tuple[Held, ...] = held(entry.person, entry.at.astimezone(CHINA).date())
        return Actor(entry.person, posts=posts)

    return actor_of
