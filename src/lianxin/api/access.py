"""Who calls: a machine by its token, an officer by the session of a log-in; both become an Actor."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from ninja.security.base import AuthBase
from ninja.utils import check_csrf
from typing_extensions import override

from lianxin.api import clock, fresh, grants
from lianxin.api.grants import acting
from lianxin.api.problems import Problem
from lianxin.people import actors
from lianxin.people.actors import VERBS, Verb
from lianxin.people.models import Account
from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, what he may ask for, and the name that his idempotency keys are kept under.

    `presumed` are the verbs, one of which the door must still find in his token; none: he is sure.
    """

    actor: Actor
    verbs: frozenset[str]
    name: str
    at: datetime
    versions: str
    label: str = ""
    body: str | None = None
    presumed: frozenset[str] = frozenset()


class CallerRequest(HttpRequest):
    """A request after its caller was made out."""

    auth: Caller


class Presumed:
    """A caller as this process knew him, until the door confirms him.

    Called with the versions of the organisation that the door read, it returns who acts then, from
    the `post` he named if he did; Problem as `permitted` and `by_token` when the token grants that
    no longer, refused as `Actor.acting_from`.
    """

    def __init__(self, request: CallerRequest) -> None:
        self.caller = request.auth
        self.post: str | None = None
        self._given = request.META.get("HTTP_AUTHORIZATION", "")

    def __call__(self, versions: str) -> Actor:
        """Return who acts at these versions."""
        before = self.caller
        if before.presumed and versions != before.versions:
            caller = by_token(self._given, at=before.at, versions=versions)
            self.caller = permitted(caller, before.presumed)
        return self.caller.actor.acting_from(self.post)

    @contextmanager
    def confirmed(self) -> Iterator[None]:
        """Let nobody whose token ended learn what is wrong with his request."""
        try:
            yield
        except (Problem, Refused):
            if self.caller.presumed:
                self(fresh.versions())
            raise


class Bearer(AuthBase):
    """A token in the `Authorization` header; any of `verbs` lets it in, none asked lets all in.

    `by_door`: what comes goes through the door, which confirms a token that this process knows.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, *verbs: Verb, by_door: bool = False) -> None:
        self.verbs = frozenset(verbs)
        self.by_door = by_door
        super().__init__()

    @override
    def __call__(self, request: HttpRequest) -> Caller | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        at = clock.now()
        presumed = _presumed(header, at=at, verbs=self.verbs) if self.by_door else None
        return presumed or permitted(by_token(header, at=at), self.verbs)


class Session(AuthBase):
    """The session cookie of a log-in; what changes something needs the X-CSRFToken header too."""

    openapi_type = "apiKey"
    openapi_in = "cookie"
    openapi_name = settings.SESSION_COOKIE_NAME

    def __init__(self, *verbs: Verb) -> None:
        self.verbs = frozenset(verbs)
        super().__init__()

    @override
    def __call__(self, request: HttpRequest) -> Caller | None:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        caller = by_session(request, at=clock.now())
        if caller is None:
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Problem("csrf_missing")
        return permitted(caller, self.verbs)


def access(*verbs: Verb, by_door: bool = False) -> list[AuthBase]:
    """Return the ways in for whoever has one of the verbs; without verbs, for everybody known.

    A view that is `by_door` must hand the door a `Presumed`, not an actor.
    """
    return [Bearer(*verbs, by_door=by_door), Session(*verbs)]


def permitted(caller: Caller, verbs: frozenset[str]) -> Caller:
    """Return the caller if he has one of the verbs; Problem `verb_missing` otherwise."""
    if verbs and caller.verbs.isdisjoint(verbs):
        raise Problem("verb_missing", verb=" / ".join(sorted(verbs)))
    return caller


def by_token(header: str, *, at: datetime, versions: str | None = None) -> Caller:
    """Return who bears a token now: a revoked one is refused from that moment on.

    `versions` are those of this moment, read here when nobody else did. Problem `token_unknown`.
    """
    secret = _secret(header)
    now = fresh.versions() if versions is None else versions
    granted = grants.granted(secret, at=at, versions=now)
    if granted is None:
        raise Problem("token_unknown")
    return _caller(granted, at=at, versions=now)


def _presumed(header: str, *, at: datetime, verbs: frozenset[str]) -> Caller | None:
    cached = grants.kept(_secret(header), at=at)
    if cached is None or cached[0].grant.verbs.isdisjoint(verbs):
        return None
    granted, versions = cached
    return _caller(granted, at=at, versions=versions, presumed=verbs)


def _secret(header: str) -> str:
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise Problem("token_unknown")
    return secret


def _caller(
    granted: grants.Granted, *, at: datetime, versions: str, presumed: frozenset[str] = frozenset()
) -> Caller:
    grant = granted.grant
    return Caller(
        actor=granted.actor,
        verbs=grant.verbs,
        name=granted.name,
        at=at,
        versions=versions,
        label=grant.label,
        body=grant.body,
        presumed=presumed,
    )


def by_session(request: HttpRequest, *, at: datetime) -> Caller | None:
    """Return who is logged in, with the posts he holds today (date of China)."""
    with_session(request)
    account = get_user(request)
    if not isinstance(account, Account) or account.officer_id is None:
        return None
    return of_account(account, at=at)


def of_account(account: Account, *, at: datetime) -> Caller:
    """Return the caller that an account stands for."""
    person = str(account.officer_id)
    posts = actors.posts_held(person, on=at.astimezone(CHINA).date())
    return Caller(
        actor=acting(person, posts),
        verbs=frozenset(VERBS),
        name=f"account:{account.pk}",
        at=at,
        versions=fresh.versions(),
    )


def with_session(request: HttpRequest) -> None:
    """Give the request its session where no middleware did: the lane goes without it."""
    if not hasattr(request, "session"):
        SessionMiddleware(_nothing).process_request(request)


def keep_session(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Write the session and its cookie now, so that a failing database shows here."""
    return SessionMiddleware(_nothing).process_response(request, response)


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()
