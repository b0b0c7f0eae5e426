"""Registering by an operator while somebody is on the line, or a letter or visitor is before him."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from pydantic import ValidationError

from lianxin.cases import door
from lianxin.cases.likeness import earlier
from lianxin.org.models import Station
from lianxin.rules.commands.intake import Kind, Register, Speaking
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import suggest
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState
from lianxin.web import dates, names, once, options, questions
from lianxin.web.desk.case.related import answers, like_words
from lianxin.web.desk.commands import choices
from lianxin.web.desk.commands.form import is_unfinished, why
from lianxin.web.desk.session import Desk, officer
from lianxin.web.questions import Question
from lianxin.web.resident.filing_form import PHONE, title_of
from lianxin.web.typed import form_page

FIELDS = (
    *("channel", "kind", "text", "name", "phone"),
    *("lat", "lon", "on_behalf", "other_name", "other_phone"),
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "where": ("category", "area", "address"),
    "visit": ("reception", "told_place"),
    "when": ("raised_at",),
    "more": ("title", "points", "occurred_at", "initial"),
    "respondent": ("retaliation_for", "respondent", "respondent_unknown"),
    "people": ("head_count", "representatives"),
    "person": (
        *("petitioner.address", "petitioner.enterprise", "petitioner.id_number", "external_id"),
    ),
}
"""What is asked as the command declares it, by the part of the page where it stands."""
SHORT = frozenset({"title", "address", "told_place"})
"""Texts that fit on one line."""
FLAGS = ("urgent", "anonymous", "withheld", "confidential")
FOUND = "office_found"
"""Ticked where the office found it itself: nobody raised it, so nobody is named and nobody is owed a paper."""
SHOWN = (*FIELDS, *FLAGS, FOUND, "agreed")
AT_ONCE = frozenset({"consultation", "opinion", "suggestion", "thanks", "help"})
"""Kinds that may be answered without being sent out (国办函〔2025〕66号(二))."""
SHUT_OUT = frozenset({"respondent", "recused"})
VISITS = frozenset({"in_person", "video"})
MOST_PLACES = 20
KEPT, KEPT_FOR = "lianxin.web.desk.kept", 600
"""The number of a matter that its writer may not see is shown to him once, signed, for ten minutes."""
LONGEST = 500
"""Characters of an earlier answer that are carried into a reply."""
CHANNELS = (
    *("hotline", "in_person", "grid", "agent", "letter", "fax", "message_board", "video"),
    *("transfer", "media", "web", "wechat", "assistant"),
)


@form_page
@officer
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a matter down on one page and put it on record once."""
    asked = _asked(desk)
    if desk.form is None:
        return _show(request, desk, _brought(asked, request.GET), {})
    if is_unfinished(desk.answers):
        return _show(request, desk, asked, {})
    if desk.returned:
        return _show(request, desk, asked, {}, refused=desk.returned)
    sent = choices.resolved(asked, desk.answers)
    faults = _faults(desk)
    for question in choices.unchosen(asked, sent):
        faults[question.name] = choices.not_found(question)
    try:
        command = _command(desk, questions.fields_told(asked, sent))
    except ValidationError as wrong:
        told = questions.faults((*asked, *_own()), wrong, sent)
        # Nothing beside what the page said already, which goes by who speaks for whom.
        faults = faults or {OWN.get(name, name): said for name, said in told.items()}
    if faults:
        return _show(request, desk, asked, faults)
    content = command.model_dump_json()
    key = once.key(f"desk:{desk.actor.person}", once.token(desk.answers), content)
    try:
        passed = door.register(command, actor=desk.actor, at=desk.at, key=key)
    except Refused as no:
        return _show(request, desk, asked, {}, **why(no))
    return HttpResponseRedirect(_next(desk, passed.state))


