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
from django.views.decorators.http import require_safe
from pydantic import BaseModel, ValidationError

from lianxin.people import officers
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings import acts, sight
from lianxin.sittings.settling import lacking
from lianxin.sittings.shapes import ACTS, CallOff, CloseSitting, DecideItem, MoveSitting
from lianxin.sittings.sight import ItemSeen, SittingSeen
from lianxin.web import dates, names, options, questions
from lianxin.web.desk.commands.form import why
from lianxin.web.desk.session import Desk, officer
from lianxin.web.desk.sittings import agenda
from lianxin.web.desk.sittings import draft_minutes as drafts
from lianxin.web.desk.sittings.calendar import state_of
from lianxin.web.options import Option
from lianxin.web.questions import Question
from lianxin.web.typed import form_page

ASKED: dict[str, type[BaseModel]] = {
    "move_sitting": MoveSitting,
    "call_off": CallOff,
    "close_sitting": CloseSitting,
}
"""Acts whose questions stand on the sitting's own page, each in a form of its own."""
LEADING = frozenset({"chair", "recorder"})
NO_FAULTS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat in the order of signing; `turn` when its signature is the next."""

    person: str
    name: str
    post: str
    role: str
    attended: bool
    signed: str
    turn: bool
    mine: bool


@require_safe
@officer
def page(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Show a sitting to whoever may see it; the same 404 for any other."""
    return render(request, "web/desk/sittings/page.html", _shown(desk, id_, {}))


@form_page
@officer
def act(request: HttpRequest, desk: Desk, id_: UUID, name: str) -> HttpResponse:
    """Do one thing with a sitting; a refusal stands beside the form it came from."""
    if name not in ACTS or name == "decide_item":
        raise Refused("not_visible")
    if desk.form is None:
        # The forms of acts stand on the page of the sitting.
        return HttpResponseRedirect(reverse("desk_sitting", args=[id_]))
    fields, form = _told(name, desk, id_)
    if desk.returned:
        no = {"act": name, "refused": desk.returned}
        return _not_done(request, desk, id_, name, form, no=no)
    try:
        acts.act(desk.actor, id_, ACTS[name].model_validate({**fields, "act": name}), at=desk.at)  # type: ignore[arg-type]  # ACTS holds acts alone
    except ValidationError as wrong:
        faults = questions.faults(form, wrong, desk.answers)
        return _not_done(request, desk, id_, name, form, wrong=faults)
    except Refused as no:
        if no.code == "not_visible":
            raise
        said = {"act": name, **why(in_words(no, desk))}
        return _not_done(request, desk, id_, name, form, no=said)
    return HttpResponseRedirect(f"{reverse('desk_sitting', args=[id_])}#{name}")


def _not_done(
    request: HttpRequest,
    desk: Desk,
    id_: UUID,
    name: str,
    form: tuple[Question, ...],
    *,
    wrong: Mapping[str, str] = NO_FAULTS,
    no: Mapping[str, Any] = NO_FAULTS,
) -> HttpResponse:
    """The sitting again, with what was written, ticked and crossed in the form that was sent."""
    context = _shown(desk, id_, {name: questions.filled(form, desk.answers, wrong)})
    sent = {
        "no": no,
        "add": desk.answers.get("add", ""),
        "drop": [int(number) for number in desk.answers.getlist("drop") if number.isdecimal()],
    }
    if name == "attend":
        sent["came"] = desk.answers.getlist("persons")
    return render(request, "web/desk/sittings/page.html", {**context, **sent}, status=422)


def _told(name: str, desk: Desk, id_: UUID) -> tuple[dict[str, Any], tuple[Question, ...]]:
    if name == "attend":
        came = set(desk.answers.getlist("persons"))
        before = {
            seat.person for seat in sight.view(desk.actor, id_, at=desk.at).seats if seat.attended
        }
        return {"persons": sorted(came - before), "absent": sorted(before - came)}, ()
    if name == "amend_agenda":
        add = desk.answers.get("add", "")
        return {"add": numbers_in(add), "drop": desk.answers.getlist("drop")}, ()
    form = questions.of(ASKED[name]) if name in ASKED else ()
    return questions.fields_told(form, desk.answers), form


