"""From dispatch to conclusion a matter has exactly one lead."""

from collections.abc import Iterator

from lianxin.rules.phases import ON_THE_WAY, REVIEWING
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.state import CaseState
from lianxin.rules.walking.world import World

LED = frozenset({*ON_THE_WAY, "answered", *REVIEWING} - {"registered"})


def is_one(state: CaseState, world: World) -> Iterator[str]:
    """Exactly one body leads from dispatch to conclusion, and never two.

    Nobody leads what the centre itself answered, nor what waits for the first body not complained of.
    """
    leads = [leg for leg in state.legs if leg.role == "lead" and leg.open]
    if len(leads) > 1:
        yield f"{len(leads)} at {state.phase}"
    last = state.last_lead
    # Nobody led it, or whoever did was let off: then the centre answered it by itself.
    unled = last is None or last.state == "released"
    answered_at_once = unled and state.phase == "answered" and state.handling.replied
    waits = last is not None and shut_out(state, world.book).body_is_shut_out(last.body)
    if not leads and state.phase in LED and not answered_at_once and not waits:
        yield f"none at {state.phase}"
