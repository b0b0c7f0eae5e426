"""What a merger took a split gives back, and whoever leaves takes his own with him."""

from collections import Counter
from collections.abc import Iterator

from lianxin.rules.state import CaseState, Clock
from lianxin.rules.walking.world import CaseChange, PassedStep, World


def gives_back(change: CaseChange, passed: PassedStep, world: World) -> Iterator[str]:
    """A matter let go stands where it stood: its stage, legs, clocks and tasks as before the merger.

    But for what was done meanwhile: in the matter itself by a command of its own, or for it where it was carried.
    """
    if change.before is None or not any(fact.name == "split_off" for fact in change.facts):
        return
    was = _before_merger(world, change.case)
    if was is None:
        return
    now = change.after
    if now.stage != was.stage:
        yield f"stage {was.stage} becomes {now.stage}"
    if now.legs != was.legs:
        yield "legs"
    if _has_stirred(world, change.case):
        return
    if [task for task in was.tasks if task.standing] != [
        task for task in now.tasks if task.standing
    ]:
        yield "tasks"
    yield from _clocks(was, now, _done_for(passed, was))


def _done_for(passed: PassedStep, was: CaseState) -> frozenset[str]:
    """The clocks of a matter that were stopped, by what was owed, in the one that carried it."""
    hosts = (change.before for change in passed.changes if change.before is not None)
    return frozenset(
        clock.code
        for host in hosts
        for clock in host.clocks
        if clock.part in {"", was.number} and clock.stopped_at is not None and not clock.aside
    )


def _clocks(was: CaseState, now: CaseState, done: frozenset[str]) -> Iterator[str]:
    ran = _open(was, done)
    runs = _open(now, done)
    for key, clock in ran.items():
        if key not in runs:
            yield f"clock {clock.code} does not go on"
        elif runs[key].due != clock.due or runs[key].paused != clock.paused:
            yield f"clock {clock.code} goes on otherwise"
    yield from (f"clock {runs[key].code} runs again" for key in runs if key not in ran)


def _open(state: CaseState, done: frozenset[str]) -> dict[tuple[str, str, int], Clock]:
    """The clocks that were not stopped, but for what was met meanwhile: it is still to come, or told."""
    return {
        (clock.code, clock.about, clock.n): clock
        for clock in state.clocks
        if clock.stopped_at is None and clock.code not in done
    }


def _has_stirred(world: World, case: str) -> bool:
    """Whether somebody gave a command in the matter itself while another carried it."""
    for passed in reversed(world.passed[:-1]):
        if any(
            change.case == case and any(fact.name == "merged" for fact in change.facts)
            for change in passed.changes
        ):
            return False
        if passed.step.case == case:
            return True
    return False


def _before_merger(world: World, case: str) -> CaseState | None:
    for passed in reversed(world.passed):
        for change in passed.changes:
            if change.case == case and any(fact.name == "merged" for fact in change.facts):
                return change.before
    return None


def belongs_here(state: CaseState, world: World) -> Iterator[str]:
    """Those who raised a matter carried here, and nobody else, are petitioners beside its own."""
    own = Counter(_own(state, world))
    for number in _carried(state, world):
        own += Counter(_own(world.cases[world.letter(number)].state, world, whole=True))
    extra = Counter(state.people.petitioners) - own
    if extra:
        yield "a petitioner of a matter that is not carried here"
    if own - Counter(state.people.petitioners):
        yield "a petitioner of a matter carried here is missing"


def _own(state: CaseState, world: World, *, whole: bool = False) -> tuple[str, ...]:
    """Who raised it when it was put on record; with those who represent them where it is carried."""
    first = world.cases[world.letter(state.number)].first
    return (*first.people.petitioners, *(first.people.representatives if whole else ()))


def _carried(state: CaseState, world: World) -> Iterator[str]:
    for part in state.ties.parts:
        yield part
        yield from _carried(world.cases[world.letter(part)].state, world)
