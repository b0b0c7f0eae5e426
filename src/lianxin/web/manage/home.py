"""The first page of Manage: what there is, what needs a look, what was changed last."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.ledger import aside
from lianxin.org import reasons
from lianxin.people import officers
from lianxin.rules.time.calendar import CHINA
from lianxin.web import dates, names
from lianxin.web.desk.session import Desk
from lianxin.web.manage import retrying, words
from lianxin.web.manage.entry import administrator

LATEST = 12


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in words."""

    when: str
    what: str
    about: str
    who: str
    reason: str


@require_safe
@administrator
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the parts of Manage and the latest changes with their reasons."""
    book = desk.book
    year = desk.at.astimezone(CHINA).year
    context = {
        "desk": desk,
        "here": "",
        "bodies": len(book.bodies),
        "posts": len(book.posts),
        "areas": len(book.areas),
        "duties": len(book.duties),
        "procedures": len(book.current),
        "missing": [covered for covered in (year, year + 1) if covered not in book.calendar.years],
        "year": year,
        "changes": _latest(desk),
        "aside": retrying.given_up(desk.at),
        "aside_count": aside.count(),
    }
    return render(request, "web/manage/home.html", context)


def _latest(desk: Desk) -> list[ChangeLine]:
    changes = reasons.latest(LATEST)
    called = officers.names({change.person for change in changes})
    return [
        ChangeLine(
            dates.moment(change.at, now=desk.at),
            words.change(change.what),
            _called(change.about, desk),
            called.get(change.person, change.person),
            change.reason,
        )
        for change in changes
    ]


def _called(about: str, desk: Desk) -> str:
    """What was changed, by its name where the code is a post's, a body's or a place's."""
    post = desk.book.posts.get(about)
    if post is not None:
        return f"{names.body(post.body, desk.book)} {names.of(post.zh, post.en)}"
    return names.body(about, desk.book)
