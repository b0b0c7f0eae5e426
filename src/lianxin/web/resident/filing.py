"""Filing in three steps without an account. Each page carries what was told on the ones before."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.codes import code_of
from lianxin.cases.likeness import nearby
from lianxin.people import rate_limits
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused
from lianxin.web import attaching, clock, dates, names, once
from lianxin.web.attaching import File
from lianxin.web.resident import filing_form
from lianxin.web.resident.filing_form import MatterForm, PersonForm
from lianxin.web.resident.following import FollowedCase, seen_by

BY_ADDRESS = rate_limits.Rate(most=120, seconds=600)
"""A village shares one address; a machine that files all day does not fit through."""
STEPS = ("matter", "person", "check")
NOBODY = Actor(person="", kind="petitioner")


@dataclass(frozen=True, slots=True)
class _Draft:
    """What was told so far, as the forms hold it.

    `about`: the matter for which somebody says that he is retaliated against.
    """

    matter: MatterForm
    person: PersonForm
    files: tuple[File, ...]
    faults: tuple[str, ...]
    token: str
    about: FollowedCase | None = None


@require_http_methods(["GET", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Ask what and where, then who; show it all; put it on record once, however often it is sent.

    With the query code of an earlier matter (`about`): report that one is retaliated against for it.
    """
    at = clock.now()
    book = books.fresh()
    if request.method == "GET":
        about = _about(request)
        there = {"area": about.view.state.matter.area or ""} if about else {}
        form = MatterForm(book=book, initial=there)
        token = once.new_token()
        return _show(request, "matter", _Draft(form, PersonForm(), (), (), token, about))
    draft = _told(request, book, at)
    step = _wanted(request, draft)
    if step != "send":
        return _show(request, step, draft, faulty=_from(request) == step)
    return rate_limits.limited(
        {f"say from {rate_limits.address(request)}": BY_ADDRESS},
        lambda: _sent(request, draft, at),
        at=at,
    )


def again(request: HttpRequest) -> HttpResponse:
    """Show a page that lay open too long once more, with all that was written; nothing is stored."""
    book = books.fresh()
    kept = attaching.Chosen(tuple(attaching.opened(request.POST.get("files", ""))), (), False)
    draft = _draft(request, book, kept)
    step = _from(request)
    if step == "check" and not (draft.matter.is_valid() and draft.person.is_valid()):
        step = STEPS[0]
    return _show(request, step, draft, expired=True)


def _told(request: HttpRequest, book: Book, at: datetime) -> _Draft:
    # A file is stored as it is chosen, long before anything is sent: that is counted as well.
    address = rate_limits.address(request)
    askers = {f"files from {address}": BY_ADDRESS} if request.FILES else {}
    kept = rate_limits.limited(askers, lambda: attaching.chosen(request, "photos", at=at), at=at)
    return _draft(request, book, kept)


def _draft(request: HttpRequest, book: Book, kept: attaching.Chosen) -> _Draft:
    matter, person = MatterForm(request.POST, book=book), PersonForm(request.POST)
    token = once.token(request.POST)
    return _Draft(matter, person, kept.files, kept.faults, token, _about(request))


def _about(request: HttpRequest) -> FollowedCase | None:
    """The matter whose query code came along; refused `not_visible` as on its own page."""
    sent = request.GET if request.method == "GET" else request.POST
    code = sent.get("about", "")
    return seen_by(request, code) if code else None


def _from(request: HttpRequest) -> str:
    step = request.POST.get("from", "")
    return step if step in STEPS else STEPS[0]


def _wanted(request: HttpRequest, draft: _Draft) -> str:
    """Return the page to show next: never past one that has a fault; `send` behind the last."""
    here = STEPS.index(_from(request))
    to = request.POST.get("to", "")
    if to in STEPS and STEPS.index(to) < here:
        return to
    if not draft.matter.is_valid() or draft.faults or "drop" in request.POST:
        return "matter"
    if here >= 1 and not draft.person.is_valid():
        return "person"
    return (*STEPS, "send")[here + 1]


