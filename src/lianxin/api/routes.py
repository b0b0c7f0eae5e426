"""The interface put together: its routers, and how what goes wrong anywhere is told."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from lianxin.api import attachments, cases, figures, login, papers, reference, sittings
from lianxin.api.answers import refused
from lianxin.api.faults import faults
from lianxin.api.language import language
from lianxin.api.problems import Problem, answer
from lianxin.database.outage import AFTER, GONE
from lianxin.people.rate_limits import TooOften
from lianxin.rules.refusals import Refused

log = logging.getLogger(__name__)
api = NinjaAPI(
    title="联心 Lianxin",
    version="1",
    description=(
        "Cases of residents: registered, handled, answered, proved. 群众诉求：登记、办理、答复、可查证。\n"
        "Texts may not hold the NUL character; whole numbers are written without a point; moments"
        " carry an offset and lie between the years 1900 and 2200. Every no is a"
        " problem document (RFC 9457) in Chinese or English, by Accept-Language."
    ),
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
)
for router in (
    cases.router,
    attachments.router,
    papers.router,
    figures.router,
    sittings.router,
    reference.router,
    login.router,
):
    api.add_router("", router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, problem: Problem) -> HttpResponse:
    return answer(problem, request)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, no: Refused) -> HttpResponse:
    return refused(no, request)


@api.exception_handler(TooOften)
def _too_often(request: HttpRequest, no: TooOften) -> HttpResponse:
    return answer(Problem("too_many", after=no.after), request)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, no: AuthenticationError) -> HttpResponse:
    return answer(Problem("token_unknown"), request)


@api.exception_handler(Http404)
def _nothing(request: HttpRequest, no: Http404) -> HttpResponse:
    return answer(Problem("not_found"), request)


@api.exception_handler(ValidationError)
def _parameters(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    lang = language(request)
    errors = [
        fault
        for error in wrong.errors
        for fault in faults([_told(error)], lang=lang, source=str(error["loc"][0]))
    ]
    return answer(Problem("invalid", errors=errors), request)


def _told(error: dict[str, Any]) -> dict[str, Any]:
    """Leave out the place that ninja names first, and the name of the view's own argument."""
    place = [part for part in error["loc"][1:] if part not in {"asked", "wanted"}]
    return {**error, "loc": place}


def _gone(request: HttpRequest, no: Exception | type[Exception]) -> HttpResponse:
    """The transaction is undone by whoever lost the connection: nothing is half-written."""
    log.warning("the database is away: %s", no)
    return answer(Problem("unavailable", after=AFTER), request)


for lost in GONE:
    api.add_exception_handler(lost, _gone)


@api.exception_handler(Exception)
def _failed(request: HttpRequest, no: Exception) -> HttpResponse:
    log.error("%s %s failed", request.method, request.path, exc_info=no)
    return answer(Problem("internal"), request)
