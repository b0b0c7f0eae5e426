"""Calling a sitting: what, who, when and where; the agenda and the members are found, then chosen."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
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
class Matter:
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


@require_http_methods(["GET", "POST"])
@officer
def convene(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask what is to be called, show agenda and members to choose from, and call it once."""
    mine = {held.body for held in desk.actor.posts if held.role in CONVENERS}
    if not mine:
        raise Refused("not_yours", by=[options.word("role", one) for one in sorted(CONVENERS)])
    given = request.POST if request.method == "POST" else request.GET
    shown = _asked(given, sorted(mine), desk)
    if request.method == "GET":
        return render(request, "web/desk/sittings/convene.html", shown)
    if desk.returned:
        return _again(request, shown, refused=desk.returned)
    try:
        asked = Convene.model_validate(_told(given, shown))
    except ValidationError as wrong:
        return _again(request, shown, faults=_faults(wrong))
    twin = convening.same(desk.actor, asked)
    try:
        made = twin or acts.convene(desk.actor, asked, at=desk.at)
    except Refused as no:
        return _again(request, shown, **_why(in_words(no, desk)))
    return HttpResponseRedirect(reverse("desk_sitting", args=[made.pk]))


def _again(request: HttpRequest, shown: dict[str, Any], **more: Any) -> HttpResponse:
    return render(request, "web/desk/sittings/convene.html", {**shown, **more}, status=422)


def _why(no: Refused) -> dict[str, Any]:
    """A refusal of one field stands beside it, any other at the head."""
    told = why(no)
    field = str(no.why.get("field", ""))
    if field in {"cases", "seats", "body", "meets_at", "place"}:
        return {"faults": {field: told["refused"]}}
    return told


def _faults(wrong: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for error in wrong.errors():
        found.setdefault(str(error["loc"][0]), questions.reason(error["type"]))
    return found


def _asked(given: QueryDict, mine: list[str], desk: Desk) -> dict[str, Any]:
    kind = given.get("kind", "")
    kind = kind if kind in KINDS else KINDS[0]
    body = given.get("body", "")
    body = body if body in mine else mine[0]
    which = given.get("which", "")
    which = which if which in WHICH else "open"
    begun = "body" in given
    shown = {
        "desk": desk,
        "way_here": "sittings",
        "kinds": [Option(one, options.word("kind", one)) for one in KINDS],
        "bodies": [Option(one, names.body(one, desk.book)) for one in mine],
        "whiches": _whiches(),
        "kind": kind,
        "body": body,
        "which": which,
        "by_itself": kind in BY_ITSELF,
        "meets_at": given.get("meets_at", ""),
        "place": given.get("place", ""),
        "more": given.get("more", ""),
        "chair": given.get("chair", desk.actor.person),
        "recorder": given.get("recorder", ""),
        "begun": begun,
        "faults": {},
    }
    return {**shown, **_found(given, shown, desk)} if begun else shown


def _whiches() -> list[Option]:
    return [
        Option("open", _("全部未办结")),
        Option("docket", _("台账上的")),
        Option("overdue", _("已超期的")),
        Option("red", _("红色的")),
    ]


def _found(given: QueryDict, shown: dict[str, Any], desk: Desk) -> dict[str, Any]:
    area = desk.book.bodies[shown["body"]].area
    matters: list[tuple[str, str]] = []
    if shown["by_itself"]:
        among = WHICH[shown["which"]]
        matters = list(
            agenda.open_matters(desk.actor, area, at=desk.at, book=desk.book, among=among)
        )
    picked = set(given.getlist("cases")) if "chosen" in given else None
    return {
        "villages": _villages(matters[:MOST], picked, desk),
        "count": len(matters),
        "too_many": MOST if len(matters) > MOST else 0,
        "members": _members(given, shown["body"], desk),
        "invitable": _invitable(desk),
        "invited": given.getlist("invited"),
    }


def _villages(
    matters: list[tuple[str, str]], picked: set[str] | None, desk: Desk
) -> list[tuple[str, list[Matter]]]:
    lines = {
        one.number: one for one in queries.lines(desk.actor, [n for _v, n in matters], at=desk.at)
    }
    found: dict[str, list[Matter]] = {}
    for village, number in matters:
        line = lines.get(number)
        if line is None:
            continue
        about = f"{names.body(line.lead, desk.book) or '—'} · {names.phase(line.phase)}"
        chosen = picked is None or number in picked
        matter = Matter(number, line.title, about, chosen)
        found.setdefault(names.area(village, desk.book) or _("本级"), []).append(matter)
    return list(found.items())


def _members(given: QueryDict, body: str, desk: Desk) -> list[Called]:
    called = dict(agenda.called(body, at=desk.at, book=desk.book))
    own = next((held.post for held in desk.actor.posts if held.body == body), "")
    called = {desk.actor.person: called.get(desk.actor.person, own), **called}
    known = officers.names(called)
    picked = set(given.getlist("members")) if "chosen" in given else set(called)
    return [
        Called(person, known.get(person, person), post_of(post, desk), person in picked)
        for person, post in called.items()
    ]


def _invitable(desk: Desk) -> list[Option]:
    on = desk.at.astimezone(CHINA).date()
    held = officers.holding(on=on, roles=INVITED)
    found = {one.code: Option(one.code, f"{one.zh} · {post_of(one.post, desk)}") for one in held}
    return list(found.values())


def _told(given: QueryDict, shown: dict[str, Any]) -> dict[str, Any]:
    """The call as it was chosen: nothing is on the agenda that was not seen on this page."""
    roles = {given.get("recorder", ""): "recorder", shown["chair"]: "chair"}
    people = [shown["chair"], *given.getlist("members"), *given.getlist("invited")]
    people += [given.get("recorder", "")]
    chosen = list(dict.fromkeys(one for one in people if one))
    numbers = [*given.getlist("cases"), *numbers_in(given.get("more", ""))]
    return {
        "kind": shown["kind"],
        "body": shown["body"],
        "meets_at": questions.moment(shown["meets_at"]),
        "place": shown["place"].strip(),
        "seats": [{"person": one, "role": roles.get(one, "member")} for one in chosen],
        "cases": list(dict.fromkeys(numbers)),
        "fill": False,
    }
