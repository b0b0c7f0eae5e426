"""One command for several cases: chosen in a list, given through the door, a result for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from pydantic import ValidationError

from lianxin.cases import door
from lianxin.cases.door import Order, Passed
from lianxin.cases.reading import queries
from lianxin.cases.reading.queries import CaseView
from lianxin.rules import commands
from lianxin.rules.refusals import Refused
from lianxin.web import names, once, questions
from lianxin.web.desk.case.menu import MenuAction, label, order_of
from lianxin.web.desk.commands import choices
from lianxin.web.desk.commands.form import is_unfinished, why
from lianxin.web.desk.session import Desk, officer
from lianxin.web.questions import Question
from lianxin.web.typed import form_page

MOST = 50
TOGETHER = tuple(
    sorted((n for n, cls in commands.CLASSES.items() if cls.menu.several), key=order_of)
)
"""What is said of several cases in the same words, in the order of the menu."""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one case: its new stage, or the refusal in words."""

    number: str
    title: str
    stage: str
    refused: dict[str, Any] | None


@form_page
@officer
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show what is open on all chosen cases, ask what the command needs, give it to each.

    Cases out of sight are left out; where none is left, it is the same 404 as for an unknown one.
    """
    sent = request.GET if desk.form is None else desk.form
    numbers = [number.upper() for number in sent.getlist("n")][:MOST]
    views = queries.views(desk.actor, numbers, at=desk.at)
    if numbers and not views:
        raise Refused("not_visible")
    opened = open_on_all(views)
    name = sent.get("do", "")
    if name not in opened:
        return _choose(request, desk, views, opened)
    cls = commands.CLASSES[name]
    questionnaire = tuple(
        question for question in questions.of(cls) if question.kind not in {"files", "rows"}
    )
    questionnaire = choices.offered(questionnaire, name, views[0], desk, sent)
    if desk.form is None:
        return _ask(request, desk, views, name, questionnaire)
    if is_unfinished(sent):
        return _ask(request, desk, views, name, questions.filled(questionnaire, sent, {}))
    return _give(request, desk, views, name, questionnaire)


def open_on_all(views: Sequence[CaseView]) -> list[str]:
    """Return the commands that several cases can be given together and that are open on each."""
    if not views:
        return []
    shared = set.intersection(*(set(view.commands) for view in views))
    return [name for name in TOGETHER if name in shared]


def _choose(
    request: HttpRequest, desk: Desk, views: Sequence[CaseView], opened: Sequence[str]
) -> HttpResponse:
    context = {
        **_shared(request, desk, views),
        "actions": [MenuAction(name, label(name)) for name in opened],
        "chosen": request.GET.getlist("n"),
    }
    return render(request, "web/desk/commands/bulk.html", context)


def _ask(
    request: HttpRequest,
    desk: Desk,
    views: Sequence[CaseView],
    name: str,
    questionnaire: tuple[Question, ...],
    **more: Any,
) -> HttpResponse:
    context = {
        **_shared(request, desk, views),
        "name": name,
        "label": label(name),
        "law": commands.CLASSES[name].article,
        "questions": questionnaire,
        **more,
    }
    faulty = "refused" in more or any(question.fault for question in questionnaire)
    return render(
        request, "web/desk/commands/bulk_form.html", context, status=422 if faulty else 200
    )


def _give(
    request: HttpRequest,
    desk: Desk,
    views: Sequence[CaseView],
    name: str,
    questionnaire: tuple[Question, ...],
) -> HttpResponse:
    answers = choices.resolved(questionnaire, desk.answers)
    kept = questions.filled(questionnaire, answers, {})
    if desk.returned:
        return _ask(request, desk, views, name, kept, refused=desk.returned)
    try:
        command: Any = commands.parse(name, questions.fields_told(questionnaire, answers))
    except ValidationError as wrong:
        faults = questions.faults(questionnaire, wrong, answers)
        marked = questions.filled(questionnaire, answers, faults)
        return _ask(request, desk, views, name, marked)
    try:
        orders = _orders(desk, views, command)
        outcomes = door.record_each(orders, actor=desk.actor)
    except Refused as no:
        return _ask(request, desk, views, name, kept, **why(no))
    results = [_result(view, outcome, desk) for view, outcome in zip(views, outcomes, strict=True)]
    context = {
        **_shared(request, desk, views),
        "label": label(name),
        "results": results,
        "done": sum(result.refused is None for result in results),
        "failed": sum(result.refused is not None for result in results),
    }
    return render(request, "web/desk/commands/bulk_done.html", context)


def _orders(desk: Desk, views: Sequence[CaseView], command: Any) -> list[Order]:
    """Each with the version that was read with the form: a second press finds a case moved on."""
    return [
        Order(
            view.state.number,
            command,
            desk.at,
            uuid4(),
            expect_version=once.version(desk.answers, f"v.{view.state.number}"),
        )
        for view in views
    ]


def _result(view: CaseView, outcome: Passed | Refused, desk: Desk) -> Result:
    number, title = view.state.number, view.title
    if isinstance(outcome, Refused):
        return Result(number, title, "", why(outcome))
    return Result(number, title, names.stage(outcome.state, desk.book), None)


def _shared(request: HttpRequest, desk: Desk, views: Sequence[CaseView]) -> dict[str, Any]:
    sent = request.GET if desk.form is None else desk.form
    return {
        "desk": desk,
        "views": views,
        "stages": [(view, names.stage(view.state, desk.book)) for view in views],
        "back": _back(request, sent.get("back", "")),
    }


def _back(request: HttpRequest, address: str) -> str:
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return address if ours and address.startswith("/desk/") else reverse("desk")
