"""The way of API requests through the web server: straight to their view.

Sessions, cookies and languages of pages cost more than the views themselves; the interface makes
out its callers on its own, so its requests do not go through the other middleware.
"""

from collections.abc import Callable

from django.core.exceptions import DisallowedHost
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.urls import get_resolver

from lianxin.api.problems import Problem, answer

API = "/api/"
OURS = (API, "/healthz", "/readyz")
URLS = "lianxin.api.urls"


class Lane:
    """Middleware to stand behind SecurityMiddleware and before all others."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request of the interface; hand any other one on."""
        if request.path_info.startswith(OURS):
            return answered(request)
        return self.get_response(request)


def answered(request: HttpRequest) -> HttpResponseBase:
    """Answer a request by the interface's own addresses, every no as a problem document."""
    try:
        if request.path_info.startswith(API):
            # Whoever only asks whether we live may call us by our bare address.
            request.get_host()
        match = get_resolver(URLS).resolve(request.path_info)
        request.resolver_match = match
        response: HttpResponseBase = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return answer(Problem("not_found"), request)
    except DisallowedHost:
        return answer(Problem("malformed"), request)
    if isinstance(response, HttpResponseNotAllowed):
        refusal = answer(Problem("method_not_allowed"), request)
        refusal["Allow"] = response["Allow"]
        response = refusal
    if response.status_code < 500:
        # Django would write the address of every no into its log, query codes among them.
        response._has_been_logged = True  # type: ignore[attr-defined]  # Django's own mark
    return response
