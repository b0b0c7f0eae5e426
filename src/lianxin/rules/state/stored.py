"""How a state is stored and read again, whichever version of the product wrote it."""

import json
from typing import Any

from pydantic import ValidationError

from lianxin.rules.state.case import CaseState

# Until the fields stood in groups, each stood by itself: where it belongs now. States stored so are
# read for as long as a home may hold them; a field that is renamed later keeps its old name here.
_ONCE_FLAT = {
    "matter": (
        *("channel", "kind", "category", "area", "area_path", "title", "text", "points", "urgent"),
        *("external_id", "registered_at", "raised_at"),
    ),
    "people": (
        *("petitioners", "representatives", "persons", "reachable", "head_count", "group"),
        *("on_behalf", "agreed", "anonymous", "withheld"),
    ),
    "guard": (
        *("confidential", "respondent_bodies", "respondent_persons", "recused", "restricted"),
    ),
    "house": (
        *("registrar", "registrar_body", "centre", "leaders", "responsible", "agent", "agents"),
        *("handlers", "investigators", "closers"),
    ),
    "dispatch": (
        *("hops", "may_not_return", "bound_assists", "escalated", "supervised", "card"),
        *("urged", "urged_on"),
    ),
    "handling": (
        *("route", "nature", "filing", "worked_at", "plans", "expert_opinions", "legal_opinions"),
        *("root_caused", "help_planned", "replied", "answered_points", "level", "outcome"),
    ),
    "closing": (
        *("attempts", "satisfied", "solved", "confirmed", "disposition", "ending", "contested"),
        *("reopened", "reviewed"),
    ),
    "ties": (
        *("initial", "repeat_of", "links", "merged_into", "kept_stage", "merged_at", "parts"),
        "carried",
    ),
}
_ONCE_COLOURS = ("risk", "progress")


def written_state(state: CaseState) -> str:
    """Return a state as it is stored: JSON without what is as in every new case."""
    return state.model_dump_json(exclude_defaults=True)


def read_state(text: str | bytes) -> CaseState:
    """Return a stored state, be it of a former version of the product.

    Every reader of a stored state reads it here. Raises ValidationError for what never was one.
    """
    try:
        return CaseState.model_validate_json(text)
    except ValidationError:
        stored = json.loads(text)
        if "channel" not in stored:
            raise
        return CaseState.model_validate_json(json.dumps(_grouped(stored)))


def _grouped(flat: dict[str, Any]) -> dict[str, Any]:
    """A state of before the groups, with each field in its group."""
    grouped = dict(flat)
    for group, names in _ONCE_FLAT.items():
        grouped[group] = {name: grouped.pop(name) for name in names if name in flat}
    for hue in _ONCE_COLOURS:
        colours = {
            "colour": grouped.pop(hue, None),
            "chosen": grouped.pop(f"{hue}_chosen", False),
            "held": grouped.pop(f"{hue}_held", ()),
        }
        grouped[hue] = colours
    return grouped
