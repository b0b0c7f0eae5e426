"""Log-in by user name and password, log-out, and who the caller is."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import authenticate
from django.contrib.auth import login as begin
from django.contrib.auth import logout as end
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from ninja import Router

from lianxin.api import answers, bodies, moment, shapes, shown, throttle
from lianxin.api.access import Asked, Session, access, keep_session, of_account, with_session
from lianxin.api.documents import json_body, problems
from lianxin.api.problems import Problem
from lianxin.ledger import journal
from lianxin.people.models import Account

FAMILY = "access"
# Habits of the field, no figure of the standard (GB/T 22239-2019 8.1.4.1 names none) [D].
TRIES = 5
LOCKED = timedelta(minutes=15)
BY_ADDRESS = throttle.Rate(most=300, seconds=900)

# A try is counted before the password is looked at, so that many at once are no way round.
# While locked the moment stands still: an attacker cannot keep somebody out for good.
_TRY = """
INSERT INTO api_login_try AS held (name_key, tries, tried_at)
VALUES (%(name)s, 1, %(at)s)
ON CONFLICT (name_key) DO UPDATE SET
    tries = CASE WHEN held.tried_at <= %(free)s THEN 1 ELSE held.tries + 1 END,
    tried_at = CASE WHEN held.tries >= %(most)s AND held.tried_at > %(free)s
        THEN held.tried_at ELSE excluded.tried_at END
RETURNING tries, tried_at
"""
_CLEAR = "DELETE FROM api_login_try WHERE name_key = %s"

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
    at = moment.now()
    throttle.count({f"login from {throttle.address(request)}": BY_ADDRESS}, at=at)
    given = bodies.read(request, bodies.LOGIN)
    name = throttle.hashed(f"login {given.username}")
    tries = _counted(name, at=at)
    # The password is hashed for an unknown name too, so the time taken tells nothing.
    account = authenticate(request, username=given.username, password=given.password)
    if not isinstance(account, Account) or account.officer_id is None:
        if tries == TRIES:
            _record("login_locked", name.hex(), {"tries": tries}, at=at)
        raise Problem("login_wrong")
    with_session(request)
    with transaction.atomic():
        begin(request, account)
        with connection.cursor() as cursor:
            cursor.execute(_CLEAR, [name])
        _record("logged_in", str(account.officer_id), {}, at=at)
        told = shown.me(of_account(account, at=at)) | {"csrf_token": get_token(request)}
        answer = keep_session(request, answers.told(told))
    CsrfViewMiddleware(lambda request: answer).process_response(request, answer)
    return answer


@router.post(
    "/logout",
    auth=Session(),
    response={204: None, **problems(401, 403, 503)},
    summary="Log out",
)
def logout(request: Asked) -> HttpResponse:
    """End the session of this cookie."""
    caller = request.auth
    answer = HttpResponse(status=204)
    del answer["Content-Type"]
    with transaction.atomic():
        end(request)
        _record("logged_out", caller.actor.person, {}, at=caller.at)
        return keep_session(request, answer)


@router.get(
    "/me",
    auth=access(),
    response={200: shapes.Me, **problems(401, 503)},
    summary="Tell who I am",
)
def me(request: Asked) -> HttpResponse:
    """Return the caller's posts of today and what he may ask for."""
    return answers.told(shown.me(request.auth))


def _counted(name: bytes, *, at: datetime) -> int:
    """Count a try and return which one in a row it is; Problem `login_locked` above the limit."""
    asked: dict[str, bytes | datetime | int] = {
        "name": name,
        "at": at,
        "free": at - LOCKED,
        "most": TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TRY, asked)
        tries, tried_at = cursor.fetchone()
    if tries > TRIES:
        left = tried_at + LOCKED - at
        raise Problem("login_locked", after=max(1, round(left.total_seconds())))
    return int(tries)


@transaction.atomic
def _record(fact: str, who: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Put it on record in a stream of the person's own; a name tried is known by its digest."""
    journal.append(
        family=FAMILY,
        stream=journal.stream_of(FAMILY, f"log-in/{who}"),
        fact=fact,
        payload={"who": who, **payload},
        person=who if fact != "login_locked" else "",
        post="",
        body="",
        at=at.replace(microsecond=0),
        command=uuid4(),
    )
