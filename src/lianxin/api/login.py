"""Log-in by user name and password, log-out, and who the caller is."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from ninja import Router

from lianxin.api import answers, bodies, clock, shapes, shown
from lianxin.api.access import (
    CallerRequest,
    Session,
    access,
    keep_session,
    of_account,
    with_session,
)
from lianxin.api.documents import json_body, problems
from lianxin.api.problems import Problem
from lianxin.people import log_in

router = Router(tags=["log-in"])


@router.post(
    "/login",
    auth=None,
    response={200: shapes.LoggedIn, **problems(400, 401, 413, 415, 422, 429, 503)},
    openapi_extra=json_body("Login", keyed=False),
    summary="Log in",
)
def login(request: HttpRequest) -> HttpResponse:
    """Begin a session; five failed tries lock the name for 15 minutes, known or not."""
    at = clock.now()
    credentials = bodies.read(request, bodies.LOGIN)
    try:
        account = log_in.account(
            request, username=credentials.username, password=credentials.password, at=at
        )
    except log_in.UnableToLogIn as no:
        raise Problem(
            "login_locked" if no.after else "login_wrong", after=no.after or None
        ) from None
    with_session(request)
    with transaction.atomic():
        log_in.begin(request, account, at=at)
        body = shown.me(of_account(account, at=at)) | {"csrf_token": get_token(request)}
        answer = keep_session(request, answers.json_answer(body))
    CsrfViewMiddleware(lambda request: answer).process_response(request, answer)
    return answer


@router.post(
    "/logout",
    auth=Session(),
    response={204: None, **problems(401, 403, 503)},
    summary="Log out",
)
def logout(request: CallerRequest) -> HttpResponse:
    """End the session of this cookie."""
    caller = request.auth
    answer = HttpResponse(status=204)
    del answer["Content-Type"]
    with transaction.atomic():
        log_in.end(request, caller.actor.person, at=caller.at)
        return keep_session(request, answer)


@router.get(
    "/me",
    auth=access(),
    response={200: shapes.Me, **problems(401, 503)},
    summary="Tell who I am",
)
def me(request: CallerRequest) -> HttpResponse:
    """Return the caller's posts of today and what he may ask for."""
    return answers.json_answer(shown.me(request.auth))
