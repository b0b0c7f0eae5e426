"""One sitting: who came, the matters one by one, its end, its minutes and their signatures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import BaseModel, ValidationError

from lianxin.people import officers
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.wording import sentence
from lianxin.sittings import acts, sight
from lianxin.sittings.shapes import ACTS, CallOff, CloseSitting, DecideItem, MoveSitting
from lianxin.sittings.sight import ItemSeen, SittingSeen
from lianxin.web import dates, names, options, questions
from lianxin.web.desk.commands.form import why
from lianxin.web.desk.session import Desk, officer
from lianxin.web.desk.sittings import draft_minutes as drafts
from lianxin.web.desk.sittings.calendar import state_of
from lianxin.web.options import Option
from lianxin.web.questions import Question

ASKED: dict[str, type[BaseModel]] = {
    "move_sitting": MoveSitting,
    "call_off": CallOff,
    "close_sitting": CloseSitting,
}
"""Acts whose questions stand on the sitting's own page, each in a form of its own."""
LEADING = frozenset({"chair", "recorder"})
NO_FAULTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """A seat in the order of signing; `turn` when its signature is the next."""

    person: str
    name: str
    post: str
    role: str
    attended: bool
    signed: str
    turn: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the agenda in words."""

    n: int
    number: str
    title: str
    decision: str
    owed: str
    state: str
    look: str
    open: bool


@require_safe
@officer
def page(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Show a sitting to whoever may see it; the same 404 for any other."""
    return render(request, "web/desk/sittings/page.html", _shown(desk, id_, {}))


@require_POST
@officer
def act(request: HttpRequest, desk: Desk, id_: UUID, name: str) -> HttpResponse:
    """Do one thing with a sitting; a refusal stands beside the form it came from."""
    if name not in ACTS or name == "decide_item":
        raise Refused("not_visible")
    told, asked = _told(request, name, desk, id_)
    if desk.returned:
        no = {"act": name, "refused": desk.returned}
        return _not_done(request, desk, id_, name, asked, no=no)
    try:
        acts.act(desk.actor, id_, ACTS[name].model_validate({**told, "act": name}), at=desk.at)  # type: ignore[arg-type]  # ACTS holds acts alone
    except ValidationError as wrong:
        return _not_done(request, desk, id_, name, asked, wrong=questions.faults(asked, wrong))
    except Refused as no:
        if no.code == "not_visible":
            raise
        said = {"act": name, **why(in_words(no, desk))}
        return _not_done(request, desk, id_, name, asked, no=said)
    return HttpResponseRedirect(f"{reverse('desk_sitting', args=[id_])}#{name}")


def _not_done(
    request: HttpRequest,
    desk: Desk,
    id_: UUID,
    name: str,
    asked: tuple[Question, ...],
    *,
    wrong: Mapping[str, str] = NO_FAULTS,
    no: Mapping[str, Any] = NO_FAULTS,
) -> HttpResponse:
    """The sitting again, with what was written, ticked and crossed in the form that was sent."""
    shown = _shown(desk, id_, {name: questions.filled(asked, request.POST, wrong)})
    sent = {
        "no": no,
        "add": request.POST.get("add", ""),
        "drop": [int(one) for one in request.POST.getlist("drop") if one.isdecimal()],
    }
    if name == "attend":
        sent["came"] = request.POST.getlist("persons")
    return render(request, "web/desk/sittings/page.html", {**shown, **sent}, status=422)


def _told(
    request: HttpRequest, name: str, desk: Desk, id_: UUID
) -> tuple[dict[str, Any], tuple[Question, ...]]:
    if name == "attend":
        came = set(request.POST.getlist("persons"))
        before = {
            one.person for one in sight.view(desk.actor, id_, at=desk.at).seats if one.attended
        }
        return {"persons": sorted(came - before), "absent": sorted(before - came)}, ()
    if name == "amend_agenda":
        add = request.POST.get("add", "")
        return {"add": numbers_in(add), "drop": request.POST.getlist("drop")}, ()
    asked = questions.of(ASKED[name]) if name in ASKED else ()
    return questions.told(asked, request.POST), asked