def _shown(desk: Desk, id_: UUID, kept: dict[str, tuple[Question, ...]]) -> dict[str, Any]:
    view = sight.view(desk.actor, id_, at=desk.at)
    sitting = view.sitting
    places = _places(view, desk)
    unsigned = sum(
        1 for place in places if place.attended and not place.signed and place.role != "observer"
    )
    state, look = state_of(sitting, unsigned=unsigned, at=desk.at)
    open_ = sitting.closed_at is None and sitting.called_off_at is None
    here = sum(1 for seat in view.seats if seat.attended and seat.role != "observer")
    lines = agenda.lines(view, desk)
    return {
        "desk": desk,
        "way_here": "sittings",
        "seen": view,
        "sitting": sitting,
        "kind": options.word("kind", sitting.kind),
        "body": names.body(sitting.body, desk.book),
        "when": dates.full(sitting.meets_at),
        "state": state,
        "look": look,
        "open": open_,
        "may": open_ and _may(desk, view),
        "places": places,
        "here": here,
        "came": [place.person for place in places if place.attended],
        "enough": here >= sitting.quorum,
        "villages": lines,
        "decided": sum(1 for matter in view.items if not lacking(matter)),
        "forms": {name: kept.get(name) or _fresh(name, view, desk) for name in ASKED},
        "turn": any(place.turn and place.mine for place in places),
        "signed": not unsigned,
    }


def numbers_in(text: str) -> list[str]:
    """Return the case numbers that somebody wrote, whatever stands between them."""
    return [number.upper() for number in re.findall(r"[A-Za-z0-9-]+", text)]


def in_words(no: Refused, desk: Desk) -> Refused:
    """Return a refusal with its codes as words: roles, posts, and how far the sitting is."""
    words = dict(no.why)
    if "by" in words:
        words["by"] = [options.word("role", str(role)) for role in words["by"]]
    if "next" in words:
        words["next"] = post_of(str(words["next"]), desk) or words["next"]
    if "stage" in words:
        words["stage"] = options.word("sitting", str(words["stage"]))
    return Refused(no.code, **words)


def _may(desk: Desk, view: SittingSeen) -> bool:
    leads = any(s.person == desk.actor.person and s.role in LEADING for s in view.seats)
    return leads or view.sitting.convener == desk.actor.person


def _fresh(name: str, view: SittingSeen, desk: Desk) -> tuple[Question, ...]:
    values = {"place": view.place}
    if name == "move_sitting":
        values["meets_at"] = dates.local(view.sitting.meets_at)
    if name == "close_sitting":
        values["minutes"] = drafts.draft(view, desk)
    return tuple(
        replace(question, value=values.get(question.name, ""))
        for question in questions.of(ASKED[name])
    )


def _places(view: SittingSeen, desk: Desk) -> list[SeatLine]:
    people = officers.names([seat.person for seat in view.seats])
    waiting = [s for s in view.seats if s.attended and not s.signed_at and s.role != "observer"]
    turn = waiting[0].person if waiting and view.sitting.closed_at else ""
    return [
        SeatLine(
            person=seat.person,
            name=people.get(seat.person, seat.person),
            post=post_of(seat.post, desk),
            role=seat.role,
            attended=seat.attended,
            signed=dates.moment(seat.signed_at, now=desk.at) if seat.signed_at else "",
            turn=seat.person == turn,
            mine=seat.person == desk.actor.person,
        )
        for seat in view.seats
    ]


def post_of(code: str, desk: Desk) -> str:
    """Return a post with its body, in words; empty for none."""
    post = desk.book.posts.get(code)
    return f"{names.body(post.body, desk.book)} {names.of(post.zh, post.en)}" if post else ""


