"""Who calls: a machine by its token, an officer by the session of a log-in; both become an Actor."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from ninja.security.base import AuthBase
from ninja.utils import check_csrf
from typing_extensions import override

from lianxin.api import fresh, grants, moment
from lianxin.api.grants import acting
from lianxin.api.problems import Problem
from lianxin.people import actors
from lianxin.people.actors import VERBS, Verb
from lianxin.people.models import Account
from lianxin.rules.actor import Actor
from lianxin.rules.calendar import CHINA

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls, what he may ask for, and the name that his idempotency keys are kept under."""

    actor: Actor
    verbs: frozenset[str]
    name: str
    at: datetime
    versions: str
    label: str = ""
    body: str | None = None


class Asked(HttpRequest):
    """A request after its caller was made out."""

    auth: Caller


class Bearer(AuthBase):
    """A token in the `Authorization` header; any of `verbs` lets it in, none asked lets all in."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __init__(self, *verbs: Verb) -> None:
        self.verbs = frozenset(verbs)
        super().__init__()

    @override
    def __call__(self, request: HttpRequest) -> Caller | None:
        given = request.META.get("HTTP_AUTHORIZATION")
        if given is None:
            return None
        return permitted(by_token(given, at=moment.now()), self.verbs)


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
        caller = by_session(request, at=moment.now())
        if caller is None:
            return None
        if request.method not in SAFE and check_csrf(request) is not None:
            raise Problem("csrf_missing")
        return permitted(caller, self.verbs)


def access(*verbs: Verb) -> list[AuthBase]:
    """Return the ways in for whoever has one of the verbs; without verbs, for everybody known."""
    return [Bearer(*verbs), Session(*verbs)]


def permitted(caller: Caller, verbs: frozenset[str]) -> Caller:
    """Return the caller if he has one of the verbs; Problem `verb_missing` otherwise."""
    if verbs and caller.verbs.isdisjoint(verbs):
        raise Problem("verb_missing", verb=" / ".join(sorted(verbs)))
    return caller


def by_token(given: str, *, at: datetime) -> Caller:
    """Return who bears a token now: a revoked one is refused from that moment on."""
    scheme, _, secret = given.partition(" ")
    if scheme.lower() != "bearer" or not secret:
        raise Problem("token_unknown")
    versions = fresh.versions()
    granted = grants.granted(secret, at=at, versions=versions)
    if granted is None:
        raise Problem("token_unknown")
    grant = granted.grant
    return Caller(
        actor=granted.actor,
        verbs=grant.verbs,
        name=granted.name,
        at=at,
        versions=versions,
        label=grant.label,
        body=grant.body,
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
    posts = actors.held(person, on=at.astimezone(CHINA).date())
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
