"""The shortest way that still shows a finding: steps are left out as long as it is found again."""

from collections.abc import Callable, Sequence

from lianxin.rules.refusals import Refused
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.findings import Finding
from lianxin.rules.walking.invariants import asked_after, asked_of
from lianxin.rules.walking.world import WalkStep, World

Shows = Callable[[Sequence[WalkStep]], bool]
MOST_TRIES = 600


def shortest(steps: Sequence[WalkStep], shows: Shows) -> tuple[WalkStep, ...]:
    """Return as few of the steps as still show it, in their order; all of them where fewer never do."""
    left = list(steps)
    size = max(1, len(left) // 2)
    tries = 0
    while tries < MOST_TRIES:
        at, cut = 0, False
        while at < len(left) and tries < MOST_TRIES:
            fewer = left[:at] + left[at + size :]
            tries += 1
            if fewer and shows(fewer):
                left, cut = fewer, True
            else:
                at += size
        if size == 1 and not cut:
            break
        size = max(1, size // 2)
    return tuple(left)


def walked_again(
    county: PeopledCounty, steps: Sequence[WalkStep], finding: Finding
) -> World | None:
    """Return the world in which steps taken again show a finding; None where they do not.

    A step that is refused now, because one before it was left out, is left out too.
    """
    if not steps:
        return None
    world = World(county, steps[0].at)
    for step in steps:
        if step.case not in world.cases and not step.registers:
            continue
        try:
            passed = world.give(step)
        except Refused:
            continue
        for change in passed.changes:
            found = (
                *asked_after(change, passed, world),
                *asked_of(change.after, change.case, world),
            )
            if any((one.rule, one.what) == (finding.rule, finding.what) for one in found):
                return world
    return None


def shows(county: PeopledCounty, finding: Finding) -> Shows:
    """Return the question whether steps show a finding."""
    return lambda steps: walked_again(county, steps, finding) is not None