@require_safe
@officer
def kept(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Say that a matter is on record which whoever typed it in may not see; 404 for anything else."""
    try:
        number = signing.loads(request.GET.get("of", ""), salt=KEPT, max_age=KEPT_FOR)
    except signing.BadSignature:
        raise Refused("not_visible") from None
    return render(request, "web/desk/commands/kept.html", {"desk": desk, "number": number})


def _brought(asked: tuple[Question, ...], link: QueryDict) -> tuple[Question, ...]:
    """The questions with what a link of another matter brings along: its number."""
    return tuple(
        replace(question, value=number, values=(number,))
        if question.name == "retaliation_for" and (number := link.get(question.name, ""))
        else question
        for question in asked
    )


def _next(desk: Desk, state: CaseState) -> str:
    """To the case; where an earlier answer was chosen, to the reply with its words, to be sent.

    Whoever may not see what he took down is shown its number.
    """
    number = state.number
    if standings(state, desk.actor, desk.book) <= SHUT_OUT:
        told = urlencode({"of": signing.dumps(number, salt=KEPT)})
        return f"{reverse('desk_kept')}?{told}"
    chosen = desk.answers.get("answer", "")
    category = desk.answers.get("category", "")
    if chosen and category in desk.book.categories:
        for answer in answers(desk.answers.get("text", ""), category, desk):
            if answer.number == chosen:
                query = urlencode(
                    {"text": answer.text[:LONGEST], "public_text": answer.text[:LONGEST]}
                )
                return f"{reverse('desk_act', args=[number, 'reply'])}?{query}"
    return reverse("desk_case", args=[number])


@require_http_methods(["GET", "POST"])
@officer
def hints(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show, beside the form: earlier matters of the caller, open ones like this, whose duty it is.

    It is asked by POST, for what a caller says belongs into no address.
    """
    sent = request.GET if desk.form is None else desk.form
    phone, said = sent.get("phone", "").strip(), sent.get("text", "").strip()
    category, area = sent.get("category", ""), sent.get("area", "")
    is_category = category in desk.book.categories
    before = earlier.of_phone(desk.actor, phone) if PHONE.fullmatch(phone) else ()
    meant = None
    if is_category:
        meant = suggest(desk.book, category=category, area=area or None)
    context = {
        "desk": desk,
        "before": [
            (
                row.number,
                row.title,
                names.phase(row.phase),
                dates.day(row.registered_at, now=desk.at),
            )
            for row in before
        ],
        "asked": bool(phone),
        "lead": names.body(meant.lead, desk.book) if meant else "",
        "assists": [names.body(code, desk.book) for code in meant.assists] if meant else [],
        "places": _places(area, desk) if sent.get("channel") in VISITS else (),
        "article": meant.line.article if meant else "",
        "sure": meant.confidence if meant else 0,
        "alike": like_words(said, category, area or None, desk) if is_category and said else [],
        "answers": answers(said, category, desk) if is_category and said else [],
        "answerable": sent.get("kind", "") in AT_ONCE,
    }
    return render(request, "web/desk/commands/hints.html", context)


def _places(area: str, desk: Desk) -> list[Station]:
    """Where visitors are received around a place, the nearest first: what a visitor is told (20(1))."""
    path = desk.book.area_path(area or desk.book.root_area)
    depth = {code: place for place, code in enumerate(path)}
    stations = Station.objects.filter(area__in=path).order_by("code")[:MOST_PLACES]
    return sorted(stations, key=lambda station: depth[station.area_id], reverse=True)


def _faults(desk: Desk) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not desk.answers.get("text", "").strip():
        faults["text"] = _("请写一写是怎么回事。")
    if desk.answers.get(FOUND):
        if any(desk.answers.get(name, "").strip() for name in ("name", "phone")):
            faults["name"] = _("本单位自己发现的没有反映人，请不要写姓名电话。")
    elif not desk.answers.get("anonymous"):
        faults |= _faults_of_people(desk)
    return faults


def _faults_of_people(desk: Desk) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not desk.answers.get("name", "").strip():
        faults["name"] = _("请写姓名，或者选匿名。")
    for name in ("phone", "other_phone"):
        phone = desk.answers.get(name, "").strip()
        if phone and PHONE.fullmatch(phone) is None:
            faults[name] = _("请写一个能打通的电话，例如 13800000000。")
    if desk.answers.get("on_behalf") and not desk.answers.get("other_name", "").strip():
        faults["other_name"] = _("请写这件事是谁的。")
    return faults


def _asked(desk: Desk) -> tuple[Question, ...]:
    """Return what is asked as the command declares it, with as many rows and entries as are needed."""
    wanted = {name for names_of_group in GROUPS.values() for name in names_of_group}
    declared = {question.name: question for question in questions.of(Register)}
    listed = tuple(
        replace(one, required=False, kind="line" if name in SHORT else one.kind)
        for name, one in declared.items()
        if name in wanted
    )
    rows = questions.with_rows(listed, desk.answers)
    offered = choices.offered(rows, "register", None, desk, desk.answers)
    return questions.filled(offered, desk.answers, {})


OWN: Mapping[str, str] = {"petitioner.name": "name", "petitioner.phone": "phone"}
"""What the page asks in fields of its own, by how the command calls it."""


def _own() -> tuple[Question, ...]:
    """The questions behind the fields that the page lays out itself, so that their faults are told."""
    own = {*FIELDS, *OWN}
    return tuple(question for question in questions.of(Register) if question.name in own)


def _command(desk: Desk, told: Mapping[str, Any]) -> Register:
    fields = {name: desk.answers.get(name, "").strip() for name in FIELDS}
    flags = {name: bool(desk.answers.get(name)) for name in FLAGS}
    people = {"petitioner", "representatives"}
    plain = {name: value for name, value in told.items() if name not in people}
    return Register.model_validate(
        {
            **plain,
            "channel": fields["channel"] or "hotline",
            "kind": fields["kind"] or "complaint",
            "title": told.get("title") or title_of(fields["text"]),
            "text": fields["text"],
            "lat": fields["lat"] or None,
            "lon": fields["lon"] or None,
            **flags,
            **({} if _is_nobodys(desk) else _people(fields, told, desk.answers)),
        }
    )


def _is_nobodys(desk: Desk) -> bool:
    """Whether nobody is named: who raised it would not be, or the office found it itself."""
    return bool(desk.answers.get("anonymous") or desk.answers.get(FOUND))


def _people(fields: Mapping[str, str], told: Mapping[str, Any], sent: QueryDict) -> dict[str, Any]:
    """Whose matter it is: the caller's, or another's for whom the caller speaks."""
    more = told.get("petitioner", {})
    standing = tuple(told.get("representatives", ()))
    caller = {"name": fields["name"], "phone": fields["phone"] or None}
    if not fields["on_behalf"]:
        return {"petitioner": {**more, **caller}, "representatives": standing}
    other = {"name": fields["other_name"], "phone": fields["other_phone"] or None}
    return {
        "petitioner": {**more, **other},
        "representatives": (caller, *standing),
        "on_behalf": fields["on_behalf"],
        "agreed": sent.get("agreed") == "1",
    }


def _show(
    request: HttpRequest,
    desk: Desk,
    asked: tuple[Question, ...],
    faults: dict[str, str],
    **more: Any,
) -> HttpResponse:
    by_name = {question.name: question for question in _marked(asked, faults)}
    context = {
        "desk": desk,
        "given": {name: desk.answers.get(name, "") for name in SHOWN},
        "faults": faults,
        "told": [(_spot(name, by_name), said) for name, said in faults.items()],
        "token": once.token(desk.answers),
        "channels": [(code, names.channel(code)) for code in CHANNELS],
        "kinds": [(code, names.kind(code)) for code in get_args(Kind)],
        "relations": [
            (relation, options.word("on_behalf", relation)) for relation in get_args(Speaking)
        ],
        "groups": {
            group: [by_name[name] for name in names_of_group]
            for group, names_of_group in GROUPS.items()
        },
        "begun": {
            group: any(_is_begun(by_name[name], desk.answers) for name in names_of_group)
            for group, names_of_group in GROUPS.items()
        },
        **more,
    }
    faulty = bool(faults) or "refused" in more
    return render(
        request, "web/desk/commands/register.html", context, status=422 if faulty else 200
    )


def _marked(asked: tuple[Question, ...], faults: Mapping[str, str]) -> tuple[Question, ...]:
    """The questions with what is wrong beside each, in rows too."""
    return tuple(
        replace(
            question,
            fault=faults.get(question.name, ""),
            rows=tuple(_marked(row, faults) for row in question.rows),
        )
        for question in asked
    )


def _spot(name: str, by_name: Mapping[str, Question]) -> str:
    """The id of the field that a fault is about: one of the page's own, or a question's."""
    row = name.partition(".")[0]
    if name in by_name or row in by_name:
        return f"q-{name}".replace(".", "-")
    return f"r-{name}"


def _is_begun(question: Question, sent: QueryDict) -> bool:
    """Whether something was told, looked for or wrong here, so that it is not folded away."""
    inner = [one for row in question.rows for one in row]
    asked = sent.get(choices.NARROW, "") or sent.get(questions.MORE, "")
    return any(
        one.fault or any(one.values) or one.sought or asked == one.name
        for one in (question, *inner)
    )
