"""The sittings over one case: its own, and those over many matters that have it on their agenda."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from lianxin.cases.reading.history import EntryView
from lianxin.rules.state import CaseState, Sitting
from lianxin.sittings import sight
from lianxin.web import dates, names, options
from lianxin.web.desk.case.texts import Lore
from lianxin.web.desk.session import Desk

SIDES = frozenset({"petitioner_side", "unit_side", "other_side"})


@dataclass(frozen=True, slots=True)
class CaseSitting:
    """A sitting in words: what it is, how far, when, who sits with what part, what came of it."""

    kind: str
    state: str
    is_open: bool
    when: str
    seats: str
    outcome: str
    id: str = ""


_STEPS: Mapping[str, Callable[[], str]] = {
    "requested": lambda: _("已申请"),
    "ordered": lambda: _("已决定召开"),
    "held": lambda: _("已召开"),
    "concluded": lambda: _("已结束"),
    "declined": lambda: _("不予召开"),
}
_ITEMS: Mapping[str, Callable[[], str]] = {
    "open": lambda: _("在议程上"),
    "decided": lambda: _("已议决"),
    "sent": lambda: _("已议决，正在转入本件"),
    "taken": lambda: _("已议决，已转入本件"),
    "refused": lambda: _("议决未能转入本件"),
}


def step(code: str) -> str:
    """Return how far a sitting is, in words."""
    return _STEPS[code]()


def sittings(
    state: CaseState, entries: Iterable[EntryView], lore: Lore, desk: Desk
) -> list[CaseSitting]:
    """Return the sittings over a case that its reader may see, the latest first."""
    moments: dict[int, dict[str, Any]] = {}
    for row in entries:
        n = (row.payload or {}).get("sitting")
        if isinstance(n, int):
            moments.setdefault(n, {}).update(_moments(row))
    own = [
        _own(sitting, moments.get(sitting.n, {}), lore, desk)
        for sitting in reversed(state.sittings)
    ]
    return [*own, *_over_many(state.number, desk)]


def _moments(row: EntryView) -> dict[str, Any]:
    payload = row.payload or {}
    moments: dict[str, Any] = {}
    if payload.get("meets_at"):
        moments["meets"] = datetime.fromisoformat(payload["meets_at"])
    if row.fact == "sitting_held":
        moments["held"] = row.at
    return moments


def _own(sitting: Sitting, moments: Mapping[str, Any], lore: Lore, desk: Desk) -> CaseSitting:
    moment = moments.get("held") or moments.get("meets")
    return CaseSitting(
        kind=options.word("kind", sitting.kind),
        state=_STEPS[sitting.step](),
        is_open=sitting.open,
        when=dates.moment(moment, now=desk.at) if moment else "",
        seats=_("、").join(_seat(seat.person, seat.role, lore) for seat in sitting.seats),
        outcome=options.word("outcome", sitting.outcome) if sitting.outcome else "",
    )


def _seat(person: str, role: str, lore: Lore) -> str:
    part = options.word("role", role)
    if role in SIDES:
        # Whose matter it is stands masked elsewhere on the page, never here.
        return part
    return _("%(who)s（%(part)s）") % {"who": lore.name(person), "part": part}


def _over_many(number: str, desk: Desk) -> list[CaseSitting]:
    return [
        CaseSitting(
            kind=options.word("kind", item.sitting.kind),
            state=_ITEMS[item.state](),
            is_open=item.sitting.closed_at is None,
            when=dates.moment(item.sitting.meets_at, now=desk.at),
            seats=names.body(item.sitting.body, desk.book),
            outcome="",
            id=str(item.sitting.id),
        )
        for item in sight.with_case(desk.actor, number)
    ]