def _shown(desk: Desk, id_: UUID, kept: dict[str, tuple[Question, ...]]) -> dict[str, Any]:
    seen = sight.view(desk.actor, id_, at=desk.at)
    sitting = seen.sitting
    places = _places(seen, desk)
    unsigned = sum(
        1 for one in places if one.attended and not one.signed and one.role != "observer"
    )
    state, look = state_of(sitting, unsigned=unsigned, at=desk.at)
    open_ = sitting.closed_at is None and sitting.called_off_at is None
    here = sum(1 for one in seen.seats if one.attended and one.role != "observer")
    lines = _lines(seen, desk)
    return {
        "desk": desk,
        "way_here": "sittings",
        "seen": seen,
        "sitting": sitting,
        "kind": options.word("kind", sitting.kind),
        "body": names.body(sitting.body, desk.book),
        "when": dates.full(sitting.meets_at),
        "state": state,
        "look": look,
        "open": open_,
        "may": open_ and _may(desk, seen),
        "places": places,
        "here": here,
        "came": [one.person for one in places if one.attended],
        "enough": here >= sitting.quorum,
        "villages": lines,
        "decided": sum(1 for one in seen.items if one.state != "open"),
        "forms": {name: kept.get(name) or _fresh(name, seen, desk) for name in ASKED},
        "turn": any(one.turn and one.mine for one in places),
        "signed": not unsigned,
    }


def numbers_in(text: str) -> list[str]:
    """Return the case numbers that somebody wrote, whatever stands between them."""
    return [one.upper() for one in re.findall(r"[A-Za-z0-9-]+", text)]


def in_words(no: Refused, desk: Desk) -> Refused:
    """Return a refusal with its codes as words: roles, posts, and how far the sitting is."""
    told = dict(no.why)
    if "by" in told:
        told["by"] = [options.word("role", str(one)) for one in told["by"]]
    if "next" in told:
        told["next"] = post_of(str(told["next"]), desk) or told["next"]
    if "stage" in told:
        told["stage"] = options.word("sitting", str(told["stage"]))
    return Refused(no.code, **told)


def _may(desk: Desk, seen: SittingSeen) -> bool:
    leads = any(s.person == desk.actor.person and s.role in LEADING for s in seen.seats)
    return leads or seen.sitting.convener == desk.actor.person


def _fresh(name: str, seen: SittingSeen, desk: Desk) -> tuple[Question, ...]:
    values = {"place": seen.place}
    if name == "move_sitting":
        values["meets_at"] = dates.local(seen.sitting.meets_at)
    if name == "close_sitting":
        values["minutes"] = drafts.draft(seen, desk)
    return tuple(replace(one, value=values.get(one.name, "")) for one in questions.of(ASKED[name]))


def _places(seen: SittingSeen, desk: Desk) -> list[Place]:
    known = officers.names([one.person for one in seen.seats])
    waiting = [s for s in seen.seats if s.attended and not s.signed_at and s.role != "observer"]
    turn = waiting[0].person if waiting and seen.sitting.closed_at else ""
    return [
        Place(
            person=one.person,
            name=known.get(one.person, one.person),
            post=post_of(one.post, desk),
            role=one.role,
            attended=one.attended,
            signed=dates.moment(one.signed_at, now=desk.at) if one.signed_at else "",
            turn=one.person == turn,
            mine=one.person == desk.actor.person,
        )
        for one in seen.seats
    ]


def post_of(code: str, desk: Desk) -> str:
    """Return a post with its body, in words; empty for none."""
    post = desk.book.posts.get(code)
    return f"{names.body(post.body, desk.book)} {names.of(post.zh, post.en)}" if post else ""


def _lines(seen: SittingSeen, desk: Desk) -> list[tuple[str, list[Line]]]:
    known = officers.names([one.person for one in seen.items if one.person])
    found: dict[str, list[Line]] = {}
    for one in seen.items:
        state, look = _state(one, seen)
        owed = [names.body(one.body, desk.book), known.get(one.person, one.person)]
        owed += [_("%(when)s前") % {"when": dates.moment(one.due, now=desk.at)}] if one.due else []
        line = Line(
            n=one.n,
            number=one.number,
            title=one.title,
            decision=one.decision,
            owed=" · ".join(filter(None, owed)),
            state=state,
            look=look,
            open=one.state == "open",
        )
        found.setdefault(names.area(one.village, desk.book) or _("本级"), []).append(line)
    return list(found.items())


def _state(item: ItemSeen, seen: SittingSeen) -> tuple[str, str]:
    if item.state == "open" and seen.sitting.closed_at is not None:
        return _("没有定下"), ""
    if item.state == "refused":
        return _("事项没有接受：%(why)s") % {"why": _refused(item.refused)}, "late"
    return {
        "open": (_("待研究"), ""),
        "decided": (_("已定"), "blue"),
        "sent": (_("正在转入事项"), "blue"),
        "taken": (_("已进入事项"), "done"),
    }[item.state]


def _refused(code: str) -> str:
    # Of a refusal the item keeps its code alone.
    if code == "not_now":
        return _("它已经办结、撤回或转走。")
    return sentence(Refused(code), get_language() or "zh")  # type: ignore[arg-type]  # kept as text


