"""A form that lay open too long comes back with what was written in it, and nothing was done."""

from collections.abc import Callable, Mapping

from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lianxin.people.models import Account
from lianxin.people.rate_limits import TooOften
from lianxin.rules.refusals import Refused
from lianxin.web import problems, typed
from lianxin.web.desk.session import log_in_again, to_log_in
from lianxin.web.resident import acting, filing, mine

AGAIN: Mapping[str, Callable[..., HttpResponse]] = {
    "say": filing.again,
    "act": acting.again,
    "mine": mine.again,
    "desk_log_in": log_in_again,
}


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its proof of origin: it comes back, or says that it cannot."""
    match = request.resolver_match
    again = AGAIN.get(match.url_name or "") if match is not None else None
    if match is None or again is None:
        return _kept(request) or problems.forged(request, reason)
    try:
        return again(request, **match.kwargs)
    except Refused:
        return problems.not_found(request)
    except TooOften as no:
        return problems.too_often(request, after=no.after)


def _kept(request: HttpRequest) -> HttpResponse | None:
    """Keep an officer's form and lead back to it; nothing of it for anybody who did not type it."""
    account = get_user(request)
    if not isinstance(account, Account) or account.officer_id is None:
        return to_log_in(request) if typed.is_typed(request) else None
    if not typed.is_typists(request, account.officer_id) or not typed.keep(request):
        return None
    return HttpResponseRedirect(typed.way_back(request, account.officer_id))
