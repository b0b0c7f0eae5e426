"""Marks by which lists find a case where no column does: on the docket, supervised, sent back as unsolved.

A mark describes the matter, never a person. Marks stand among the parties (`m:` before the mark),
so that the door writes them together with the case and one index serves them all.
"""

from collections.abc import Iterator
from typing import Literal

from lianxin.rules.state import CaseState, Sitting
from lianxin.rules.time.calendar import CHINA

Mark = Literal[
    "docket",
    "docket_unled",
    "docket_unplanned",
    "supervised",
    "card",
    "card_red",
    "returned",
    "ending",
    "unnamed",
]
ROLE = "mark"
FROM = "from:"
"""Before the code of a body that is no more, whose part another one took over."""
DOCKET = "backlog"
"""The track that a matter on the docket is on."""
OFF_DOCKET = frozenset({"cleared", "struck"})
UNDATED = "undated"


def marks(state: CaseState) -> frozenset[str]:
    """Return the marks of a case, each as it stands among the parties."""
    marks_of_case = {f"m:sits:{month}" for month in map(_month, state.sittings) if month}
    # How much a body that is no more had is asked long after.
    marks_of_case |= {f"m:{FROM}{body}" for body in state.dispatch.taken_from}
    # What is over waits for nobody; a month it sat in stays, for the calendar looks back.
    if not state.is_final:
        marks_of_case |= {f"m:{mark}" for mark in _open(state)}
    return frozenset(marks_of_case)


def on_docket(state: CaseState) -> bool:
    """Whether a matter stands on the docket now: put on it, neither cleared nor struck off."""
    return state.tracks.get(DOCKET, "cleared") not in OFF_DOCKET and not state.is_final


def _open(state: CaseState) -> Iterator[Mark]:
    if on_docket(state):
        yield "docket"
        if not state.house.leaders:
            yield "docket_unled"
        if not state.handling.plans:
            yield "docket_unplanned"
    if state.closing.reopened and not state.handling.replied:
        yield "returned"
    yield from _pressed(state)
    lead = state.lead
    if lead is not None and state.closing.ending_requested == lead.body:
        yield "ending"
    if state.lead_unnamed:
        yield "unnamed"


def _pressed(state: CaseState) -> Iterator[Mark]:
    if state.dispatch.supervised:
        yield "supervised"
    if state.dispatch.card:
        yield "card"
    if state.dispatch.card == "red":
        yield "card_red"


def _month(sitting: Sitting) -> str:
    """The month of China a sitting meets in; one without a moment is listed until it ends."""
    if sitting.step == "declined":
        return ""
    if sitting.meets_at is not None:
        return sitting.meets_at.astimezone(CHINA).strftime("%Y-%m")
    return UNDATED if sitting.open else ""
