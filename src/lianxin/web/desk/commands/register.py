"""Registering by an operator while somebody is on the line."""

from collections.abc import Mapping
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from lianxin.cases import door
from lianxin.cases.likeness import earlier
from lianxin.org.models import Category
from lianxin.rules.commands.intake import Kind, Register, Speaking
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import suggest
from lianxin.web import dates, names, once, options, places
from lianxin.web.desk.case.related import answers, like_words
from lianxin.web.desk.commands.form import why
from lianxin.web.desk.session import Desk, officer
from lianxin.web.resident.filing_form import PHONE, title_of
from lianxin.web.typed import form_page

FIELDS = (
    *("channel", "kind", "text", "title", "area", "address", "category", "name", "phone"),
    *("lat", "lon", "on_behalf", "other_name", "other_phone"),
)
FLAGS = ("urgent", "anonymous", "withheld", "confidential")
SHOWN = (*FIELDS, *FLAGS, "agreed")
AT_ONCE = frozenset({"consultation", "opinion", "suggestion", "thanks", "help"})
"""Kinds that may be answered without being sent out (国办函〔2025〕66号(二))."""
LONGEST = 500
"""Characters of an earlier answer that are carried into a reply."""
CHANNELS = ("hotline", "in_person", "grid", "agent", "letter", "message_board", "video", "transfer")


@form_page
@officer
def register(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Take a matter down on one page and put it on record once."""
    if desk.form is None:
        return _show(request, desk, {})
    if desk.returned:
        return _show(request, desk, {}, refused=desk.returned)
    faults = _faults(desk)
    if faults:
        return _show(request, desk, faults)
    try:
        command = _command(desk)
    except ValidationError as wrong:
        fields = {str(error["loc"][0]): _("这一项不对，请再看看。") for error in wrong.errors()}
        return _show(request, desk, fields)
    content = command.model_dump_json()
    key = once.key(f"desk:{desk.actor.person}", once.token(desk.answers), content)
    try:
        passed = door.register(command, actor=desk.actor, at=desk.at, key=key)
    except Refused as no:
        return _show(request, desk, {}, **why(no))
    return HttpResponseRedirect(_next(desk, passed.state.number))


def _next(desk: Desk, number: str) -> str:
    """To the case; where an earlier answer was chosen, to the reply with its words, to be sent."""
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
        "article": meant.line.article if meant else "",
        "sure": meant.confidence if meant else 0,
        "alike": like_words(said, category, area or None, desk) if is_category and said else [],
        "answers": answers(said, category, desk) if is_category and said else [],
        "answerable": sent.get("kind", "") in AT_ONCE,
    }
    return render(request, "web/desk/commands/hints.html", context)


def _faults(desk: Desk) -> dict[str, str]:
    faults: dict[str, str] = {}
    if not desk.answers.get("text", "").strip():
        faults["text"] = _("请写一写是怎么回事。")
    if not desk.answers.get("anonymous"):
        if not desk.answers.get("name", "").strip():
            faults["name"] = _("请写姓名，或者选匿名。")
        for name in ("phone", "other_phone"):
            phone = desk.answers.get(name, "").strip()
            if phone and PHONE.fullmatch(phone) is None:
                faults[name] = _("请写一个能打通的电话，例如 13800000000。")
        if desk.answers.get("on_behalf") and not desk.answers.get("other_name", "").strip():
            faults["other_name"] = _("请写这件事是谁的。")
    return faults


def _command(desk: Desk) -> Register:
    fields = {name: desk.answers.get(name, "").strip() for name in FIELDS}
    flags = {name: bool(desk.answers.get(name)) for name in FLAGS}
    return Register.model_validate(
        {
            "channel": fields["channel"] or "hotline",
            "kind": fields["kind"] or "complaint",
            "title": fields["title"] or title_of(fields["text"]),
            "text": fields["text"],
            "area": fields["area"] or None,
            "address": fields["address"] or None,
            "lat": fields["lat"] or None,
            "lon": fields["lon"] or None,
            "category": fields["category"] or None,
            **flags,
            **({} if flags["anonymous"] else _people(fields, desk.answers.get("agreed") == "1")),
        }
    )


def _people(fields: Mapping[str, str], agreed: bool) -> dict[str, Any]:
    """Whose matter it is: the caller's, or another's for whom the caller speaks."""
    caller = {"name": fields["name"], "phone": fields["phone"] or None}
    if not fields["on_behalf"]:
        return {"petitioner": caller}
    return {
        "petitioner": {"name": fields["other_name"], "phone": fields["other_phone"] or None},
        "representatives": (caller,),
        "on_behalf": fields["on_behalf"],
        "agreed": agreed,
    }


def _show(request: HttpRequest, desk: Desk, faults: dict[str, str], **more: Any) -> HttpResponse:
    categories = Category.objects.order_by("code").values_list("code", "zh", "en")
    context = {
        "desk": desk,
        "given": {name: desk.answers.get(name, "") for name in SHOWN},
        "faults": faults,
        "token": once.token(desk.answers),
        "channels": [(code, names.channel(code)) for code in CHANNELS],
        "kinds": [(code, names.kind(code)) for code in get_args(Kind)],
        "relations": [
            (relation, options.word("on_behalf", relation)) for relation in get_args(Speaking)
        ],
        "places": places.options(desk.book, desk.answers.get("area", "")),
        "categories": [(code, names.of(zh, en)) for code, zh, en in categories],
        **more,
    }
    faulty = bool(faults) or "refused" in more
    return render(
        request, "web/desk/commands/register.html", context, status=422 if faulty else 200
    )
