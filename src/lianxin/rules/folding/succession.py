"""Folds of what passes to others: of a body that is no more, and of people who stand aside."""

from collections.abc import Iterable, Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import persons
from lianxin.rules.facts import succession as facts
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState, Document, Leg, Task


def _taken_over(state: CaseState, fact: facts.TakenOver, stamp: Stamp) -> dict[str, Any]:
    before, after = fact.before, fact.after or fact.before
    dispatch, house, closing = state.dispatch, state.house, state.closing

    def now(code: str) -> str:
        return after if code == before else code

    def each(codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(now(code) for code in codes))

    return {
        "legs": _legs(
            # A part that was let go of long ago stays whose it was.
            tuple(
                leg if leg.state == "released" else leg.model_copy(update={"body": now(leg.body)})
                for leg in state.legs
            )
        ),
        "tasks": tuple(_task(task, before, after) for task in state.tasks),
        "documents": tuple(_paper(paper, fact, after) for paper in state.documents),
        "house": {
            "centre": now(house.centre) if house.centre else None,
            "registrar_body": now(house.registrar_body),
        },
        "closing": {
            "ending_requested": now(closing.ending_requested) if closing.ending_requested else None
        },
        "dispatch": {
            "may_not_return": each(dispatch.may_not_return),
            "bound_assists": each(dispatch.bound_assists),
            "informed": each(dispatch.informed),
            "taken_from": tuple(dict.fromkeys((*dispatch.taken_from, before))),
            **({"fell_to": after, "fell_at": stamp.at} if fact.unnamed else {}),
        },
    }


def _legs(legs: tuple[Leg, ...]) -> tuple[Leg, ...]:
    """No body has two open parts: what it leads it does not assist as well, and it assists once."""
    lead = next((leg for leg in legs if leg.open and leg.role == "lead"), None)
    has_part = {lead.body} if lead is not None else set[str]()
    kept: list[Leg] = []
    for leg in legs:
        doubled = leg.open and leg is not lead and leg.body in has_part
        kept.append(leg.model_copy(update={"state": "released"}) if doubled else leg)
        if leg.open:
            has_part.add(leg.body)
    return tuple(kept)


def _task(task: Task, before: str, after: str) -> Task:
    if not task.standing or before not in {task.body, task.given_from}:
        return task
    places = ("body", "given_from")
    return task.model_copy(
        update={place: after for place in places if getattr(task, place) == before}
    )


def _paper(paper: Document, fact: facts.TakenOver, after: str) -> Document:
    if paper.state == "delivered":
        # It went out in the name of whoever there was then.
        return paper
    update: dict[str, Any] = {
        place: after for place in ("body", "executor") if getattr(paper, place) == fact.before
    }
    posts = {changed.document: changed.posts for changed in fact.papers}
    if paper.next_post is not None and paper.code in posts:
        update["posts"] = posts[paper.code]
    return paper.model_copy(update=update) if update else paper


def _stood_in(state: CaseState, fact: persons.StoodIn, stamp: Stamp) -> dict[str, Any]:
    last = state.last_lead
    fell = {"fell_to": last.body, "fell_at": stamp.at} if fact.unmanned and last else {}
    return {
        "documents": tuple(_signed_by_others(paper, fact) for paper in state.documents),
        "dispatch": fell,
    }


def _signed_by_others(paper: Document, fact: persons.StoodIn) -> Document:
    posts = {changed.document: changed.posts for changed in fact.papers}
    if paper.next_post is None or paper.code not in posts:
        return paper
    return paper.model_copy(update={"posts": posts[paper.code]})


FOLDS: Mapping[str, Fold] = {"taken_over": _taken_over, "stood_in": _stood_in}
