"""Looks for matters that pile up at one place, and asks the outpost there to look. Safe to run twice.

What counts is the matter and the place: no person is looked up, and secret matters are left out.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.loops import statements
from lianxin.files.ids import least_of
from lianxin.rules.actor import SYSTEM
from lianxin.rules.book import Book
from lianxin.rules.commands.tasks import Warn
from lianxin.rules.patterns import Pattern
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, read_state

log = logging.getLogger(__name__)
GONE = ["withdrawn", "merged", "declined"]
"""What was taken back, went into another matter or is nobody's here piles nothing up."""
SOURCE = "pattern"


def watch(at: datetime) -> int:
    """Warn every outpost at whose place a pattern holds at `at` (UTC); returns how many warnings.

    One pattern warns of one place once within its days, with the newest matter that counts.
    """
    book = books.fresh()
    return sum(
        _warned(pattern, place, numbers, at=at, book=book)
        for pattern in book.patterns
        for place, numbers in _piles(pattern, at=at, book=book)
    )


def _piles(pattern: Pattern, *, at: datetime, book: Book) -> Iterator[tuple[str, list[str]]]:
    """Yield each place with the matters of one category, or one unit, that are enough there."""
    since = at - timedelta(days=pattern.days)
    parameters: dict[str, Any] = {
        "least": least_of(since),
        "since": since,
        "until": at,
        "gone": GONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.RECENT, parameters)
        rows = cursor.fetchall()
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for number, path, category, lead in rows:
        place = _place(pattern, path, book)
        same = category if pattern.same == "category" else lead
        if place is not None and same is not None:
            by_place[place, same].append(number)
    for (place, _), numbers in by_place.items():
        if len(numbers) >= pattern.count:
            yield place, numbers


def _place(pattern: Pattern, path: str, book: Book) -> str | None:
    codes = (code for code in path.split("/") if code in book.areas)
    return next((code for code in codes if book.areas[code].level == pattern.place), None)


def _warned(
    pattern: Pattern, place: str, numbers: Sequence[str], *, at: datetime, book: Book
) -> bool:
    states = [
        state
        for state in _states(numbers)
        if not state.guard.confidential and state.ties.repeat_of is None
    ]
    outpost = _outpost(pattern, place, book)
    # Counted again after the secret ones and repeats were left out.
    if outpost is None or len(states) < pattern.count or _known(pattern, states, at=at):
        return False
    message = f"{pattern.zh}：{pattern.days}日内{len(states)}件。请到现场看一看，查明原因并反馈。"
    command = Warn(
        pattern=pattern.code,
        count=len(states),
        body=outpost,
        text=message,
        due=at + timedelta(days=pattern.answer),
    )
    try:
        door.record(states[-1].number, command, actor=SYSTEM, at=at)
    except Refused as no:
        # Who is complained of in the newest matter is not asked about it.
        log.info("no warning by %s at %s: %s", pattern.code, place, no.code)
        return False
    return True


def _states(numbers: Sequence[str]) -> list[CaseState]:
    with connection.cursor() as cursor:
        cursor.execute(statements.STATES, [list(numbers)])
        return [read_state(state) for (state,) in cursor.fetchall()]


def _outpost(pattern: Pattern, place: str, book: Book) -> str | None:
    bodies_there = (body for body in book.bodies.values() if body.area == place)
    return min((body.code for body in bodies_there if body.kind == pattern.outpost), default=None)


def _known(pattern: Pattern, states: Sequence[CaseState], *, at: datetime) -> bool:
    """Whether one of these matters was the occasion of a warning within the days already."""
    since = at - timedelta(days=pattern.days)
    return any(
        task.source == SOURCE and task.about == pattern.code and task.given_at > since
        for state in states
        for task in state.tasks
    )
