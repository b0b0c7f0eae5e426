"""Gives what merged and dissolved bodies had to whoever answers for it. Safe to run twice."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.loops import statements
from lianxin.rules.actor import SYSTEM
from lianxin.rules.book import Book
from lianxin.rules.commands.succession import TakeOver
from lianxin.rules.refusals import Refused

log = logging.getLogger(__name__)


def hand_on(at: datetime) -> int:
    """Pass on every matter in which a body that is no more has a part; returns how many (24(2)).

    Each passes through the door with an entry of its own; `at` is UTC.
    """
    book = books.fresh()
    passed_on, last = 0, UUID(int=0)
    while book.ended:
        rows = _held(book, last)
        if not rows:
            break
        last = rows[-1][1]
        passed_on += sum(_passed(number, at=at) for number, _ in rows)
    return passed_on


def _held(book: Book, last: UUID) -> list[tuple[str, UUID]]:
    ended = sorted(book.ended)
    who = [f"b:{body}" for body in ended]
    who += [f"s:{post.code}" for body in ended for post in book.posts_of(body)]
    with connection.cursor() as cursor:
        cursor.execute(statements.HELD_BY_ENDED, {"last": last, "ended": ended, "who": who})
        return list(cursor.fetchall())


def _passed(number: str, *, at: datetime) -> bool:
    try:
        door.record(number, TakeOver(), actor=SYSTEM, at=at)
    except Refused as no:
        # `not_now`: it has no part in it any more, or nobody is left to take it and that was said.
        if no.code != "not_now":
            log.error("%s cannot be passed on: %s", number, no)
        return False
    return True
