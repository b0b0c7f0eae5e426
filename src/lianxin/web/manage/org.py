"""The county as it is organised: places, the bodies in them with both lines above, their posts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases.reading.tallies import left_by
from lianxin.people import officers
from lianxin.people.officers import Term
from lianxin.rules.book import Area, Body, Book, Post
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import names
from lianxin.web.desk.session import Desk
from lianxin.web.manage import words
from lianxin.web.manage.entry import administrator

MOST_FOUND = 60
Unit = TypeVar("Unit", Body, Post)


@dataclass(frozen=True, slots=True)
class BodyLine:
    """A body in a list: its name, kind, both lines above it, how many posts, what became of it."""

    code: str
    name: str
    kind: str
    upper_gov: str
    upper_line: str
    posts: int
    successor: str


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post in a list with whoever fills it today."""

    code: str
    name: str
    role: str
    place: str
    body: str
    holders: tuple[str, ...]


@require_safe
@administrator
def org(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show a place with the places and bodies in it, or what a search finds."""
    book, q = desk.book, request.GET.get("q", "").strip()[:60]
    code = request.GET.get("area", "") or book.root_area
    area = book.areas.get(code)
    if area is None:
        raise Refused("not_visible")
    bodies = _found(q, book.bodies.values()) if q else _in(area, desk)
    posts = _found(q, book.posts.values()) if q else []
    context = {
        "desk": desk,
        "here": "org",
        "q": q,
        "area": area,
        "name": names.area(area.code, book),
        "level": words.level(area.level),
        "path": [(code, names.area(code, book)) for code in area.path[:-1]],
        "places": [] if q else _below(area, desk),
        "bodies": [body_line(body, desk) for body in bodies[:MOST_FOUND]],
        "posts": post_lines(posts[:MOST_FOUND], desk) if posts else [],
        "more": max(0, len(bodies) - MOST_FOUND, len(posts) - MOST_FOUND),
    }
    return render(request, "web/manage/org.html", context)


@require_safe
@administrator
def body(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show a body: both lines above it, what stands below, its posts with whoever fills them."""
    book = desk.book
    office = book.bodies.get(code)
    if office is None:
        raise Refused("not_visible")
    heir = _heir(office, book)
    below = [other for other in book.bodies.values() if code in (other.upper_gov, other.upper_line)]
    context = {
        "desk": desk,
        "here": "org",
        "body": office,
        "line": body_line(office, desk),
        "place": names.area(office.area, book),
        "below": [body_line(other, desk) for other in below],
        "posts": post_lines(book.posts_of(code), desk),
        "left": left_by(code) if code in book.ended else None,
        "heir": heir.code if heir else "",
        "heir_name": names.body(heir.code, book) if heir else "",
        "duties": [line for line in book.duties if line.lead == code],
    }
    return render(request, "web/manage/body.html", context)


def _heir(office: Body, book: Book) -> Body | None:
    """Who answers today for a body that is no more, if anybody does."""
    heir = book.answering(office.code)
    return None if heir is None or heir.code == office.code else heir


def body_line(office: Body, desk: Desk) -> BodyLine:
    """Return a body as a list shows it."""
    book = desk.book
    return BodyLine(
        office.code,
        names.body(office.code, book),
        words.kind(office.kind),
        names.body(office.upper_gov, book),
        names.body(office.upper_line, book),
        len(book.posts_of(office.code)),
        names.body(office.successor, book),
    )


def post_lines(posts: Iterable[Post], desk: Desk) -> list[PostLine]:
    """Return posts as a list shows them, with today's holders read in one query."""
    listed = list(posts)
    today = desk.at.astimezone(CHINA).date()
    holders: dict[str, list[str]] = {}
    for term in officers.terms(posts=[post.code for post in listed]):
        if term.on(today):
            holders.setdefault(term.post, []).append(_holder(term))
    return [
        PostLine(
            post.code,
            names.of(post.zh, post.en),
            words.role(post.role),
            names.area(post.area, desk.book),
            names.body(post.body, desk.book),
            tuple(holders.get(post.code, ())),
        )
        for post in listed
    ]


def _holder(term: Term) -> str:
    if not term.other_zh:
        return term.zh
    return _("%(who)s（代%(other)s）") % {"who": term.zh, "other": term.other_zh}


def _in(area: Area, desk: Desk) -> list[Body]:
    return [body for body in desk.book.bodies.values() if body.area == area.code]


def _below(area: Area, desk: Desk) -> list[tuple[str, str, str, int]]:
    counted: dict[str, int] = {}
    for place in desk.book.areas.values():
        counted[place.parent or ""] = counted.get(place.parent or "", 0) + 1
    return [
        (
            place.code,
            names.of(place.zh, place.en),
            words.level(place.level),
            counted.get(place.code, 0),
        )
        for place in desk.book.areas.values()
        if place.parent == area.code
    ]


def _found(q: str, among: Iterable[Unit]) -> list[Unit]:
    words = q.lower()
    return [
        unit
        for unit in among
        if words in unit.zh.lower() or words in unit.en.lower() or words == unit.code
    ]
