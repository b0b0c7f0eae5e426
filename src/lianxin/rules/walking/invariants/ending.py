"""Where a matter is over, nobody is pressed for it any more but for what the law still asks."""

from collections.abc import Iterator

from lianxin.rules.phases import CLOCKLESS
from lianxin.rules.state import TASK, CaseState, Clock
from lianxin.rules.walking.goals import question
from lianxin.rules.walking.world import World

STILL_ASKED = frozenset({"contest", "tell_withdrawal"})
"""Clocks that begin after the end: somebody objects to it, or is to hear that it was written down for him."""


def nothing_presses(state: CaseState, world: World) -> Iterator[str]:
    """After an end run the petitioner's own windows, what bodies owe on tasks, and telling (23)."""
    if not state.is_final:
        return
    for clock in state.clocks:
        if clock.stopped_at is not None or clock.window or clock.whose == "petitioner":
            continue
        if clock.about.startswith(TASK) or clock.code in STILL_ASKED:
            continue
        if state.phase in CLOCKLESS or not _tells(clock, state, world):
            yield f"{clock.code} at {state.phase}"


def _tells(clock: Clock, state: CaseState, world: World) -> bool:
    """Whether what is owed is the paper that tells of a refusal or of the way elsewhere."""
    rule = question(state, state.matter.registered_at, world.county).procedure.clock_index.get(
        clock.code
    )
    return rule is not None and any(
        token.startswith("told:") or (token.startswith("delivered:") and token.endswith("_notice"))
        for token in rule.stop
    )
