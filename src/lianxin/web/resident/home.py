"""The first page: three doors, what the county promises, and what is worth reading."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.cases import book as books
from lianxin.knowledge import articles
from lianxin.rules.time.calendar import CHINA
from lianxin.web import clock
from lianxin.web.promise import promise
from lianxin.web.resident.articles import article_in_words

MOST = 4
"""Articles on the first page; the others are one step away."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show where to say something, where to follow it, and where to find help."""
    on = clock.now().astimezone(CHINA).date()
    context = {
        "promise": promise(books.fresh()),
        "articles": [
            article_in_words(article) for article in articles.readable_articles(on)[:MOST]
        ],
    }
    return render(request, "web/resident/home.html", context)