@form_page
@officer
def item(request: HttpRequest, desk: Desk, id_: UUID, n: int) -> HttpResponse:
    """Study one matter of the agenda and note what was decided, by whom it is owed and when."""
    view = sight.view(desk.actor, id_, at=desk.at)
    matter = next((candidate for candidate in view.items if candidate.n == n), None)
    if matter is None:
        raise Refused("not_visible")
    form = _item_questions(view, matter, desk)
    if desk.form is None:
        return render(request, "web/desk/sittings/item.html", _item_shown(desk, view, matter, form))
    fields = {**questions.fields_told(form, desk.answers), "item": n}
    if desk.returned:
        kept = questions.filled(form, desk.answers, {})
        context = {**_item_shown(desk, view, matter, kept), "refused": desk.returned}
        return render(request, "web/desk/sittings/item.html", context, status=422)
    try:
        acts.act(desk.actor, id_, DecideItem.model_validate(fields), at=desk.at)
    except ValidationError as wrong:
        kept = questions.filled(form, desk.answers, questions.faults(form, wrong, desk.answers))
        context = _item_shown(desk, view, matter, kept)
    except Refused as no:
        said = why(in_words(no, desk))
        field = str(no.why.get("field", ""))
        beside = (
            {field: said["refused"]} if any(question.name == field for question in form) else {}
        )
        kept = questions.filled(form, desk.answers, beside)
        context = {**_item_shown(desk, view, matter, kept), **({} if beside else said)}
    else:
        after = next(
            (other.n for other in view.items if other.n > n and other.state == "open"), None
        )
        way = (
            reverse("desk_item", args=[id_, after])
            if after
            else reverse("desk_sitting", args=[id_])
        )
        return HttpResponseRedirect(way)
    return render(request, "web/desk/sittings/item.html", context, status=422)


def _item_questions(view: SittingSeen, matter: ItemSeen, desk: Desk) -> tuple[Question, ...]:
    values = {
        "analysis": matter.analysis,
        "decision": matter.decision,
        "body": matter.body,
        "person": matter.person,
        "due": dates.local(matter.due) if matter.due else "",
        "put_off": "true" if matter.state == "put_off" else "",
    }
    offered = {"body": _bodies(view, desk), "person": _persons(view, desk)}
    return tuple(
        replace(
            question,
            value=values.get(question.name, ""),
            options=offered.get(question.name, question.options),
        )
        for question in questions.of(DecideItem)
        if question.name != "item"
    )


def _bodies(view: SittingSeen, desk: Desk) -> tuple[Option, ...]:
    """The convening body and those below it first, then the rest of the county."""
    book, own = desk.book, view.sitting.body
    below = [code for code, above in sorted(book.above.items()) if own in above]
    rest = [body.code for body in book.bodies.values() if body.successor is None]
    codes = dict.fromkeys((own, *below, *rest))
    return tuple(Option(code, names.body(code, book)) for code in codes)


def _persons(view: SittingSeen, desk: Desk) -> tuple[Option, ...]:
    below = {code for code, above in desk.book.above.items() if view.sitting.body in above}
    on = desk.at.astimezone(CHINA).date()
    holders = officers.holding(on=on, bodies={view.sitting.body, *below})
    people = officers.names([seat.person for seat in view.seats])
    options_by_person = {
        seat.person: Option(seat.person, people.get(seat.person, "")) for seat in view.seats
    }
    for holder in holders:
        options_by_person.setdefault(
            holder.code, Option(holder.code, f"{holder.zh} · {post_of(holder.post, desk)}")
        )
    return tuple(options_by_person.values())


def _item_shown(
    desk: Desk, view: SittingSeen, matter: ItemSeen, form: tuple[Question, ...]
) -> dict[str, Any]:
    order = [other.n for other in view.items]
    place = order.index(matter.n)
    state, look = agenda.standing(matter, view)
    open_ = view.sitting.closed_at is None and view.sitting.called_off_at is None
    return {
        "desk": desk,
        "way_here": "sittings",
        "seen": view,
        "sitting": view.sitting,
        "kind": options.word("kind", view.sitting.kind),
        "item": matter,
        "village": names.area(matter.village, desk.book),
        "state": state,
        "look": look,
        "place": place + 1,
        "count": len(order),
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place + 1 < len(order) else None,
        "may": open_ and _may(desk, view),
        "questions": form,
        "owed": " · ".join(filter(None, [names.body(matter.body, desk.book)])),
        "due": dates.full(matter.due) if matter.due else "",
    }


@require_safe
@officer
def minutes(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Show the minutes as they stand, to be read or printed."""
    return render(request, "web/desk/sittings/minutes.html", _shown(desk, id_, {}))
