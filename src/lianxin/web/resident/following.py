"""Following a matter by its query code: who has it, since when, until when, and what one may do."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lianxin.cases import book as books
from lianxin.cases.reading import bearers, history, queries
from lianxin.cases.reading import clocks as case_clocks
from lianxin.cases.reading.queries import CaseView
from lianxin.files import downloads
from lianxin.people import rate_limits
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.numbers import tidy
from lianxin.rules.refusals import Refused
from lianxin.web import clock as web_clock
from lianxin.web import clocks, dates, names
from lianxin.web.clocks import Bar
from lianxin.web.resident import papers
from lianxin.web.resident.offers import did, offers
from lianxin.web.resident.way import way


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A matter as its petitioner sees it now."""

    code: str
    bearer: Actor
    view: CaseView
    book: Book
    at: datetime


@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the query code and go to its matter."""
    code = tidy(request.POST.get("code", ""))
    if request.method == "POST":
        try:
            visit = seen_by(request, code)
            return HttpResponseRedirect(reverse("follow", args=[visit.code]))
        except Refused:
            pass
    wrong = request.method == "POST"
    context = {"code": request.POST.get("code", ""), "wrong": wrong}
    return render(request, "web/resident/find.html", context, status=422 if wrong else 200)


@require_safe
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Show the way so far, who has it, until when, the papers, and what the resident may do."""
    visit = seen_by(request, code)
    state, book = visit.view.state, visit.book
    running = case_clocks.clocks(state, at=visit.at, book=book)
    bars = [
        clocks.bar(running_clock, at=visit.at) for running_clock in running if running_clock.public
    ]
    entries = history.entries(visit.bearer, state.number, at=visit.at)
    return render(
        request,
        "web/resident/follow.html",
        {
            "code": visit.code,
            "spaced": f"{visit.code[:5]} {visit.code[5:]}",
            "view": visit.view,
            "state": state,
            "is_new": "new" in request.GET,
            "did": did(visit.view, request.GET.get("did", "")),
            "said": headline(visit),
            "stage": names.stage(state, book),
            "bars": [bar for bar in bars if bar.running][:3],
            "past": [bar for bar in bars if not bar.running],
            "steps": [(dates.moment(step.at, now=visit.at), step) for step in way(entries, book)],
            "papers": papers.listed(visit.code, visit.view, visit.bearer, at=visit.at),
            "offers": offers(visit.view, book, at=visit.at, late=_is_late(visit)),
            "qr": qr(request, visit.code) if "new" in request.GET else "",
        },
    )


@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """Hand out the signed history, which anybody can check without this system."""
    visit = seen_by(request, code)
    document = history.proof(visit.bearer, visit.view.state.number, at=visit.at)
    return HttpResponse(
        json.dumps(document, ensure_ascii=False, indent=1),
        headers=downloads.headers(f"{visit.view.state.number}.proof.json", "application/json"),
    )


@require_safe
def attachment(request: HttpRequest, code: str, id_: UUID) -> HttpResponseBase:
    """Hand out a file of the matter for download; 404 for any other."""
    visit = seen_by(request, code)
    opened = history.attached(visit.bearer, visit.view.state.number, str(id_), at=visit.at)
    return downloads.response(opened.file, opened.headers)


def seen_by(request: HttpRequest, code: str) -> FollowedCase:
    """Return the matter of a query code; refused `not_visible`, and TooOften for guessing."""
    at = web_clock.now()
    bearer = bearers.bearer(code, address=rate_limits.address(request), at=at)
    book = books.fresh()
    return FollowedCase(tidy(code), bearer, queries.view(bearer, bearer.case, at=at), book, at)


def headline(visit: FollowedCase) -> str:
    """Return the one sentence a resident came for: who has it now, and until when."""
    state, book = visit.view.state, visit.book
    lead = names.body(state.lead.body if state.lead else None, book)
    until = _until(visit)
    if state.phase in _ENDED:
        return _ENDED[state.phase]()
    if state.phase in {"answered", "concluded", "followed_up"}:
        who = names.body(state.last_lead.body, book) if state.last_lead else _("办理单位")
        return _("%(who)s已经答复。请看看有没有解决，告诉我们您满不满意。") % {"who": who}
    if not lead and state.secret and state.house.centre is None:
        # Every body of the book is shut out (article 30): nobody here is said to be at work on it.
        return _(
            "本地的单位都应当回避，没有单位可以派。您也可以直接向上一级信访部门或者纪检监察机关反映。"
        )
    if not lead:
        centre = names.body(state.house.centre or state.house.registrar_body, book) or _("登记单位")
        if until:
            return _("%(who)s正在派单，最迟%(day)s派给办理单位。") % {"who": centre, "day": until}
        return _("%(who)s正在派单。") % {"who": centre}
    return _at_work(lead, state.phase, until, late=_is_late(visit))


def _at_work(who: str, phase: str, day: str, *, late: bool) -> str:
    doing = _DOING.get(phase, _DOING[""])()
    parts = {"who": who, "doing": doing, "day": day}
    if late:
        return _("%(who)s%(doing)s。本该%(day)s前答复您，已经超期；您可以催一催。") % parts
    if day:
        return _("%(who)s%(doing)s，最迟%(day)s答复您。") % parts
    return _("%(who)s%(doing)s。") % parts


_DOING: Mapping[str, Callable[[], str]] = {
    "": lambda: _("正在办理"),
    "reviewing": lambda: _("正在复查"),
    "re_reviewing": lambda: _("正在复核"),
}


def _is_late(visit: FollowedCase) -> bool:
    owed = _owed(visit)
    return bool(owed) and max(owed) < visit.at


def _until(visit: FollowedCase) -> str:
    """The latest moment of what is promised and running: until then the resident hears."""
    owed = _owed(visit)
    return dates.day(max(owed), now=visit.at) if owed else ""


def _owed(visit: FollowedCase) -> list[datetime]:
    procedure = visit.book.procedures[visit.view.state.version]
    return [
        clock.due
        for clock in visit.view.state.clocks
        if clock.running
        and clock.due is not None
        and (rule := procedure.clock_index.get(clock.code)) is not None
        and rule.promise
    ]


_ENDED = {
    "closed": lambda: _("这件事已经结案。还有问题，可以再反映，谁也不能拦您。"),
    "archived": lambda: _("这件事已经结案归档。还有问题，可以再反映。"),
    "withdrawn": lambda: _("您已撤回这件事。想起来还要办，随时可以再反映。"),
    "declined": lambda: _("这件事没有受理，理由和该找的地方写在下面。"),
    "diverted": lambda: _("这件事按法律转到了其他途径，下面写着是哪里。"),
    "merged": lambda: _("这件事并到同一件事里一起办。"),
    "ended": lambda: _("信访程序已经终结。"),
}


def qr(request: HttpRequest, code: str) -> SafeString:
    """Return a picture of the address of a matter, for another phone to read."""
    address = request.build_absolute_uri(reverse("follow", args=[code]))
    picture = segno.make(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    # The picture is ours, made of the address alone.
    return mark_safe(picture)  # noqa: S308 - nothing in it was written by a person


__all__ = ["Bar", "FollowedCase", "find", "follow", "headline", "proof", "seen_by"]
