"""What an officer typed into a form whose session had ended: kept for him alone, shown to him once.

Each log-in makes a new proof of origin for forms. The browser keeps, signed, whose log-in each of its
last proofs was: so a form tells by itself who typed into it, whoever has logged in meanwhile.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib.auth import SESSION_KEY, get_user
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict

from lianxin.people import sealing
from lianxin.people.models import Account
from lianxin.people.sealing import CannotOpen
from lianxin.web import clock

COOKIE, FLAG, HELD = "proofs", "typed", "typed"
SALT = "lianxin.web.typed"
PROOFS = 4
"""So many log-ins of a browser are known by their proof; a form of an older one is not."""
KNOWN_FOR = 3 * 24 * 3600
GOOD_FOR = timedelta(minutes=30)
LARGEST = 300_000
"""Bytes of a form that are kept; the longest procedure has a third of it."""
KEPT = frozenset(
    {
        *("desk_act", "desk_register", "desk_convene", "desk_item", "desk_sitting_act"),
        "desk_bulk",
    }
)
"""Views that show such a form again and do nothing (`Desk.returned`), and all of Manage."""


def remember(request: HttpRequest, response: HttpResponse, person: str) -> None:
    """Let the browser know that forms with the proof made at this log-in are this officer's."""
    mine = [_digest(get_token(request)), person]
    proofs = [mine, *(one for one in _proofs(request) if one[0] != mine[0])][:PROOFS]
    response.set_cookie(
        COOKIE,
        signing.dumps(proofs, salt=SALT),
        max_age=KNOWN_FOR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )


def keep(request: HttpRequest) -> bool:
    """Keep what a form holds, sealed, if it is known who typed it and its page can show it again.

    Passwords and files are not kept; of files the names are, so that they can be asked for again.
    """
    person, path = _typist(request), request.path
    if not person or not _is_kept(request):
        return False
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    files = [file.name for _, many in request.FILES.lists() for file in many]
    body = json.dumps({"fields": fields, "files": files})
    if len(body) > LARGEST:
        return False
    id_, until = uuid4(), clock.now() + GOOD_FOR
    request.session[HELD] = {
        "id": str(id_),
        "person": person,
        "path": path,
        "until": until.isoformat(),
        "sealed": b64encode(sealing.seal(body, owner=id_, field=HELD)).decode(),
    }
    if SESSION_KEY not in request.session:
        # Nobody is logged in: nothing else is in this session, and it goes with what it holds.
        request.session.set_expiry(int(GOOD_FOR.total_seconds()))
    return True


def flag(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let the browser say that something is kept for it, so that no other page looks for it."""
    response.set_cookie(
        FLAG,
        "1",
        max_age=int(GOOD_FOR.total_seconds()),
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def way_back(request: HttpRequest, person: str) -> str:
    """Return where somebody who has just logged in typed before; what another typed is forgotten."""
    told = request.session.get(HELD)
    if told is None:
        return ""
    request.session.set_expiry(None)
    if told["person"] != person:
        del request.session[HELD]
        return ""
    return str(told["path"])


def is_waiting(request: HttpRequest) -> bool:
    """Whether something is kept for whoever logs in next on this browser."""
    return FLAG in request.COOKIES and HELD in request.session


def is_typed(request: HttpRequest) -> bool:
    """Whether it is known who typed a form, and its page can show it again."""
    return bool(_typist(request)) and _is_kept(request)


def is_typists(request: HttpRequest, person: str | None) -> bool:
    """Whether a form was typed by this officer."""
    return bool(person) and _typist(request) == person


class Typed:
    """Middleware behind the proof of origin: the page that was typed on is shown as it was sent."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and forget what was shown again."""
        response = self.get_response(request)
        if hasattr(request, "came_back") and isinstance(response, HttpResponse):
            response.delete_cookie(FLAG, samesite="Lax")
        return response

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Turn the call of a page into the form that was sent to it, once, for whoever typed it."""
        if request.method != "GET" or FLAG not in request.COOKIES:
            return
        told = request.session.get(HELD)
        if told is None or told["path"] != request.path:
            return
        del request.session[HELD]
        account = get_user(request)
        is_his = isinstance(account, Account) and account.officer_id == told["person"]
        if is_his and clock.now() <= datetime.fromisoformat(told["until"]):
            _show_again(request, told)


def _show_again(request: HttpRequest, told: dict[str, str]) -> None:
    try:
        body = sealing.unseal(b64decode(told["sealed"]), owner=UUID(told["id"]), field=HELD)
    except CannotOpen:
        return
    found = json.loads(body)
    fields = QueryDict(mutable=True)
    for name, value in found["fields"]:
        fields.appendlist(name, value)
    request.method, request.POST = "POST", fields  # type: ignore[assignment]  # what Django sets itself
    vars(request).update(_files=MultiValueDict(), came_back=tuple(found["files"]))


def _is_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = (match.url_name or "") if match is not None else ""
    return name in KEPT or name.startswith("manage_")


def _typist(request: HttpRequest) -> str:
    mine = _digest(request.POST.get("csrfmiddlewaretoken", ""))
    return next((person for digest, person in _proofs(request) if digest == mine), "")


def _proofs(request: HttpRequest) -> list[list[str]]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return [[str(digest), str(person)] for digest, person in found]


def _digest(token: str) -> str:
    """The digest of the secret that a form's proof was made from, each form with a mask of its own."""
    mask, shut = token[:CSRF_SECRET_LENGTH], token[CSRF_SECRET_LENGTH:]
    if len(shut) != CSRF_SECRET_LENGTH or not set(token) <= set(CSRF_ALLOWED_CHARS):
        return "none"
    chars = CSRF_ALLOWED_CHARS
    secret = "".join(
        chars[chars.index(one) - chars.index(other)] for one, other in zip(shut, mask, strict=True)
    )
    return salted_hmac(SALT, secret).hexdigest()[:32]
