"""The queue `unrouted`: registered cases without a duty line, for a person to say whose they are."""

from collections.abc import Iterator
from datetime import datetime

from lianxin.cases import book as books
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import CaseLine, page
from lianxin.rules.actor import Actor
from lianxin.rules.routing import suggest

PAGE = 200


def unrouted(actor: Actor, *, at: datetime) -> Iterator[CaseLine]:
    """Yield, newest first, the cases an actor sees that wait at `registered` with nobody's duty."""
    book = books.current()
    cursor: str | None = None
    while True:
        cases = page(actor, Filters(phase="registered"), at=at, cursor=cursor, limit=PAGE)
        for line in cases.rows:
            if suggest(book, category=line.category, area=line.area) is None:
                yield line
        cursor = cases.next_cursor
        if cursor is None:
            return