def _sent(request: HttpRequest, draft: _Draft, at: datetime) -> HttpResponse:
    matter, person = draft.matter.cleaned_data, draft.person.cleaned_data
    ids = [id_ for id_, _ in draft.files]
    first = draft.about
    number = first.view.state.number if first else None
    same = "" if first else _same(request, draft, at)
    command = filing_form.command(matter, person, ids, same=same, retaliation_for=number)
    key = once.key("web", draft.token, command.model_dump_json())
    try:
        passed = door.register(command, actor=first.bearer if first else NOBODY, at=at, key=key)
    except Refused as no:
        if no.code != "key_reused":
            raise
        # Sent, then changed by the way back: a second matter only if that is what is wanted.
        draft = replace(draft, token=once.new_token())
        return _show(request, "check", draft, sent_before=True)
    code = code_of(passed.state.id)
    return HttpResponseRedirect(f"{reverse('follow', args=[code])}?new=1")


def _show(
    request: HttpRequest,
    step: str,
    draft: _Draft,
    *,
    faulty: bool = False,
    expired: bool = False,
    sent_before: bool = False,
) -> HttpResponse:
    # A page is shown without faults when one comes to it, with them when one wants to leave it.
    form: Any = draft.person if step == "person" else draft.matter
    faulty = faulty and step != "check" and (not form.is_valid() or bool(draft.faults))
    if form.is_bound and not faulty:
        form = _unmarked(request, step)
    context = {
        "step": step,
        "steps": STEPS,
        "draft": draft,
        "form": form,
        "faulty": faulty,
        "expired": expired,
        "sent_before": sent_before,
        "carried": _carried(request, step),
        "files": attaching.signed(draft.files),
        "most": attaching.MOST,
        "answers": _answers(draft) if step == "check" else (),
        "near": _near(draft) if step == "check" else (),
        "same": request.POST.get("same", ""),
        "about": draft.about,
    }
    status = 403 if expired else 409 if sent_before else 422 if faulty else 200
    return render(request, f"web/resident/say_{step}.html", context, status=status)


def _unmarked(request: HttpRequest, step: str) -> Any:
    fields = request.POST.dict()
    return (
        PersonForm(initial=fields)
        if step == "person"
        else MatterForm(book=books.current(), initial=fields)
    )


def _carried(request: HttpRequest, step: str) -> list[tuple[str, str]]:
    """What the other pages told, to go on as it is."""
    here = {"matter": MatterForm.base_fields, "person": PersonForm.base_fields, "check": {}}[step]
    names_of_fields = {*MatterForm.base_fields, *PersonForm.base_fields} - set(here)
    return [
        (name, request.POST[name]) for name in sorted(names_of_fields) if request.POST.get(name)
    ]


def _near(draft: _Draft) -> list[dict[str, Any]]:
    """What everybody may know of the like nearby."""
    at = clock.now()
    return [
        {
            "category": likeness.category,
            "name": names.of(likeness.zh, likeness.en),
            "count": likeness.count,
            "handled": likeness.handled,
            "day": dates.day(likeness.last_at, now=at),
        }
        for likeness in _found(draft, at)
    ]


def _found(draft: _Draft, at: datetime) -> tuple[nearby.Near, ...]:
    """What is open nearby; a report of misconduct looks for nothing."""
    matter = draft.matter.cleaned_data
    if matter["kind"] == "misconduct_report" or not matter["area"]:
        return ()
    return nearby.near(matter["text"], area=matter["area"], at=at)


def _same(request: HttpRequest, draft: _Draft, at: datetime) -> str:
    """The subject of which the resident says: that is my matter; only one that was offered."""
    category = request.POST.get("same", "")
    return (
        category
        if category and category in {likeness.category for likeness in _found(draft, at)}
        else ""
    )


def _answers(draft: _Draft) -> dict[str, Any]:
    matter, person = draft.matter.cleaned_data, draft.person.cleaned_data
    book = books.current()
    path = book.area_path(matter["area"]) if matter["area"] else ()
    return {
        **matter,
        "kind_name": names.kind(matter["kind"]),
        "place": names.place(path, book) if path else "",
        "respondent_name": names.body(matter["respondent"], book),
        **person,
        "relation": filing_form.word("on_behalf", person["on_behalf"]),
        "agreed_word": filing_form.word("agreed", person["agreed"]),
    }
