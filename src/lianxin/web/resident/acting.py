"""What a resident may do with the own matter: each a small form made from the command itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.reading import bearers, queries
from lianxin.cases.reading.queries import CaseView
from lianxin.people import rate_limits
from lianxin.rules import commands
from lianxin.rules.actor import Actor
from lianxin.rules.numbers import tidy
from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence
from lianxin.web import attaching, clock, once, questions
from lianxin.web.attaching import File
from lianxin.web.questions import Question
from lianxin.web.resident.offers import OFFERED, asked_of, until, words

BY_CODE = rate_limits.Rate(most=30, seconds=600)
FILES = "attachments"


@dataclass(frozen=True, slots=True)
class _Form:
    """What is asked about a matter, with what was told, kept and wrong so far."""

    code: str
    bearer: Actor
    view: CaseView
    name: str
    asked: tuple[Question, ...]
    files: tuple[File, ...] = ()
    refused: str = ""
    article: str = ""


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Ask what the command needs, and give it; a refusal stands on the same page with its article."""
    at = clock.now()
    form = _opened(request, code, name, at)
    return _show(request, form) if request.method == "GET" else _given(request, form, at)


def again(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Show a form that lay open too long once more, with what was written; nothing is done."""
    at = clock.now()
    form = _opened(request, code, name, at)
    questionnaire = questions.filled(form.asked, request.POST, {})
    files = tuple(attaching.opened(request.POST.get("files", "")))
    return _show(request, replace(form, asked=questionnaire, files=files), expired=True)


def _opened(request: HttpRequest, code: str, name: str, at: datetime) -> _Form:
    """The form of a command to the matter of a query code, which is counted like any other look."""
    address = rate_limits.address(request)
    bearer = rate_limits.limited(
        {f"act on {tidy(code)[: bearers.LONGEST]}": BY_CODE},
        lambda: bearers.bearer(code, address=address, at=at),
        at=at,
    )
    book = books.fresh()
    if name not in OFFERED:
        raise Refused("not_visible")
    view = queries.view(bearer, bearer.case, at=at)
    return _Form(code, bearer, view, name, asked_of(view, name, book, at=at))


def _given(request: HttpRequest, form: _Form, at: datetime) -> HttpResponse:
    kept = attaching.chosen(request, FILES, at=at)
    fields = questions.fields_told(form.asked, request.POST)
    if kept.files:
        fields[FILES] = [id_ for id_, _name in kept.files]
    wrong: Mapping[str, str] = {FILES: " ".join(kept.faults)} if kept.faults else {}
    command: Any = None
    try:
        command = commands.parse(form.name, fields)
    except ValidationError as no:
        wrong = {**questions.faults(form.asked, no, request.POST), **wrong}
    form = replace(form, asked=questions.filled(form.asked, request.POST, wrong), files=kept.files)
    if wrong or kept.again:
        return _show(request, form)
    content = repr((form.name, sorted(fields.items())))
    key = once.key(f"code:{form.view.state.id}", once.token(request.POST), content)
    try:
        door.record(form.view.state.number, command, actor=form.bearer, at=at, key=key)
    except Refused as no:
        why = sentence(no, get_language() or "zh")
        return _show(request, replace(form, refused=why, article=str(no.why.get("article", ""))))
    return HttpResponseRedirect(f"{reverse('follow', args=[form.code])}?did={form.name}")


def _show(request: HttpRequest, form: _Form, *, expired: bool = False) -> HttpResponse:
    label, hint = words(form.view, form.name)
    faulty = bool(form.refused) or any(question.fault for question in form.asked)
    context = {
        "code": form.code,
        "view": form.view,
        "name": form.name,
        "label": label,
        "hint": hint,
        "until": until(form.view, form.name, at=clock.now()),
        "questions": form.asked,
        "faulty": any(question.fault for question in form.asked),
        "files": form.files,
        "signed": attaching.signed(form.files),
        "most": attaching.MOST,
        "refused": form.refused,
        "article": form.article,
        "token": once.token(request.POST),
        "open": form.name in form.view.commands,
        "expired": expired,
    }
    status = 403 if expired else 422 if faulty else 200
    return render(request, "web/resident/act.html", context, status=status)
