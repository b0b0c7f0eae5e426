"""The first page: three doors, and what the county promises."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lianxin.cases import book as books
from lianxin.web.promise import promise


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show where to say something, where to follow it, and where to find help."""
    return render(request, "web/resident/home.html", {"promise": promise(books.fresh())})
