"""What an officer typed into a form whose session had ended: kept for him alone, shown to him once.

Each log-in makes a new proof of origin for forms. The browser keeps, signed, whose log-in each of its
last proofs was: so a form tells by itself who typed into it, whoever has logged in meanwhile.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Concatenate, ParamSpec
from uuid import UUID, uuid4

from django.contrib.auth import SESSION_KEY
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH, get_token
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_http_methods

from lianxin.people import sealing
from lianxin.people.sealing import CannotOpen
from lianxin.web import clock

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
COOKIE, HELD = "proofs", "typed"
FIELD = "typed"
"""What the address of a page names a kept form by."""
SALT = "lianxin.web.typed"
PROOFS = 4
"""So many log-ins of a browser are known by their proof; a form of an older one is not."""
KNOWN_FOR = 3 * 24 * 3600
GOOD_FOR = timedelta(minutes=30)
MARK = "is_form_page"
LARGEST = 300_000
"""Bytes of a form that are kept; the longest procedure has a third of it."""


def form_page(view: Page[P]) -> Page[P]:
    """Mark a page that is opened by GET, sent by POST, and shows again what was typed into it."""
    page = require_http_methods(["GET", "POST"])(view)
    vars(page)[MARK] = True
    return page


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


def way_back(request: HttpRequest, person: str) -> str:
    """Return the address that shows somebody's form again; what another typed is forgotten."""
    kept = request.session.get(HELD)
    if kept is None:
        return ""
    request.session.set_expiry(None)
    if kept["person"] != person:
        del request.session[HELD]
        return ""
    return f"{kept['path']}?{FIELD}={kept['id']}"


def is_waiting(request: HttpRequest) -> bool:
    """Whether something is kept for whoever logs in next on this browser."""
    return HELD in request.session


def is_typed(request: HttpRequest) -> bool:
    """Whether it is known who typed a form, and its page can show it again."""
    return bool(_typist(request)) and _is_kept(request)


def is_typists(request: HttpRequest, person: str | None) -> bool:
    """Whether a form was typed by this officer."""
    return bool(person) and _typist(request) == person


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody had typed: the fields of the form, and the names of files to be chosen again."""

    fields: QueryDict
    files: tuple[str, ...]


def restored(request: HttpRequest, person: str) -> Draft | None:
    """Return what was kept under the id in the address, once, to the officer who typed it there.

    None for any other id, page or officer, and after half an hour: the form is then empty.
    """
    id_, kept = request.GET.get(FIELD), request.session.get(HELD) if FIELD in request.GET else None
    if kept is None or (kept["id"], kept["path"]) != (id_, request.path):
        return None
    del request.session[HELD]
    if kept["person"] != person or clock.now() > datetime.fromisoformat(kept["until"]):
        return None
    try:
        body = sealing.unseal(b64decode(kept["sealed"]), owner=UUID(kept["id"]), field=HELD)
    except CannotOpen:
        return None
    draft = json.loads(body)
    fields = QueryDict(mutable=True)
    for name, value in draft["fields"]:
        fields.appendlist(name, value)
    return Draft(fields, tuple(draft["files"]))


def _is_kept(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and hasattr(match.func, MARK)


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
