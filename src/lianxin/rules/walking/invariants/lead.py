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
    by_the_centre = state.phase == "answered" and _by_the_centre(state, world)
    waits = last is not None and shut_out(state, world.book).body_is_shut_out(last.body)
    if not leads and state.phase in LED and not by_the_centre and not waits:
        yield f"none at {state.phase}"


def _by_the_centre(state: CaseState, world: World) -> bool:
    """Whether the answer of today is the centre's own, given while nobody led."""
    case = world.cases.get(world.letter(state.number)) if world.cases else None
    answers = (fact for fact, _ in reversed(case.facts if case else ()) if fact.name == "replied")
    last = next(answers, None)
    return last is not None and last.qualifier == "centre"
