"""Open matters that say much the same: of one place and subject, compared by their words.

Words are compared in Python over a bounded list of candidates: the trigrams of PostgreSQL (pg_trgm)
come neither with the embedded server nor to Chinese under the C locale.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.likeness import statements
from lianxin.cases.reading.filters import Filters, conditions
from lianxin.cases.reading.scope import all_of, scope_of
from lianxin.rules.actor import Actor
from lianxin.rules.book import Area

DAYS = 90
CANDIDATES = 200
MOST = 5
LEAST = 20
"""Per cent of words in common below which two matters are not called alike."""
LONGEST = 600
"""Characters of each text that are compared."""
_SIGN = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Alike:
    """A matter that says much the same; `percent` is the share of pairs of characters in common."""

    number: str
    title: str
    phase: str
    registered_at: datetime
    percent: int


def alike(
    actor: Actor,
    said: str,
    *,
    category: str | None,
    area: str | None,
    at: datetime,
    but: str = "",
    days: int = DAYS,
    least: int = LEAST,
) -> tuple[Alike, ...]:
    """Return open matters in the reader's sight that say much the same, the likest first.

    Only those of the same category (and below) at the same place (and below), put on record
    within so many days, and `least` per cent alike; `but` is the matter itself.
    """
    # Without a subject and a place everything resembles everything.
    if category is None or area is None:
        return ()
    # All of them are of this place: that both name it tells nothing.
    places = [place.zh for code in books.current().area_path(area) if (place := _area(code))]
    mine = pairs(said, places)
    # A few signs, or the place's own name alone: there is nothing to compare.
    if not mine:
        return ()
    compared = [
        Alike(
            number,
            title or "",
            phase,
            registered_at,
            likeness(mine, pairs(f"{title} {text}", places)),
        )
        for number, title, text, phase, registered_at in _candidates(
            actor, category, area, at=at, days=days
        )
        if number != but
    ]
    likest = sorted(compared, key=lambda alike_case: (-alike_case.percent, alike_case.number))
    return tuple(alike_case for alike_case in likest[:MOST] if alike_case.percent >= least)


def pairs(text: str, without: Iterable[str] = ()) -> frozenset[str]:
    """Return the pairs of neighbouring characters of a text, without its signs and some names."""
    for name in without:
        text = text.replace(name, " ")
    parts = _SIGN.split(text[:LONGEST].lower())
    return frozenset(pair for part in parts for pair in _pairs(part))


def _area(code: str) -> Area | None:
    return books.current().areas.get(code)


def _pairs(plain: str) -> Iterator[str]:
    return (plain[place : place + 2] for place in range(len(plain) - 1))


def likeness(pairs_here: frozenset[str], other: frozenset[str]) -> int:
    """Return how much two texts have in common, in per cent (Dice): 100 for the same words."""
    whole = len(pairs_here) + len(other)
    return 200 * len(pairs_here & other) // whole if whole else 0


def _candidates(
    actor: Actor, category: str, area: str, *, at: datetime, days: int
) -> list[tuple[str, str | None, str | None, str, datetime]]:
    book = books.current()
    filters = Filters(category=category, area=area, open=True, since=at - timedelta(days=days))
    kept = all_of(
        [scope_of(actor, book).where(), *conditions(filters, actor=actor, at=at, book=book)]
    )
    sql = statements.ALIKE.format(where=kept.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**kept.values, "k_most": CANDIDATES})
        rows: list[tuple[str, str | None, str | None, str, datetime]] = cursor.fetchall()
        return rows
