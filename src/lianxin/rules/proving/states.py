"""What a proof knows of a matter: its stage, its lead, what was done, and what a slice follows.

A whole county's states would never end. A slice follows the main line and, beside it, one thing at
a time: all clocks of the line, or one clock, or one track with the sitting that carries it. What a
slice does not follow may be either, and is taken as it lets the matter go on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple

from lianxin.rules.phases import CLOCKLESS, CONCLUDED, ON_THE_WAY, is_final
from lianxin.rules.procedures import ClockRule, Procedure, Track

Lead = Literal["none", "open", "objected", "ended"]
RESIDENTS = frozenset({"petitioner", "representative", "agent"})
ORDERED = frozenset({"ordered", "held"})
JOINED = "+"
FOLLOWED_STEPS = 6
"""Steps of an unordered track that are followed in every order; of more, in the order written."""
BY_PHASE: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "not_concluded": lambda phase: not is_final(phase) and phase not in CONCLUDED,
        "not_answered": lambda phase: phase in ON_THE_WAY,
    }
)
"""Conditions that the phase alone decides."""


class State(NamedTuple):
    """One abstract state; `track` and `sitting` are those of the slice, empty where not begun."""

    stage: str
    lead: Lead = "none"
    done: frozenset[str] = frozenset()
    clocks: frozenset[str] = frozenset()
    paused: frozenset[str] = frozenset()
    track: str = ""
    sitting: str = ""


@dataclass(frozen=True, slots=True)
class Slice:
    """What is followed beside the main line; `sure`: a clock that may not start does not."""

    clocks: frozenset[str] = frozenset()
    track: Track | None = None
    sitting: str = ""
    sure: bool = False


LINE = Slice()
"""The main line alone."""


def track_done(track: Track, at: str) -> bool:
    """Whether a track that stands there is at its end."""
    if not at:
        return False
    if track.ends:
        return at in track.ends
    if in_order(track):
        return at == track.steps[-1]
    return set(at.split(JOINED)) >= set(track.steps)


def in_order(track: Track) -> bool:
    """Whether a track is followed step by step."""
    return track.ordered or (not track.ends and len(track.steps) > FOLLOWED_STEPS)


def track_open(track: Track, at: str) -> bool:
    """Whether a track that binds is begun and not at its end."""
    return track.binding and bool(at) and not track_done(track, at)


def track_after(track: Track, at: str, step: str) -> str | None:
    """Return where a track stands after a step, or None where its turn has not come."""
    if not in_order(track) and not track.ends:
        return JOINED.join(sorted({*at.split(JOINED), step} - {""}))
    line = track.line_of_steps
    if not at or track_done(track, at):
        return step if step == line[0] else None
    if step in track.ends or not in_order(track):
        return step
    place = line.index(at) if at in line else -1
    return step if line.index(step) <= place + 1 else None


def clocks_after(
    state: State,
    tokens: frozenset[str],
    rules: Mapping[str, ClockRule],
    *,
    begun: frozenset[str],
    phase: str,
) -> tuple[frozenset[str], frozenset[str]]:
    """Return the clocks that run and those that stand paused after the facts of a step."""
    running, paused = set(state.clocks), set(state.paused)
    for code, rule in rules.items():
        if code in running or code in paused:
            if not tokens.isdisjoint(rule.stop):
                running.discard(code)
                paused.discard(code)
            elif code in running and not tokens.isdisjoint(rule.pause):
                running.discard(code)
                paused.add(code)
            elif code in paused and not tokens.isdisjoint(rule.resume):
                paused.discard(code)
                running.add(code)
        if code in begun:
            paused.discard(code)
            running.add(code)
    if phase in CLOCKLESS:
        running = {code for code in running if rules[code].whose == "petitioner"}
        paused.clear()
    return frozenset(running), frozenset(paused)


def holders(procedure: Procedure) -> frozenset[str]:
    """Return the standings that the rows of a procedure can give to anybody at all."""
    index = procedure.action_index
    found = {"registrar", "holder", "lead", "tasked", "upper", "upper_head", "centre"}
    found |= {"supervisor", "inspector", "body_head", "auditor", "system", "handled"}
    found |= {"petitioner", "representative"}
    if {"assign", "refer", "supervise", "add_assist", "call_in"} & index.keys():
        found.add("assist")
    if "broadcast" in index:
        found.add("informed")
    if "set_leader" in index:
        found.add("leader")
    if "appoint_agent" in index or procedure.reception_is_agency:
        found.add("agent")
    if procedure.sign_offs:
        found.add("signer")
    if "order_sitting" in index:
        found |= {"mediator", "chair", "member"}
    return frozenset(found)
