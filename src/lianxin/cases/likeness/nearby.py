"""What others raised near a place, as everybody may know it: subject, place, how far; nobody's words.

Only subjects that the county calls public are counted, and a subject is found by its own name in
what somebody writes. What others wrote is never read, so nothing of it can be guessed at.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.likeness import statements
from lianxin.cases.reading.scope import within
from lianxin.org import county
from lianxin.org.models import Category
from lianxin.rules.state import FOLD_VERSION

DAYS = 60
MOST = 3
TELLING = 3
"""Names in which a pair of characters may stand and still tell one subject from another."""
SETTING = "public_categories"
"""The county's value that names its public subjects, each with all below it."""


@dataclass(frozen=True, slots=True)
class Near:
    """How many open matters of a public subject there are at a place, and how many somebody has."""

    category: str
    zh: str
    en: str
    count: int
    handled: int
    last_at: datetime


def near(said: str, *, area: str, at: datetime) -> tuple[Near, ...]:
    """Return what is open of the public subjects that a text names, at an area and below."""
    book = books.current()
    public = frozenset(county.read().get(SETTING, ()))
    if not public or area not in book.areas:
        return ()
    rows = {code: (zh, en) for code, zh, en in Category.objects.values_list("code", "zh", "en")}
    named = _named(said, {code: zh for code, (zh, _en) in rows.items()})
    parameters: dict[str, Any] = {
        "n_categories": [
            category for category in named if not public.isdisjoint(book.category_path(category))
        ],
        "n_area": within(area),
        "n_since": at - timedelta(days=DAYS),
        "n_most": MOST,
        # In the shape of another version nobody can see here that a matter is confidential.
        "n_folds": FOLD_VERSION,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.NEARBY, parameters)
        return tuple(Near(code, *rows[code], *counted) for code, *counted in cursor.fetchall())


def _named(said: str, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the subjects whose own name shares a pair of characters with a text.

    A pair that stands in many names (`管理`) tells nothing and is passed over.
    """
    spread = Counter(pair for name in names.values() for pair in _pairs(name))
    for code, name in names.items():
        if any(spread[pair] <= TELLING and pair in said for pair in _pairs(name)):
            yield code


def _pairs(name: str) -> set[str]:
    return {name[place : place + 2] for place in range(len(name) - 1)}