@require_http_methods(["GET", "POST"])
@officer
def item(request: HttpRequest, desk: Desk, id_: UUID, n: int) -> HttpResponse:
    """Study one matter of the agenda and note what was decided, by whom it is owed and when."""
    seen = sight.view(desk.actor, id_, at=desk.at)
    found = next((one for one in seen.items if one.n == n), None)
    if found is None:
        raise Refused("not_visible")
    asked = _item_questions(seen, found, desk)
    if request.method == "GET":
        return render(request, "web/desk/sittings/item.html", _item_shown(desk, seen, found, asked))
    told = {**questions.told(asked, request.POST), "item": n}
    if desk.returned:
        kept = questions.filled(asked, request.POST, {})
        shown = {**_item_shown(desk, seen, found, kept), "refused": desk.returned}
        return render(request, "web/desk/sittings/item.html", shown, status=422)
    try:
        acts.act(desk.actor, id_, DecideItem.model_validate(told), at=desk.at)
    except ValidationError as wrong:
        kept = questions.filled(asked, request.POST, questions.faults(asked, wrong))
        shown = _item_shown(desk, seen, found, kept)
    except Refused as no:
        said = why(in_words(no, desk))
        field = str(no.why.get("field", ""))
        beside = {field: said["refused"]} if any(one.name == field for one in asked) else {}
        kept = questions.filled(asked, request.POST, beside)
        shown = {**_item_shown(desk, seen, found, kept), **({} if beside else said)}
    else:
        after = next((one.n for one in seen.items if one.n > n and one.state == "open"), None)
        way = (
            reverse("desk_item", args=[id_, after])
            if after
            else reverse("desk_sitting", args=[id_])
        )
        return HttpResponseRedirect(way)
    return render(request, "web/desk/sittings/item.html", shown, status=422)


def _item_questions(seen: SittingSeen, found: ItemSeen, desk: Desk) -> tuple[Question, ...]:
    values = {
        "analysis": found.analysis,
        "decision": found.decision,
        "body": found.body,
        "person": found.person,
        "due": dates.local(found.due) if found.due else "",
    }
    offered = {"body": _bodies(seen, desk), "person": _persons(seen, desk)}
    return tuple(
        replace(one, value=values.get(one.name, ""), options=offered.get(one.name, one.options))
        for one in questions.of(DecideItem)
        if one.name != "item"
    )


def _bodies(seen: SittingSeen, desk: Desk) -> tuple[Option, ...]:
    """The convening body and those below it first, then the rest of the county."""
    book, own = desk.book, seen.sitting.body
    below = [code for code, above in sorted(book.above.items()) if own in above]
    rest = [one.code for one in book.bodies.values() if one.successor is None]
    codes = dict.fromkeys((own, *below, *rest))
    return tuple(Option(code, names.body(code, book)) for code in codes)


def _persons(seen: SittingSeen, desk: Desk) -> tuple[Option, ...]:
    below = {code for code, above in desk.book.above.items() if seen.sitting.body in above}
    on = desk.at.astimezone(CHINA).date()
    held = officers.holding(on=on, bodies={seen.sitting.body, *below})
    known = officers.names([one.person for one in seen.seats])
    found = {one.person: Option(one.person, known.get(one.person, "")) for one in seen.seats}
    for one in held:
        found.setdefault(one.code, Option(one.code, f"{one.zh} · {post_of(one.post, desk)}"))
    return tuple(found.values())


def _item_shown(
    desk: Desk, seen: SittingSeen, found: ItemSeen, asked: tuple[Question, ...]
) -> dict[str, Any]:
    order = [one.n for one in seen.items]
    place = order.index(found.n)
    state, look = _state(found, seen)
    open_ = seen.sitting.closed_at is None and seen.sitting.called_off_at is None
    return {
        "desk": desk,
        "way_here": "sittings",
        "seen": seen,
        "sitting": seen.sitting,
        "kind": options.word("kind", seen.sitting.kind),
        "item": found,
        "village": names.area(found.village, desk.book),
        "state": state,
        "look": look,
        "place": place + 1,
        "count": len(order),
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
        "may": open_ and _may(desk, seen),
        "questions": asked,
        "owed": " · ".join(filter(None, [names.body(found.body, desk.book)])),
        "due": dates.full(found.due) if found.due else "",
    }


@require_safe
@officer
def minutes(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Show the minutes as they stand, to be read or printed."""
    return render(request, "web/desk/sittings/minutes.html", _shown(desk, id_, {}))
