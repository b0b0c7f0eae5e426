"""Who sits at the desk: an officer with a session and the posts of today."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib.auth import get_user
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.cases import book as books
from lianxin.people import actors, log_in
from lianxin.people.models import Account
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.time.calendar import CHINA
from lianxin.web import clock, names, typed

P = ParamSpec("P")
ADMIN = "admin"
"""The role of a post whose holder manages how the county works; it gives no part in any case."""
LEADING = frozenset({"leader", "head", "secretary", "section_head", "supervisor", "inspector"})
AUDITOR = "auditor"
FIRST_PAGES = (("leader", "desk_leader"), (AUDITOR, "desk_audit"), (ADMIN, "manage"))


@dataclass(frozen=True, slots=True)
class Desk:
    """One request at the desk: who, when, and the book as it stands."""

    actor: Actor
    name: str
    at: datetime
    book: Book
    form: QueryDict | None = None
    """What was typed into the page's form, sent now or before a log-in; None on a page just opened."""
    returned: str = ""
    """What to say of a form that came back after a log-in: it is shown as typed, nothing is done."""

    @property
    def answers(self) -> QueryDict:
        """What was typed into the page's form; empty on a page just opened."""
        return QueryDict() if self.form is None else self.form

    @property
    def title(self) -> str:
        """Which posts the officer holds, as the bar shows them."""
        posts = [self.book.posts[post.post] for post in self.actor.posts[:2]]
        titles = [f"{names.body(p.body, self.book)} · {names.of(p.zh, p.en)}" for p in posts]
        return _("；").join(titles) or _("今天没有岗位")

    @property
    def manages(self) -> bool:
        """Whether the officer is an administrator of the county's data."""
        return any(post.role == ADMIN for post in self.actor.posts)

    @property
    def leads(self) -> bool:
        """Whether one of the posts leads a body, or watches over others."""
        return not self.actor.roles.isdisjoint(LEADING)

    @property
    def audits(self) -> bool:
        """Whether one of the posts looks at who looked at what."""
        return AUDITOR in self.actor.roles


View = Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]


def officer(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let officers in with their posts of today; send anybody else to the log-in and back here."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        account = get_user(request)
        if not isinstance(account, Account) or account.officer_id is None:
            return to_log_in(request)
        desk = _desk(account)
        draft = typed.restored(request, desk.actor.person) if request.method == "GET" else None
        if draft is None:
            form = request.POST if request.method == "POST" else None
            return view(request, replace(desk, form=form), *args, **kwargs)
        with looking_only():
            desk = replace(desk, form=draft.fields, returned=_said(draft.files))
            return view(request, desk, *args, **kwargs)

    return inner


def _desk(account: Account) -> Desk:
    at = clock.now()
    person = str(account.officer_id)
    seat = actors.seat(person, on=at.astimezone(CHINA).date())
    actor = Actor(person, kind="officer" if seat.posts else "petitioner", posts=seat.posts)
    return Desk(actor, seat.name, at, books.fresh(seat.versions))


@contextmanager
def looking_only() -> Iterator[None]:
    """Let the database refuse whatever would be written meanwhile."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
        yield


def _said(files: tuple[str, ...]) -> str:
    said = _("登录过期了，这张表单没有提交。您写的都还在，看过再提交。")
    if not files:
        return said
    lost = _("选好的文件没有留下，请再选一次：%(names)s。") % {"names": _("、").join(files)}
    return said + lost


def to_log_in(request: HttpRequest) -> HttpResponse:
    """Lead to the log-in and from there back here; what a form held is kept for whoever typed it."""
    back = request.get_full_path() if request.method == "GET" else request.META.get("HTTP_REFERER")
    query = urlencode({"next": back}) if back else ""
    address = f"{reverse('desk_log_in')}?{query}"
    if request.headers.get("HX-Request"):
        # A part of a page must not be filled with the log-in page.
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    response = HttpResponseRedirect(address)
    if request.method == "POST":
        typed.keep(request)
    return response


@require_http_methods(["GET", "POST"])
def log_in_page(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; five failed tries lock a name for 15 minutes."""
    context: dict[str, Any] = {
        "next": _next(request),
        "username": request.POST.get("username", ""),
        "kept": typed.is_waiting(request),
    }
    if request.method == "GET":
        return render(request, "web/desk/log_in.html", context)
    at = clock.now()
    try:
        account = log_in.account(
            request,
            username=request.POST.get("username", "")[:200],
            password=request.POST.get("password", "")[:1000],
            at=at,
        )
    except log_in.UnableToLogIn as no:
        minutes = -(-no.after // 60)
        locked = _("失败次数过多，请%(minutes)s分钟后再试。") % {"minutes": minutes}
        context["fault"] = locked if no.after else _("用户名或密码不对。")
        return render(request, "web/desk/log_in.html", context, status=429 if no.after else 422)
    log_in.begin(request, account, at=at)
    person, address = str(account.officer_id), _next(request)
    address = _first_page(account) if address == reverse("desk") else address
    response = HttpResponseRedirect(typed.way_back(request, person) or address)
    typed.remember(request, response, person)
    return response


def log_in_again(request: HttpRequest) -> HttpResponse:
    """Show a log-in that lay open too long once more, with the name."""
    context = {
        "next": _next(request),
        "username": request.POST.get("username", ""),
        "kept": typed.is_waiting(request),
        "fault": _("这一页开得太久，请再输一次密码。"),
    }
    return render(request, "web/desk/log_in.html", context, status=403)


@require_POST
def log_out_page(request: HttpRequest) -> HttpResponse:
    """End the session."""
    account = get_user(request)
    if isinstance(account, Account) and account.officer_id is not None:
        log_in.end(request, str(account.officer_id), at=clock.now())
    return HttpResponseRedirect(reverse("desk_log_in"))


def _first_page(account: Account) -> str:
    """What somebody comes for: a leader what is stuck, an auditor who looked, others what waits."""
    if account.officer_id is None:
        return reverse("desk")
    roles = _desk(account).actor.roles
    return reverse(next((page for role, page in FIRST_PAGES if role in roles), "desk"))


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if address and ours else reverse("desk")
