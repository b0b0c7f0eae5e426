"""Who is called and what is on the agenda: both found, not typed in."""

from collections.abc import Collection, Iterator
from datetime import datetime

from django.db import connection

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings import statements

PAGE = 200
EVERY = Filters()
LEADING = frozenset({"secretary", "head"})
ANSWERED = frozenset({"answered", "concluded", "followed_up"})
"""Phases of an open matter that has its answer: a meeting has nothing left to decide of it."""
OWN_ROLES = LEADING | {"section_head", "leader", "joint_meeting_member"}
"""Posts of the convening body that are called; of the bodies next below it, those that lead [D]."""


def open_matters(
    actor: Actor, area: str, *, at: datetime, book: Book, among: Filters = EVERY
) -> Iterator[tuple[str, str]]:
    """Yield village and number of every matter of an area that the convener sees and nobody answered.

    `among` narrows them, for an area that has more than one sitting can take. A secret matter is on no agenda: whoever is shut out of it might sit there (article 30).
    """
    cursor = None
    matters: list[tuple[str, str]] = []
    while True:
        wanted = among.model_copy(update={"area": area, "open": True})
        page = queries.page(actor, wanted, at=at, cursor=cursor, limit=PAGE)
        matters += [
            (village(line.area, area, book), line.number)
            for line in page.rows
            if line.phase not in ANSWERED
        ]
        cursor = page.next_cursor
        if cursor is None:
            break
    # Others of the sitting read the agenda too, so what the convener sees is not enough.
    open_ones = queries.unshut(actor, [number for _, number in matters])
    yield from sorted(matter for matter in matters if matter[1] in open_ones)


def village(place: str | None, area: str, book: Book) -> str:
    """Return the place right below an area that a place lies in; empty for the area itself."""
    path = book.area_path(place or "")
    below = path[path.index(area) + 1 :] if area in path else ()
    return below[0] if below else ""


def called(body: str, *, at: datetime, book: Book) -> list[tuple[str, str]]:
    """Return who holds the posts that are called, with the post: who leads the body first.

    Of what lies below only the next level is called: it speaks for all under it.
    """
    below = [
        office.code
        for office in sorted(book.bodies.values(), key=lambda office: office.code)
        if body in {office.upper_gov, office.upper_line}
    ]
    own = sorted(
        (post.role not in LEADING, post.code)
        for post in book.posts_of(body)
        if post.role in OWN_ROLES
    )
    posts = [code for _, code in own]
    posts += [post.code for code in below for post in book.posts_of(code) if post.role in LEADING]
    on = at.astimezone(CHINA).date()
    with connection.cursor() as cursor:
        cursor.execute(statements.HOLDERS, {"posts": posts, "on": on})
        return [(person, post) for person, post in cursor.fetchall()]


def posted(persons: Collection[str], *, at: datetime) -> dict[str, str]:
    """Return a post that each of some persons holds on that day; who holds none is left out."""
    on = at.astimezone(CHINA).date()
    with connection.cursor() as cursor:
        cursor.execute(statements.POSTED, {"persons": list(persons), "on": on})
        return dict(cursor.fetchall())
