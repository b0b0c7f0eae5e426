"""Places to choose from, without a map: the county's parts, and what lies in each."""

from collections.abc import Sequence
from typing import Any

from lianxin.rules.book import Area, Book
from lianxin.web import names

Choices = list[tuple[str, Any]]
MOST = 600
"""More options than this make a list nobody finds anything in, and a page too heavy for a phone."""


def choices(book: Book) -> Choices:
    """Return the county's parts as groups, each with itself and its own parts as options."""
    parts = _below(book, book.root_area)
    inner = {one.code: _below(book, one.code) for one in parts}
    if len(parts) + sum(map(len, inner.values())) > MOST:
        return [(one.code, _name(one)) for one in parts]
    return [
        (_name(one), [(one.code, _name(one)), *((low.code, _name(low)) for low in inner[one.code])])
        for one in parts
    ]


def _below(book: Book, code: str) -> Sequence[Area]:
    return [area for area in book.areas.values() if area.parent == code]


def _name(area: Area) -> str:
    return names.of(area.zh, area.en)
