"""Answers a figure: numerator, denominator, what was left out, by groups, and the entries behind."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.cases import book
from lianxin.figures import statements
from lianxin.figures.definitions import FIGURES, Definition
from lianxin.figures.grouping import BY, By, key_of, places
from lianxin.figures.periods import Compare, Period
from lianxin.figures.scoped import narrowed
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.refusals import Refused

__all__ = [
    "BY",
    "BadFigureCursor",
    "By",
    "Count",
    "CountedEntry",
    "Figure",
    "FigureQuestion",
    "Lines",
    "compute",
    "definition",
    "entries",
]


@dataclass(frozen=True, slots=True)
class FigureQuestion:
    """What is asked: local days from `since`, `until` no longer counting; `at` is the moment now.

    `actor` limits everything to what he sees.
    """

    name: str
    since: date
    until: date
    at: datetime
    by: By = "none"
    actor: Actor = SYSTEM
    compare: Compare | None = None

    @property
    def period(self) -> Period:
        """The days asked about; ValueError where there are none."""
        return Period(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Count:
    """A fraction, never divided here; `excluded` says how many were left out and why."""

    numerator: int = 0
    denominator: int = 0
    excluded: Mapping[str, int] = field(default_factory=dict)

    @property
    def fraction(self) -> str:
        """The count as a story writes it: `3/4`."""
        return f"{self.numerator}/{self.denominator}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure answered. `groups` is empty when it was asked by none; `before` is the comparison."""

    definition: Definition
    period: Period
    by: By
    total: Count
    groups: Mapping[str, Count]
    before: "Figure | None" = None


@dataclass(frozen=True, slots=True)
class CountedEntry:
    """An entry behind a figure: of which case, which entry, when, and what it counted as."""

    case: UUID
    number: str
    sequence: int
    at: datetime
    group: str
    counted: bool
    asked: bool
    excluded: str


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of entries and where the next begins."""

    lines: tuple[CountedEntry, ...]
    next_cursor: str | None


class BadFigureCursor(ValueError):
    """A cursor that no page ever gave."""


def definition(name: str) -> Definition:
    """Return what a figure means. Refused `no_such`."""
    meaning = FIGURES.get(name)
    if meaning is None:
        raise Refused("no_such", name=name, kind="figure", field="name")
    return meaning


def compute(question: FigureQuestion) -> Figure:
    """Return a figure within the actor's scope. Refused `no_such` for an unknown one.

    Raises ValueError for a period without a day.
    """
    meaning = definition(question.name)
    before = None
    if question.compare is not None:
        before = _counted(meaning, question, question.period.before(question.compare))
    return _counted(meaning, question, question.period, before=before)


def entries(
    question: FigureQuestion,
    *,
    group: str | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Lines:
    """Return the entries a figure was counted from, or those of one group, in order of time.

    Refused as `compute`; raises BadCursor.
    """
    meaning = definition(question.name)
    source, values = _source(meaning, question, question.period)
    wheres = ["src.asked OR src.counted OR src.excluded <> ''"]
    if group is not None:
        wheres.append(f"{key_of(question.by)} = %(group)s" if question.by != "none" else "TRUE")
        values["group"] = group
    if cursor is not None:
        wheres.append('(src.at, src."case", src.sequence) > (%(c_at)s, %(c_case)s, %(c_sequence)s)')
        values |= _opened(cursor)
    where = " AND ".join(f"({part})" for part in wheres)
    sql = statements.FIGURE_LINES.format(key=key_of(question.by), source=source, where=where)
    with connection.cursor() as db:
        db.execute(sql, {**values, "limit": limit + 1})
        lines = tuple(CountedEntry(*row) for row in db.fetchall())
    more = len(lines) > limit
    return Lines(lines[:limit], _closed(lines[limit - 1]) if more else None)


def _counted(
    meaning: Definition, question: FigureQuestion, period: Period, *, before: Figure | None = None
) -> Figure:
    key = key_of(question.by)
    source, values = _source(meaning, question, period)
    sql = statements.FIGURE_COUNTS.format(key=key, source=source)
    with connection.cursor() as db:
        db.execute(sql, values)
        groups = _grouped(db.fetchall())
    total = _sum(groups)
    if meaning.share:
        groups = {
            key: Count(count.numerator, total.numerator, count.excluded)
            for key, count in groups.items()
        }
    return Figure(
        definition=meaning,
        period=period,
        by=question.by,
        total=total,
        groups=groups if question.by != "none" else {},
        before=before,
    )


def _grouped(rows: list[tuple[Any, ...]]) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for key, why, counted, asked, excluded in rows:
        count_so_far = counts.get(key, Count())
        left_out = {**count_so_far.excluded, **({why: excluded} if why else {})}
        counts[key] = Count(
            count_so_far.numerator + counted, count_so_far.denominator + asked, left_out
        )
    return counts


def _sum(groups: Mapping[str, Count]) -> Count:
    excluded: dict[str, int] = {}
    for count in groups.values():
        for why, number in count.excluded.items():
            excluded[why] = excluded.get(why, 0) + number
    return Count(
        sum(count.numerator for count in groups.values()),
        sum(count.denominator for count in groups.values()),
        excluded,
    )


def _source(
    meaning: Definition, question: FigureQuestion, period: Period
) -> tuple[str, dict[str, Any]]:
    since, until = period.moments
    now = book.current()
    source, values = narrowed(meaning.source, question.actor, now)
    return source, {"since": since, "until": until, "at": question.at, **places(now), **values}


def _closed(line: CountedEntry) -> str:
    text = json.dumps([line.at.isoformat(), str(line.case), line.sequence])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _opened(cursor: str) -> dict[str, Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        at, case, sequence = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        return {
            "c_at": datetime.fromisoformat(at),
            "c_case": UUID(case),
            "c_sequence": int(sequence),
        }
    except (ValueError, binascii.Error, TypeError, AttributeError):
        raise BadFigureCursor(cursor) from None
