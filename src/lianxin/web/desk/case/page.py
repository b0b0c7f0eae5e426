"""One case at the desk: the matter, the way so far, who has it, its clocks, and what is open."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases.reading import clocks as case_clocks
from lianxin.cases.reading import history, queries
from lianxin.cases.reading.queries import CaseView
from lianxin.files import downloads
from lianxin.people import petitioners
from lianxin.rules.offering import blocked
from lianxin.rules.routing import suggest
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.state import CaseState
from lianxin.web import clocks, dates, names, tiles
from lianxin.web.desk.case.history import way
from lianxin.web.desk.case.legs import ended, informed, legs
from lianxin.web.desk.case.menu import MenuAction, foremost, further, label
from lianxin.web.desk.case.papers import sheets
from lianxin.web.desk.case.place import where
from lianxin.web.desk.case.related import kin, like, said_same
from lianxin.web.desk.case.sittings import sittings
from lianxin.web.desk.case.tasks import tasks
from lianxin.web.desk.case.texts import lore
from lianxin.web.desk.case.tracks import tracks
from lianxin.web.desk.session import Desk, officer
from lianxin.web.middleware import is_elder


@require_safe
@officer
def case(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Show a case to whoever may see it; the same 404 for any other."""
    view = queries.view(desk.actor, number.upper(), at=desk.at)
    state, book = view.state, desk.book
    entries = history.entries_of(view, desk.actor)
    views = case_clocks.clocks(state, at=desk.at, book=book)
    bars = [clocks.bar(view, at=desk.at) for view in views]
    steps = way(entries, book, procedure=book.procedures[state.version], now=desk.at)
    names_and_texts = lore(state, entries)
    beside, same = tracks(view, names_and_texts, desk), said_same(entries)
    context = {
        "desk": desk,
        "view": view,
        "state": state,
        **_heading(view, desk),
        "where": where(view, entries, names_and_texts, desk, elder=is_elder(request)),
        "running": [bar for bar in bars if bar.running],
        "past": [bar for bar in bars if not bar.running],
        "legs": legs(state, views, steps, desk),
        "papers": sheets(view, entries, names_and_texts, desk),
        "tasks": tasks(state, names_and_texts, desk),
        "informed": informed(state, desk),
        "ended": ended(state, desk),
        "tracks": beside,
        "idle": [track for track in beside if not track.is_begun],
        "sittings": sittings(state, entries, names_and_texts, desk),
        "kin": kin(state, desk),
        "alike": like(view, desk, same=same),
        "said_same": same,
        "takes_retaliation": not view.standings.isdisjoint({"centre", "registrar"}),
        "steps": steps,
        "actions": foremost(view),
        "more": further(view),
        "blocked": _blocked(view, desk),
        "suggested": _suggested(view, desk),
        "leaders": [names_and_texts.name(code) for code in _leaders(state)],
    }
    return _answer(request, context)


@require_safe
@officer
def file(request: HttpRequest, desk: Desk, number: str, id_: UUID) -> HttpResponseBase:
    """Hand out a file that an entry of the case names, for download; 404 for any other."""
    opened = history.attached(desk.actor, number.upper(), str(id_), at=desk.at)
    return downloads.response(opened.file, opened.headers)


@require_safe
@officer
def proof(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """Hand out the signed history of a case."""
    document = history.proof(desk.actor, number.upper(), at=desk.at)
    return HttpResponse(
        json.dumps(document, ensure_ascii=False, indent=1),
        headers=downloads.headers(f"{number.upper()}.proof.json", "application/json"),
    )


def _heading(view: CaseView, desk: Desk) -> dict[str, Any]:
    """What stands over a case: where it is, of what kind, how it came and from whom."""
    state = view.state
    return {
        "stage": names.stage(state, desk.book),
        "kind": names.kind(state.matter.kind),
        "channel": names.channel(state.matter.channel),
        "procedure": _procedure(view, desk),
        "people": _people(view),
        "registered": dates.full(state.matter.registered_at),
    }


def _answer(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    answer = render(request, "web/desk/case/page.html", context)
    if context["where"].tiles:
        answer["Content-Security-Policy"] = tiles.policy()
    return answer


def _leaders(state: CaseState) -> list[str]:
    return list(dict.fromkeys([*filter(None, [state.house.responsible]), *state.house.leaders]))


def _blocked(view: CaseView, desk: Desk) -> list[MenuAction]:
    actions = blocked(view.state, actor=desk.actor, at=desk.at, book=desk.book)
    key = "en" if names.is_english() else "zh"
    return [
        MenuAction(
            action.name,
            label(action.name),
            _("；").join(str(condition[key]) for condition in action.conditions),
        )
        for action in actions
    ]


def _people(view: CaseView) -> list[dict[str, str]]:
    state = view.state
    ids = [UUID(token) for token in (*state.people.petitioners, *state.people.representatives)]
    masked = petitioners.masked_all(ids)
    if state.people.withheld and not view.standings & {"centre", "registrar"}:
        return [{"id": "", "name": _("姓名不公开"), "phone": ""}]
    return [
        {"id": str(id_), "name": masked[id_].name, "phone": masked[id_].phone}
        for id_ in ids
        if id_ in masked
    ]


def _procedure(view: CaseView, desk: Desk) -> str:
    label_ = desk.book.procedures[view.state.version].label
    return names.of(label_.zh, label_.en)


def _suggested(view: CaseView, desk: Desk) -> dict[str, str] | None:
    """Who should have it, for whoever sends it out; a person decides."""
    state = view.state
    if not {"assign", "refer"} & set(view.commands):
        return None
    kept_out = shut_out(state, desk.book)
    meant = suggest(
        desk.book, category=state.matter.category, area=state.matter.area, shut=kept_out.bodies
    )
    if meant is None:
        return None
    return {
        "code": meant.lead,
        "lead": names.body(meant.lead, desk.book),
        "assists": _("、").join(names.body(code, desk.book) for code in meant.assists),
        "article": meant.line.article,
        "sure": str(meant.confidence),
    }
