"""Middleware of the pages: language and letter size as chosen, what a browser may load, every no."""

from collections.abc import Callable
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from lianxin.database.outage import AFTER, GONE
from lianxin.people.rate_limits import TooOften
from lianxin.rules.refusals import Refused
from lianxin.web import problems

LANGUAGE_COOKIE, MODE_COOKIE = "lang", "mode"
LANGUAGES = MappingProxyType({"zh": "zh-hans", "en": "en"})
MODES = ("plain", "elder")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)


class Faces:
    """Chinese unless somebody chose otherwise; large letters for whoever asked for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the chosen language, under a policy that lets nothing foreign in."""
        language = LANGUAGES.get(request.COOKIES.get(LANGUAGE_COOKIE, ""), LANGUAGES["zh"])
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(self), geolocation=(self)")
        if response.headers.get("Content-Type", "").startswith("text/html"):
            # A page shows what its reader alone may see; nobody in between keeps it.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Turn what a view could not do into a page that says so; anything unforeseen goes up."""
        if isinstance(fault, Refused) and fault.code == "not_visible":
            return problems.not_found(request)
        if isinstance(fault, Refused):
            return problems.refused(request, fault)
        if isinstance(fault, TooOften):
            return problems.too_often(request, after=fault.after)
        if isinstance(fault, GONE):
            return problems.unavailable(request, after=AFTER)
        return None


def is_elder(request: HttpRequest) -> bool:
    """Whether the reader asked for large letters."""
    return request.COOKIES.get(MODE_COOKIE) == "elder"
