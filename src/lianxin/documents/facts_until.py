"""What a case tells, up to the entry that made a paper: facts in order, with their texts at hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TypeVar
from uuid import UUID

from lianxin.documents.wording import named
from lianxin.files import texts
from lianxin.ledger.reading import Entry
from lianxin.people.models import Officer
from lianxin.rules import facts as released
from lianxin.rules.book import Book
from lianxin.rules.facts import Fact
from lianxin.rules.refs import Ref
from lianxin.rules.state import CaseState

AnyFact = TypeVar("AnyFact", bound=Fact)


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact with the entry that holds it."""

    entry: Entry
    fact: Fact


def happened(entries: Sequence[Entry]) -> tuple[Happened, ...]:
    """Return the facts of a case's entries, in order."""
    return tuple(Happened(entry, released.read(entry.fact, entry.payload)) for entry in entries)


@dataclass(frozen=True)
class Dossier:
    """A case as a paper sees it: the state after the making entry, and all facts up to it.

    `body` is who makes the paper, `at` when; `serials` are those of the case's earlier papers.
    """

    state: CaseState
    facts: tuple[Happened, ...]
    book: Book
    document: str
    body: str
    at: datetime
    serials: dict[str, str]

    def last(self, cls: type[AnyFact], **wanted: object) -> AnyFact | None:
        """Return the latest fact of a class with these values."""
        latest = self.find(cls, **wanted)
        return latest[1] if latest else None

    def find(self, cls: type[AnyFact], **wanted: object) -> tuple[Entry, AnyFact] | None:
        """Return the latest fact of a class with its entry."""
        return next(iter(self.all(cls, **wanted)), None)

    def all(self, cls: type[AnyFact], **wanted: object) -> Iterator[tuple[Entry, AnyFact]]:
        """Yield the facts of a class, the latest first."""
        for happening in reversed(self.facts):
            fact = happening.fact
            # A subclass is a fact of its own: a re-review is no review.
            if type(fact) is cls and all(getattr(fact, k) == v for k, v in wanted.items()):
                yield happening.entry, fact

    @cached_property
    def _texts(self) -> dict[UUID, str]:
        return texts.read(
            {ref.id for happening in self.facts for ref in Ref.within(happening.fact.model_dump())}
        )

    def text(self, ref: str | None) -> str:
        """Return the text that a reference names; empty for none and for a redacted one."""
        return "" if ref is None else self._texts.get(Ref(ref).id, "")

    def name_of(self, code: str | None) -> str:
        """Return a body's name as it stands on paper; empty for none or an unknown one."""
        body = self.book.bodies.get(code or "")
        return named(body.zh) if body else ""

    def person(self, code: str | None) -> str:
        """Return an officer's name; empty for none or an unknown one."""
        if not code:
            return ""
        row = Officer.objects.filter(pk=code).values_list("zh", flat=True).first()
        return named(row) if row else ""
