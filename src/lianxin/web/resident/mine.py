"""My own matters, opened by the telephone they were raised with: a code, no account, no password."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianxin.cases import book as books
from lianxin.cases.codes import code_of
from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import CaseLine
from lianxin.messages import carrier, phone_codes
from lianxin.messages.phone_codes import HeldPhone, NotMobile
from lianxin.people import petitioners, rate_limits
from lianxin.people.rate_limits import TooOften
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.phases import is_final
from lianxin.web import clock, dates, names

COOKIE, SALT = "held", "lianxin.web.resident.mine"
STAY = 30 * 60
"""Seconds until a telephone must show itself again: phones and counters are shared."""
MOST = 50


@dataclass(frozen=True, slots=True)
class Mine:
    """A matter in the list of whoever raised it."""

    title: str
    number: str
    url: str
    stage: str
    who: str
    day: str
    is_open: bool


@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """List the matters of a telephone that was shown to be held; else ask for its number, then code."""
    at = clock.now()
    if request.method == "GET":
        phone_held = _held(request)
        return _listed(request, phone_held, at) if phone_held else _asked(request)
    if "code" in request.POST:
        return _redeemed(request, at)
    return _sent(request, at)


def again(request: HttpRequest) -> HttpResponse:
    """Show a form that lay open too long once more, with the number; nothing is sent or opened."""
    phone = request.POST.get("phone", "").strip()[:40]
    step = "code" if "code" in request.POST else "phone"
    fault = _("这一页开得太久，请再按一次。")
    return _asked(request, phone=phone, step=step, fault=fault, status=403)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the telephone on this browser."""
    response = HttpResponseRedirect(reverse("mine"))
    response.delete_cookie(COOKIE)
    return response


def _sent(request: HttpRequest, at: datetime) -> HttpResponse:
    phone = request.POST.get("phone", "").strip()[:40]
    words = _("您的验证码是 %(code)s，5分钟内有效。不要告诉任何人。【连心桥】")
    try:
        phone_codes.ask(phone, words=words, address=rate_limits.address(request), at=at)
    except NotMobile:
        return _asked(request, phone=phone, fault=_("请写11位手机号，例如 13800000000。"))
    except TooOften as no:
        return _asked(request, phone=phone, fault=_wait(no.after), status=429)
    return _asked(request, phone=phone, step="code")


def _redeemed(request: HttpRequest, at: datetime) -> HttpResponse:
    phone, code = request.POST.get("phone", "")[:40], request.POST.get("code", "")[:20]
    try:
        phone_held = phone_codes.redeem(phone, code, address=rate_limits.address(request), at=at)
    except TooOften as no:
        return _asked(request, phone=phone, step="code", fault=_wait(no.after), status=429)
    if phone_held is None:
        fault = _("验证码不对，或者已经过期。请核对，或者重新要一个。")
        return _asked(request, phone=phone, step="code", fault=fault)
    response = HttpResponseRedirect(reverse("mine"))
    response.set_signed_cookie(
        COOKIE,
        json.dumps([phone_held.key.hex(), phone_held.shown]),
        salt=SALT,
        max_age=STAY,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
    return response


def _wait(after: int) -> str:
    return _("要得太勤了，请%(minutes)s分钟后再试。") % {"minutes": -(-after // 60)}


def _held(request: HttpRequest) -> HeldPhone | None:
    try:
        cookie = request.get_signed_cookie(COOKIE, salt=SALT, max_age=STAY) or ""
        key, digits = json.loads(cookie)
        return HeldPhone(bytes.fromhex(key), str(digits))
    except (KeyError, BadSignature, ValueError):
        return None


def _asked(
    request: HttpRequest,
    *,
    phone: str = "",
    step: str = "phone",
    fault: str = "",
    status: int = 422,
) -> HttpResponse:
    context = {
        "phone": phone,
        "step": step,
        "fault": fault,
        "is_sent": carrier.is_connected(),
        "minutes": int(phone_codes.GOOD_FOR.total_seconds() // 60),
    }
    return render(request, "web/resident/mine_ask.html", context, status=status if fault else 200)


def _listed(request: HttpRequest, phone_held: HeldPhone, at: datetime) -> HttpResponse:
    book = books.fresh()
    mine = frozenset(str(petitioner) for petitioner in petitioners.of_phone_key(phone_held.key))
    rows: tuple[CaseLine, ...] = ()
    if mine:
        actor = Actor(person="", kind="petitioner", petitioners=mine)
        rows = queries.page(actor, Filters(), at=at, limit=MOST).rows
    context = {"phone": phone_held.shown, "matters": [_mine(row, book, at) for row in rows]}
    return render(request, "web/resident/mine.html", context)


def _mine(row: CaseLine, book: Book, at: datetime) -> Mine:
    return Mine(
        title=row.title,
        number=row.number,
        url=reverse("follow", args=[code_of(str(row.id))]),
        stage=names.phase(row.phase),
        who=names.body(row.lead, book),
        day=dates.day(row.registered_at, now=at),
        is_open=not is_final(row.phase),
    )
