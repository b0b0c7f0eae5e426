"""The fold: state and fact to state. It decides nothing and needs neither book nor procedure."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts.shapes import ClockChange, Fact
from lianxin.rules.folding import (
    closing,
    dispatch,
    guarding,
    handling,
    intake,
    opinions,
    oversight,
    papers,
    sittings,
    succession,
    tasks,
    tracks,
)
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState, Clock, PauseSpan
from lianxin.rules.time.alarms import DUE

FOLDS: Mapping[str, Fold] = MappingProxyType(
    {
        **intake.FOLDS,
        **dispatch.FOLDS,
        **handling.FOLDS,
        **sittings.FOLDS,
        **papers.FOLDS,
        **closing.FOLDS,
        **tracks.FOLDS,
        **guarding.FOLDS,
        **oversight.FOLDS,
        **opinions.FOLDS,
        **succession.FOLDS,
    }
)

ASIDE = frozenset({"merged", "moved"})
"""Facts that end clocks and tasks only until the matter comes back."""
HANDLING = frozenset({"handled", "investigated"})
"""Whoever did such work for a leading or assisting body handled the matter and checks it not."""


def evolve(state: CaseState | None, fact: Fact, stamp: Stamp) -> CaseState:
    """Return the case after a fact; the first fact of a case is `registered`."""
    if state is None:
        state = intake.registered(fact, stamp)
        update: dict[str, Any] = {}
    else:
        fold = FOLDS.get(fact.name)
        update = fold(state, fact, stamp) if fold else {}
    _note_hands(update, state, fact, stamp)
    if fact.stage is not None:
        update |= {"stage": fact.stage, "phase": fact.phase}
    if fact.track is not None:
        update["tracks"] = {**state.tracks, fact.track: fact.step or ""}
    if _is_work(state, fact, stamp):
        # After the fold, so that what the fold itself changed of the handling stays.
        update.setdefault("handling", {})["worked_at"] = stamp.at
    if fact.clocks:
        update["clocks"] = _clocks(update.get("clocks", state.clocks), fact.clocks, stamp, fact)
    if fact.tasks:
        aside = fact.name in ASIDE
        update["tasks"] = tasks.changed(state.tasks, fact.tasks, stamp, aside=aside)
    if fact.decides:
        update["decisions"] = papers.decided(state, fact, stamp)
    update["fact_count"] = state.fact_count + 1
    after = state.with_changes(update)
    # A body that lost the matter sends out nothing more in it.
    return papers.passed_on(state, after) if "legs" in update and after.documents else after


def _is_work(state: CaseState, fact: Fact, stamp: Stamp) -> bool:
    """Whether the lead did something on the matter."""
    return state.lead is not None and stamp.body == state.lead.body and fact.is_work()


def clocked(state: CaseState, fact: Fact, stamp: Stamp) -> CaseState:
    """Return a case after the clocks of its last fact, which was folded without them."""
    return state.with_changes({"clocks": _clocks(state.clocks, fact.clocks, stamp, fact)})


def _note_hands(update: dict[str, Any], state: CaseState, fact: Fact, stamp: Stamp) -> None:
    """Add who had a hand in the matter by a fact: to judge it at no hearing, to check it not."""
    house = update.get("house", {})
    if fact.meaning.work == "investigated":
        house |= sittings.investigated(state, stamp)
    handlers = house.get("handlers", state.house.handlers)
    has_part = any(leg.open and leg.body == stamp.body for leg in state.legs)
    if fact.meaning.work in HANDLING and has_part and stamp.person not in handlers:
        house["handlers"] = (*handlers, stamp.person)
    if house:
        update["house"] = house


def _clocks(
    clocks: tuple[Clock, ...], changed: tuple[ClockChange, ...], stamp: Stamp, fact: Fact
) -> tuple[Clock, ...]:
    clocks_now = list(clocks)
    aside = fact.name if fact.name in ASIDE else ""
    for change in changed:
        same = [place for place, clock in enumerate(clocks_now) if _is_of(clock, change)]
        # A change is of the one that runs, whatever began and ended after it.
        running = [place for place in same if clocks_now[place].stopped_at is None]
        place = next(reversed(running or same), None)
        if change.op == "started":
            count = sum(clock.code == change.code for clock in clocks_now)
            # One runs of each code and subject: beginning anew ends the one before.
            if place is not None and clocks_now[place].stopped_at is None:
                clocks_now[place] = clocks_now[place].model_copy(
                    update={"stopped_at": stamp.at, "ring": None}
                )
            # What a matter brings with it when it is carried in is its own.
            part = getattr(fact, "part", "") if fact.name == "took_in" else ""
            clocks_now.append(_begun(change, count + 1, part))
        elif place is not None:
            clocks_now[place] = clocks_now[place].model_copy(
                update=_changed(clocks_now[place], change, stamp, aside=aside)
            )
    return tuple(clocks_now)


def _is_of(clock: Clock, change: ClockChange) -> bool:
    if change.n is not None:
        return (clock.code, clock.n) == (change.code, change.n)
    return clock.code == change.code and clock.about == change.about


def _begun(change: ClockChange, n: int, part: str) -> Clock:
    assert change.start is not None
    return Clock(
        code=change.code,
        n=n,
        about=change.about,
        limits=change.limits,
        start=change.start,
        due=change.due,
        plain=change.plain,
        ring=change.ring,
        provisional=change.provisional,
        calendar=change.calendar,
        whose=change.whose,
        wall=change.wall,
        window=change.window,
        rung=change.rung,
        late=change.late,
        part=part,
    )


def _recounted(change: ClockChange) -> dict[str, Any]:
    """What a clock that was counted again comes to."""
    return {
        "limits": change.limits,
        "due": change.due,
        "plain": change.plain,
        "ring": change.ring,
        "provisional": change.provisional,
        "calendar": change.calendar,
        "rung": change.rung,
    }


def _restored(clock: Clock, change: ClockChange, stamp: Stamp) -> dict[str, Any]:
    """What a clock that goes on takes back: its end, and the time for which it had been met."""
    goes_on = {"stopped_at": None, "aside": ""}
    if change.stood is None:
        return goes_on
    stood = PauseSpan(since=change.stood, until=stamp.at)
    return {**_recounted(change), **goes_on, "pauses": (*clock.pauses, stood)}


def _changed(clock: Clock, change: ClockChange, stamp: Stamp, *, aside: str) -> dict[str, Any]:
    if change.op == "stopped" and clock.stopped_at is not None:
        # Set aside before, and done meanwhile: it ended when it was set aside, and stays ended.
        return {"aside": ""}
    if change.op == "stopped":
        # Done in time and written down later: the alarm of its last moment was a false one.
        met = not change.late and not clock.window
        rung = tuple(label for label in clock.rung if label != DUE) if met else clock.rung
        ended = {"stopped_at": stamp.at, "late": change.late, "ring": None, "rung": rung}
        return {**ended, "aside": aside}
    if change.op == "paused":
        # Pausing takes the due moment away; what was missed before it stays on the clock.
        passed = clock.due is not None and not clock.window and stamp.at > clock.due
        return {
            "pauses": (*clock.pauses, PauseSpan(since=stamp.at)),
            "late": clock.late or passed,
            "due": None,
            "plain": None,
            "ring": None,
        }
    # Its moments stood all the while: only the end of it is taken back.
    if change.op == "restored":
        return {**_restored(clock, change, stamp), "late": change.late, "ring": change.ring}
    update = _recounted(change)
    if change.op == "resumed":
        last = clock.pauses[-1].model_copy(update={"until": stamp.at})
        update["pauses"] = (*clock.pauses[:-1], last)
    elif change.op == "extended":
        update["extensions"] = clock.extensions + 1
        update["untold_due"] = change.untold_due
    return update
