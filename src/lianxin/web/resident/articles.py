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
class ArticleInWords:
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
    listed_articles = [
        article_in_words(article_row) for article_row in articles.readable_articles(_today())
    ]
    context = {
        "notices": [article_shown for article_shown in listed_articles if article_shown.is_notice],
        "articles": [
            article_shown for article_shown in listed_articles if not article_shown.is_notice
        ],
    }
    return render(request, "web/resident/articles.html", context)


@require_safe
def article(request: HttpRequest, code: str) -> HttpResponse:
    """Show one article; a page that is not there for an unknown or hidden one."""
    books.fresh()
    article_row = articles.readable_article(code, on=_today())
    if article_row is None:
        raise Refused("not_visible")
    return render(request, "web/resident/article.html", {"article": article_in_words(article_row)})


def article_in_words(article_row: Article) -> ArticleInWords:
    """Return an article in the language of the page."""
    english = names.is_english()
    return ArticleInWords(
        code=article_row.code,
        is_notice=article_row.kind == "notice",
        title=names.of(article_row.zh, article_row.en),
        summary=names.of(article_row.summary_zh, article_row.summary_en),
        parts=article_row.body_en if english else article_row.body_zh,
        source=article_row.source,
        day=dates.date_of(article_row.since) if article_row.since else "",
    )


def _today() -> date:
    return clock.now().astimezone(CHINA).date()
