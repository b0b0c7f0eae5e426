"""Earlier answers that were given in public words, for whoever is asked the same again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.likeness import statements
from lianxin.cases.likeness.alike import likeness, pairs
from lianxin.cases.reading.filters import Filters, conditions
from lianxin.cases.reading.scope import all_of, scope_of
from lianxin.files import texts
from lianxin.ledger import reading
from lianxin.rules import facts as released
from lianxin.rules.actor import Actor
from lianxin.rules.facts.handling import Replied
from lianxin.rules.refs import Ref

DAYS = 730
CANDIDATES = 100
MOST = 3
LEAST = 10
"""Per cent of words in common below which an answer to one question is none to another."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A matter that was answered in public words; `percent` is how like the question was."""

    number: str
    title: str
    text: str
    answered_at: datetime
    percent: int


def answered(
    actor: Actor, said: str, *, category: str, at: datetime, days: int = DAYS
) -> tuple[Answered, ...]:
    """Return the public answers to like matters of a category (and below), the likest first.

    Only what was told as a public answer within so many days, in matters that the reader sees and
    that neither keep a name back nor are confidential. Four queries, however many there are.
    """
    filters = Filters(category=category, since=at - timedelta(days=days))
    cases = _candidates(actor, filters, at)
    public_texts = dict(_public(reading.entries_of([case for case, _number, _title in cases])))
    words = texts.read([ref.id for ref, _at in public_texts.values()])
    mine = pairs(said)
    matching = [
        Answered(number, title, text, public_texts[case][1], likeness(mine, pairs(title)))
        for case, number, title in cases
        if case in public_texts and (text := words.get(public_texts[case][0].id))
    ]
    matching.sort(key=lambda answer: (-answer.percent, -answer.answered_at.timestamp()))
    return tuple(answer for answer in matching[:MOST] if answer.percent >= LEAST)


def _public(
    streams: dict[UUID, list[reading.Entry]],
) -> Iterator[tuple[UUID, tuple[Ref, datetime]]]:
    """The last public answer of each case."""
    for case, entries in streams.items():
        for entry in entries:
            if entry.fact == Replied.name:
                fact = released.read(entry.fact, entry.payload)
                if isinstance(fact, Replied) and fact.public_text is not None:
                    yield case, (fact.public_text, entry.at)


def _candidates(actor: Actor, filters: Filters, at: datetime) -> list[tuple[UUID, str, str]]:
    book = books.current()
    kept = all_of(
        [scope_of(actor, book).where(), *conditions(filters, actor=actor, at=at, book=book)]
    )
    sql = statements.ANSWERED.format(where=kept.sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, {**kept.values, "k_most": CANDIDATES})
        return list(cursor.fetchall())
