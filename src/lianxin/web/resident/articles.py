"""Articles and notices: how it works, what the law gives, what nobody may ask for."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.cases import book as books
from lianxin.knowledge import articles
from lianxin.knowledge.articles import Article, Part
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import clock, dates, names


@dataclass(frozen=True, slots=True)
class Told:
    """An article in the language of the page."""

    code: str
    is_notice: bool
    title: str
    summary: str
    parts: tuple[Part, ...]
    source: str
    day: str


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """List what residents may read today, notices first."""
    books.fresh()
    found = [told(one) for one in articles.shown(_today())]
    shown = {
        "notices": [one for one in found if one.is_notice],
        "articles": [one for one in found if not one.is_notice],
    }
    return render(request, "web/resident/articles.html", shown)


@require_safe
def article(request: HttpRequest, code: str) -> HttpResponse:
    """Show one article; a page that is not there for an unknown or hidden one."""
    books.fresh()
    found = articles.one(code, on=_today())
    if found is None:
        raise Refused("not_visible")
    return render(request, "web/resident/article.html", {"article": told(found)})


def told(one: Article) -> Told:
    """Return an article in the language of the page."""
    english = names.is_english()
    return Told(
        code=one.code,
        is_notice=one.kind == "notice",
        title=names.of(one.zh, one.en),
        summary=names.of(one.summary_zh, one.summary_en),
        parts=one.body_en if english else one.body_zh,
        source=one.source,
        day=dates.date_of(one.since) if one.since else "",
    )


def _today() -> date:
    return clock.now().astimezone(CHINA).date()
