"""Giving a command at the desk: a form from its own declaration; a refusal stands beside it."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
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
    sent = request.GET if desk.form is None else desk.form
    asked = questions.with_rows(questions.of(commands.CLASSES[name]), sent)
    if desk.form is None:
        begun = _begun(choices.offered(asked, name, view, desk, sent), request)
        return _show(request, desk, view, name, begun, {})
    questionnaire = choices.offered(asked, name, view, desk, sent)
    if is_unfinished(sent):
        kept = questions.filled(questionnaire, sent, {})
        return _show(request, desk, view, name, kept, lost_files(request))
    return _given(request, desk, view, name, questionnaire)


def is_unfinished(sent: QueryDict) -> bool:
    """Whether somebody asked for more rows, or looked in a long list: nothing is done yet."""
    return questions.MORE in sent or choices.NARROW in sent


def lost_files(request: HttpRequest) -> dict[str, str]:
    """Say which files must be chosen again: no page can choose them for anybody."""
    names_of_files = [str(file.name) for _name, many in request.FILES.lists() for file in many]
    if not names_of_files:
        return {}
    lost = _("选好的文件没有留下，请再选一次：%(names)s。")
    return {"lost": lost % {"names": _("、").join(names_of_files)}}


def _begun(questionnaire: tuple[Question, ...], request: HttpRequest) -> tuple[Question, ...]:
    """A link may bring an answer along, such as the body that is suggested."""
    return tuple(
        replace(question, value=request.GET.get(question.name, question.value))
        for question in questionnaire
    )


def _given(
    request: HttpRequest, desk: Desk, view: CaseView, name: str, questionnaire: tuple[Question, ...]
) -> HttpResponse:
    answers = choices.resolved(questionnaire, desk.answers)
    files, faults = attaching.take(request.FILES.getlist(FILES), room=attaching.MOST, at=desk.at)
    fields = questions.fields_told(questionnaire, answers)
    if files:
        fields[FILES] = [id_ for id_, _name in files]
    kept = questions.filled(questionnaire, answers, {})
    if desk.returned:
        return _show(request, desk, view, name, kept, {"refused": desk.returned})
    wrong = {
        question.name: choices.not_found(question) for question in choices.unchosen(kept, answers)
    }
    if faults:
        wrong[FILES] = " ".join(faults)
    try:
        command: Any = commands.parse(name, fields)
    except ValidationError as no:
        wrong = {**questions.faults(questionnaire, no, answers), **wrong}
    if wrong:
        marked = questions.filled(questionnaire, answers, wrong)
        together = {"refused": wrong[""]} if "" in wrong else {}
        return _show(request, desk, view, name, marked, together)
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
        beside = str(no.why.get("field", ""))
        said = why(no)
        marked = questions.filled(questionnaire, answers, {beside: said["refused"]})
        return _show(request, desk, view, name, marked, said)
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
        "faults": questions.all_faults(questionnaire),
        **more,
    }
    faulty = "refused" in more or bool(context["faults"])
    return render(request, "web/desk/commands/form.html", context, status=422 if faulty else 200)
