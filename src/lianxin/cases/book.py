"""The book of this process: read once, read again when a part of it has moved."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import connection
from typing_extensions import override

from lianxin.cases import statements
from lianxin.database.pipeline import text
from lianxin.org import procedures, snapshot
from lianxin.rules.book import Book
from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.grammar.names import shipped
from lianxin.rules.procedures import Procedure


class Versions(Mapping[str, Procedure]):
    """Procedures by digest; a version not seen before is compiled from its kept text."""

    def __init__(self) -> None:
        self._held: dict[str, Procedure] = {}

    @override
    def __getitem__(self, digest: str) -> Procedure:
        procedure = self._held.get(digest)
        if procedure is None:
            procedure = self._held[digest] = self._compiled(digest)
        return procedure

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    @override
    def __len__(self) -> int:
        return len(self._held)

    def _compiled(self, digest: str) -> Procedure:
        text = procedures.procedure_text(digest)
        if text is None:
            raise KeyError(digest)
        under = procedures.base_of(digest)
        base = self[under] if under else None
        return compile_procedure(text, name=digest, base=lambda code: base, known=shipped())


@dataclass(frozen=True)
class _Held:
    token: str
    database: str
    book: Book


_VERSIONS = Versions()
_lock = threading.Lock()
_held: _Held | None = None


def current(token: str | None = None) -> Book:
    """Return the book; with a token, one that is as new as the token says."""
    kept = _held
    if kept is not None and kept.database == _database() and token in {None, kept.token}:
        return kept.book
    return _renewed(token, before=kept)


def versions() -> str:
    """Return the versions of all parts of the organisation, as the database has them now."""
    ((token,),) = statements.VERSIONS_NOW.run({})
    return text(token)


def fresh(now: str | None = None) -> Book:
    """Return the book as new as these versions, or as new as the database.

    Whoever only reads has no door to tell him that the book moved.
    """
    return current(versions() if now is None else now)


def forget() -> None:
    """Read the book anew at the next question."""
    global _held
    _held = None


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _renewed(token: str | None, *, before: _Held | None) -> Book:
    """Read the book once for all who need it: after a change, every thread comes here at once."""
    with _lock:
        book_held = _held
        # Somebody else has read it while this one waited: good if it shows all that was asked for.
        is_new = (
            book_held is not None and book_held is not before and book_held.database == _database()
        )
        if book_held is not None and is_new and _covers(book_held.token, token or ""):
            return book_held.book
        return _read()


def _covers(token: str, wanted: str) -> bool:
    """Whether every part is at least as new as it was asked for."""
    counts = _counts(token)
    return all(counts.get(part, 0) >= count for part, count in _counts(wanted).items())


def _counts(token: str) -> dict[str, int]:
    parts = (part.partition(":") for part in token.split(",") if part)
    return {part: int(count) for part, _colon, count in parts}


def _read() -> Book:
    global _held
    parts = snapshot.load()
    book = Book(
        calendar=parts.calendar,
        areas=parts.areas,
        bodies=parts.bodies,
        posts=parts.posts,
        duties=parts.duties,
        categories=parts.categories,
        uses=parts.uses,
        current=parts.current,
        procedures=_VERSIONS,
        versions=parts.versions,
        group_size=parts.county.group_size,
        root_area=parts.county.root_area,
        patterns=parts.county.patterns,
        circle_posts=parts.county.circle,
    )
    _held = _Held(token_of(parts.versions), _database(), book)
    return book


def token_of(versions: Mapping[str, int]) -> str:
    """Return the token that the database would give for these versions."""
    return ",".join(f"{part}:{count}" for part, count in sorted(versions.items()) if count)
