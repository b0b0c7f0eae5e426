"""Switching language and letter size: kept in the browser, changing nothing else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from lianxin.web.middleware import LANGUAGE_COOKIE, LANGUAGES, MODE_COOKIE, MODES

YEAR = 365 * 24 * 3600


@require_safe
def prefer(request: HttpRequest) -> HttpResponse:
    """Remember a choice and go back to the page it was made on, never to another site."""
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    for cookie, values in ((LANGUAGE_COOKIE, tuple(LANGUAGES)), (MODE_COOKIE, MODES)):
        chosen = request.GET.get(cookie, "")
        if chosen in values:
            response.set_cookie(
                cookie,
                chosen,
                max_age=YEAR,
                samesite="Lax",
                secure=request.is_secure(),
                httponly=True,
            )
    return response
