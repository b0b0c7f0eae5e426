"""Giving a command at the desk: a form from its own declaration; a refusal stands beside it."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from pydantic import ValidationError

from lianxin.cases import door
from lianxin.cases.door import Key
from lianxin.cases.reading import queries
from lianxin.cases.reading.queries import CaseView
from lianxin.rules import commands
from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence
from lianxin.web import attaching, names, once, questions
from lianxin.web.desk.case.menu import label
from lianxin.web.desk.commands import choices
from lianxin.web.desk.session import Desk, officer
from lianxin.web.questions import Question
from lianxin.web.typed import form_page

FILES = "attachments"


@form_page
@officer
def act(request: HttpRequest, desk: Desk, number: str, name: str) -> HttpResponse:
    """Ask what a command needs and give it, at the version that was read; else say why not."""
    view = queries.view(desk.actor, number.upper(), at=desk.at)
    if name not in commands.CLASSES or name == "register":
        raise Refused("not_visible")
    questionnaire = choices.offered(questions.of(commands.CLASSES[name]), name, view, desk)
    if desk.form is None:
        return _show(request, desk, view, name, _begun(questionnaire, request), {})
    return _given(request, desk, view, name, questionnaire)


def _begun(questionnaire: tuple[Question, ...], request: HttpRequest) -> tuple[Question, ...]:
    """A link may bring an answer along, such as the body that is suggested."""
    return tuple(
        replace(question, value=request.GET.get(question.name, question.value))
        for question in questionnaire
    )


def _given(
    request: HttpRequest, desk: Desk, view: CaseView, name: str, questionnaire: tuple[Question, ...]
) -> HttpResponse:
    files, faults = attaching.take(request.FILES.getlist(FILES), room=attaching.MOST, at=desk.at)
    fields = questions.fields_told(questionnaire, desk.answers)
    if files:
        fields[FILES] = [id_ for id_, _name in files]
    kept = questions.filled(questionnaire, desk.answers, {})
    if desk.returned:
        return _show(request, desk, view, name, kept, {"refused": desk.returned})
    if faults:
        beside = questions.filled(questionnaire, desk.answers, {FILES: " ".join(faults)})
        return _show(request, desk, view, name, beside, {})
    try:
        command: Any = commands.parse(name, fields)
    except ValidationError as wrong:
        marked = questions.filled(
            questionnaire, desk.answers, questions.faults(questionnaire, wrong)
        )
        return _show(request, desk, view, name, marked, {})
    try:
        door.record(
            view.state.number,
            command,
            actor=desk.actor,
            at=desk.at,
            key=_key(desk, view, fields),
            expect_version=once.version(desk.answers),
        )
    except Refused as no:
        return _show(request, desk, view, name, kept, why(no))
    return HttpResponseRedirect(f"{reverse('desk_case', args=[view.state.number])}?did={name}")


def why(no: Refused) -> dict[str, Any]:
    """Return what a page says of a refusal: its sentence, article, and the conditions not met."""
    key = "en" if names.is_english() else "zh"
    return {
        "refused": sentence(no, get_language() or "zh"),
        "article": no.why.get("article", ""),
        "conditions": [
            dict(condition, said=condition[key]) for condition in no.why.get("conditions", ())
        ],
    }


def _key(desk: Desk, view: CaseView, fields: dict[str, Any]) -> Key:
    content = repr((view.state.number, sorted(fields.items(), key=str)))
    return once.key(f"desk:{desk.actor.person}", once.token(desk.answers), content)


def _show(
    request: HttpRequest,
    desk: Desk,
    view: CaseView,
    name: str,
    questionnaire: tuple[Question, ...],
    more: dict[str, Any],
) -> HttpResponse:
    cls = commands.CLASSES[name]
    context = {
        "desk": desk,
        "view": view,
        "state": view.state,
        "name": name,
        "label": label(name),
        "law": cls.article,
        "questions": questionnaire,
        "token": once.token(desk.answers),
        "open": name in view.commands,
        **more,
    }
    faulty = "refused" in more or any(question.fault for question in questionnaire)
    return render(request, "web/desk/commands/form.html", context, status=422 if faulty else 200)
