"""Calling a sitting: what, who, when and where; the agenda and the members are found, then chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import ValidationError

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.people import officers
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings import acts, agenda, convening
from lianxin.sittings.convening import BY_ITSELF, CONVENERS
from lianxin.sittings.shapes import Convene
from lianxin.web import names, options, questions
from lianxin.web.desk.commands.form import why
from lianxin.web.desk.session import Desk, officer
from lianxin.web.desk.sittings.page import in_words, numbers_in, post_of
from lianxin.web.options import Option
from lianxin.web.typed import form_page

KINDS = ("joint_meeting", "council", "coordination", "special_meeting", "reception")
WHICH = {
    "open": Filters(),
    "docket": Filters(mark="docket"),
    "overdue": Filters(overdue=True),
    "red": Filters(risk="red"),
}
MOST = 300
"""More matters than this are not gone through in one sitting: narrow them first."""
INVITED = ("head", "leader", "section_head", "secretary", "mediator", "inspector")


@dataclass(frozen=True, slots=True)
class AgendaChoice:
    """A matter that may stand on the agenda."""

    number: str
    title: str
    about: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody who is called, with the post."""

    person: str
    name: str
    post: str
    chosen: bool


@form_page
@officer
def convene(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what is to be called, show agenda and members to choose from, and call it once."""
    mine = {post.body for post in desk.actor.posts if post.role in CONVENERS}
    if not mine:
        raise Refused("not_yours", by=[options.word("role", role) for role in sorted(CONVENERS)])
    sent = request.GET if desk.form is None else desk.form
    context = _asked(sent, sorted(mine), desk)
    if desk.form is None:
        return render(request, "web/desk/sittings/convene.html", context)
    if desk.returned:
        return _again(request, context, refused=desk.returned)
    try:
        call = Convene.model_validate(_told(sent, context))
    except ValidationError as wrong:
        return _again(request, context, faults=_faults(wrong))
    twin = convening.same(desk.actor, call)
    try:
        made = twin or acts.convene(desk.actor, call, at=desk.at)
    except Refused as no:
        return _again(request, context, **_why(in_words(no, desk)))
    return HttpResponseRedirect(reverse("desk_sitting", args=[made.pk]))


def _again(request: HttpRequest, context: dict[str, Any], **more: Any) -> HttpResponse:
    return render(request, "web/desk/sittings/convene.html", {**context, **more}, status=422)


def _why(no: Refused) -> dict[str, Any]:
    """A refusal of one field stands beside it, any other at the head."""
    refusal = why(no)
    field = str(no.why.get("field", ""))
    if field in {"cases", "seats", "body", "meets_at", "place"}:
        return {"faults": {field: refusal["refused"]}}
    return refusal


def _faults(wrong: ValidationError) -> dict[str, str]:
    faults: dict[str, str] = {}
    for error in wrong.errors():
        faults.setdefault(str(error["loc"][0]), questions.reason(error["type"]))
    return faults


def _asked(sent: QueryDict, mine: list[str], desk: Desk) -> dict[str, Any]:
    kind = sent.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    body = sent.get("body", "")
    body = body if body in mine else mine[0]
    which = sent.get("which", "")
    which = which if which in WHICH else "open"
    begun = "body" in sent
    context = {
        "desk": desk,
        "way_here": "sittings",
        "kinds": [Option(code, options.word("kind", code)) for code in KINDS],
        "bodies": [Option(code, names.body(code, desk.book)) for code in mine],
        "whiches": _whiches(),
        "kind": kind,
        "body": body,
        "which": which,
        "by_itself": kind in BY_ITSELF,
        "meets_at": sent.get("meets_at", ""),
        "place": sent.get("place", ""),
        "more": sent.get("more", ""),
        "chair": sent.get("chair", desk.actor.person),
        "recorder": sent.get("recorder", ""),
        "begun": begun,
        "faults": {},
    }
    return {**context, **_found(sent, context, desk)} if begun else context


def _whiches() -> list[Option]:
    return [
        Option("open", _("全部未办结")),
        Option("docket", _("台账上的")),
        Option("overdue", _("已超期的")),
        Option("red", _("红色的")),
    ]


def _found(sent: QueryDict, context: dict[str, Any], desk: Desk) -> dict[str, Any]:
    area = desk.book.bodies[context["body"]].area
    matters: list[tuple[str, str]] = []
    if context["by_itself"]:
        among = WHICH[context["which"]]
        matters = list(
            agenda.open_matters(desk.actor, area, at=desk.at, book=desk.book, among=among)
        )
    picked = set(sent.getlist("cases")) if "chosen" in sent else None
    return {
        "villages": _villages(matters[:MOST], picked, desk),
        "count": len(matters),
        "too_many": MOST if len(matters) > MOST else 0,
        "members": _members(sent, context["body"], desk),
        "invitable": _invitable(context["body"], desk),
        "invited": sent.getlist("invited"),
    }


def _villages(
    matters: list[tuple[str, str]], picked: set[str] | None, desk: Desk
) -> list[tuple[str, list[AgendaChoice]]]:
    lines = {
        line.number: line
        for line in queries.lines(desk.actor, [n for _v, n in matters], at=desk.at)
    }
    villages: dict[str, list[AgendaChoice]] = {}
    for village, number in matters:
        line = lines.get(number)
        if line is None:
            continue
        about = f"{names.body(line.lead, desk.book) or '—'} · {names.phase(line.phase)}"
        chosen = picked is None or number in picked
        matter = AgendaChoice(number, line.title, about, chosen)
        villages.setdefault(names.area(village, desk.book) or _("本级"), []).append(matter)
    return list(villages.items())


def _members(sent: QueryDict, body: str, desk: Desk) -> list[Called]:
    called = dict(agenda.called(body, at=desk.at, book=desk.book))
    own = next((post.post for post in desk.actor.posts if post.body == body), "")
    called = {desk.actor.person: called.get(desk.actor.person, own), **called}
    people = officers.names(called)
    picked = set(sent.getlist("members")) if "chosen" in sent else set(called)
    return [
        Called(person, people.get(person, person), post_of(post, desk), person in picked)
        for person, post in called.items()
    ]


def _invitable(body: str, desk: Desk) -> list[Option]:
    """Whoever holds a post in the body that calls, in whatever role; then who leads elsewhere."""
    on = desk.at.astimezone(CHINA).date()
    holders = [*officers.holding(on=on, bodies=[body]), *officers.holding(on=on, roles=INVITED)]
    options_by_person: dict[str, Option] = {}
    for holder in holders:
        called = f"{holder.zh} · {post_of(holder.post, desk)}"
        options_by_person.setdefault(holder.code, Option(holder.code, called))
    return list(options_by_person.values())


def _told(sent: QueryDict, context: dict[str, Any]) -> dict[str, Any]:
    """The call as it was chosen: nothing is on the agenda that was not seen on this page."""
    roles = {sent.get("recorder", ""): "recorder", context["chair"]: "chair"}
    people = [context["chair"], *sent.getlist("members"), *sent.getlist("invited")]
    people += [sent.get("recorder", "")]
    chosen = list(dict.fromkeys(person for person in people if person))
    numbers = [*sent.getlist("cases"), *numbers_in(sent.get("more", ""))]
    return {
        "kind": context["kind"],
        "body": context["body"],
        "meets_at": questions.moment(context["meets_at"]),
        "place": context["place"].strip(),
        "seats": [{"person": person, "role": roles.get(person, "member")} for person in chosen],
        "cases": list(dict.fromkeys(numbers)),
        "fill": False,
    }
