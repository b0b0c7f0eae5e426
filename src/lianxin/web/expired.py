"""A form that lay open too long comes back with what was written in it, and nothing was done."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse

from lianxin.people.visits import TooOften
from lianxin.rules.refusals import Refused
from lianxin.web import problems
from lianxin.web.resident import acting, filing

AGAIN: Mapping[str, Callable[..., HttpResponse]] = {"say": filing.again, "act": acting.again}


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its proof of origin: residents' forms come back, others say so."""
    match = request.resolver_match
    again = AGAIN.get(match.url_name or "") if match is not None else None
    if match is None or again is None:
        return problems.forged(request, reason)
    try:
        return again(request, **match.kwargs)
    except Refused:
        return problems.not_found(request)
    except TooOften as no:
        return problems.too_often(request, after=no.after)
