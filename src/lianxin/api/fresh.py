"""The versions of everything that decides who may do what, read once a request.

Whoever only reads has no door to tell him that the book moved, and a token that was revoked must
be refused at once: both hang on this one short statement.
"""

from lianxin.cases import book as books
from lianxin.ledger.prepared import Statement, text
from lianxin.rules.book import Book

_VERSIONS = Statement(f"SELECT {books.VERSIONS_SQL}")


def versions() -> str:
    """Return the versions of all parts of the organisation, as the database has them now."""
    ((told,),) = _VERSIONS.run({})
    return text(told)


def book(now: str | None = None) -> Book:
    """Return the book as new as these versions, or as new as the database."""
    return books.current(versions() if now is None else now)
