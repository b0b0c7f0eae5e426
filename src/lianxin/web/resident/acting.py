"""What a resident may do with the own matter: each a small form made from the command itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from lianxin.cases import book as books
from lianxin.cases import door, queries
from lianxin.cases.door import Key
from lianxin.cases.queries import CaseView
from lianxin.people import visits
from lianxin.rules import commands
from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence
from lianxin.web import attaching, dates, moment, questions
from lianxin.web.questions import Question

said = lazy(_, str)
BY_CODE = visits.Rate(most=30, seconds=600)
OFFERED: Mapping[str, tuple[Promise | str, Promise | str]] = {
    "add": (said("补充"), said("再说几句，或者补照片")),
    "urge": (said("催一催"), said("每天可以催一次，会记下来")),
    "rate": (said("评价"), said("有没有人联系您、解决了没有、满不满意")),
    "confirm": (said("问题解决了"), said("您确认之后，这件事就可以结案")),
    "reopen": (said("没解决，接着办"), said("退回办理单位继续办")),
    "request_review": (said("申请复查"), said("对处理意见不服，可以向上一级申请复查")),
    "request_re_review": (said("申请复核"), said("对复查意见不服，可以向上一级申请复核")),
    "withdraw": (said("撤回"), said("不办了；以后随时可以再反映")),
    "release_agent": (said("不要代办了"), said("以后您自己跟进")),
    "rate_agent": (said("评价代办员"), said("代办员办得怎么样")),
}
ABOUT_AGENT = frozenset({"release_agent", "rate_agent"})
WINDOWS = {"request_review": "review_apply", "request_re_review": "re_review_apply"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the resident may do now, and until when if that ends."""

    name: str
    label: str
    hint: str
    until: str


def offers(view: CaseView, book: Book) -> list[Offer]:
    """Return what is open to the petitioner now, in the order of use."""
    return [
        Offer(name, str(label), str(hint), _until(view, name))
        for name, (label, hint) in OFFERED.items()
        if name in view.commands and (view.state.agent or name not in ABOUT_AGENT)
    ]


def _until(view: CaseView, name: str) -> str:
    clock = view.state.clock(WINDOWS.get(name, ""))
    return dates.full(clock.due) if clock is not None and clock.due is not None else ""


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Ask what the command needs, and give it; a refusal stands on the same page with its article."""
    at = moment.now()
    visits.count({f"act on {code[:40]}": BY_CODE}, at=at)
    books.fresh()
    view = queries.track(code, at=at)
    if name not in OFFERED:
        raise Refused("not_visible")
    asked = questions.of(commands.CLASSES[name])
    if request.method == "GET":
        return _show(request, code, view, name, asked)
    return _given(request, code, view, name, asked)


def _given(
    request: HttpRequest, code: str, view: CaseView, name: str, asked: tuple[Question, ...]
) -> HttpResponse:
    at = moment.now()
    files, faults = attaching.take(request.FILES.getlist("attachments"), room=attaching.MOST, at=at)
    told = questions.told(asked, request.POST)
    if files:
        told["attachments"] = [id_ for id_, _name in files]
    try:
        command: Any = commands.parse(name, told)
    except ValidationError as wrong:
        found = questions.faults(asked, wrong)
        return _show(request, code, view, name, questions.filled(asked, request.POST, found))
    if faults:
        filled = questions.filled(asked, request.POST, {})
        return _show(request, code, view, name, filled, refused=" ".join(faults))
    key = Key(
        f"code:{view.state.id}",
        _token(request),
        sha256(repr(sorted(told.items())).encode()).digest(),
    )
    try:
        door.record(
            view.state.number, command, actor=queries.petitioner_by_code(code), at=at, key=key
        )
    except Refused as no:
        why = sentence(no, get_language() or "zh")
        filled = questions.filled(asked, request.POST, {})
        return _show(request, code, view, name, filled, refused=why, article=_article(no))
    return HttpResponseRedirect(f"{reverse('follow', args=[code])}?did={name}")


def _article(no: Refused) -> str:
    return str(no.why.get("article", ""))


def _token(request: HttpRequest) -> str:
    try:
        return str(UUID(request.POST.get("token", "")))
    except ValueError:
        return str(uuid4())


def _show(
    request: HttpRequest,
    code: str,
    view: CaseView,
    name: str,
    asked: tuple[Question, ...],
    *,
    refused: str = "",
    article: str = "",
) -> HttpResponse:
    label, hint = OFFERED[name]
    faulty = bool(refused) or any(one.fault for one in asked)
    shown = {
        "code": code,
        "view": view,
        "name": name,
        "label": label,
        "hint": hint,
        "questions": asked,
        "refused": refused,
        "article": article,
        "token": request.POST.get("token") or str(uuid4()),
        "open": name in view.commands,
    }
    return render(request, "web/resident/act.html", shown, status=422 if faulty else 200)
