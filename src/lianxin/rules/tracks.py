"""How far a track is: which steps were taken in its present round, and which may come next."""

from lianxin.rules.ask import Ask
from lianxin.rules.procedures import Track
from lianxin.rules.state import CaseState, TakenStep


def track_of(ask: Ask, code: str) -> Track | None:
    """Return a track that the case's procedure offers; None for any other."""
    track = ask.procedure.track_index.get(code)
    return track if track is not None and track.offered else None


def round_of(state: CaseState, code: str) -> int:
    """Return which round of a track the case is in: 0 before its first step."""
    return max((step.round for step in state.steps if step.track == code), default=0)


def taken(state: CaseState, code: str) -> tuple[TakenStep, ...]:
    """Return the steps taken in the present round of a track, the earliest first."""
    now = round_of(state, code)
    return tuple(step for step in state.steps if step.track == code and step.round == now)


def begun(state: CaseState, code: str) -> bool:
    """Whether a track was ever begun, by a step or by a sitting of its name."""
    return code in state.tracks


def done(state: CaseState, track: Track) -> bool:
    """Whether a track came to its end; one never begun did not."""
    at = state.tracks.get(track.code)
    if at is None:
        return False
    if track.ends:
        return at in track.ends
    steps = taken(state, track.code)
    if track.ordered or not steps:
        return at == track.steps[-1]
    return {step.step for step in steps} >= set(track.steps)


def has_rounds(track: Track) -> bool:
    """Whether a finished track may begin anew: an unordered list of duties is done but once."""
    return track.ordered or bool(track.ends)


def next_round(state: CaseState, track: Track) -> int:
    """Return the round in which the next step of a track will stand."""
    now = round_of(state, track.code)
    fresh = now == 0 or (has_rounds(track) and done(state, track))
    return now + 1 if fresh else now


def awaited(state: CaseState, track: Track, step: str) -> str | None:
    """Return the step that must come before this one, or None where it may be taken now.

    An ordered track may go back over its own steps, never leave one out.
    """
    if not has_rounds(track):
        return None
    line = track.line_of_steps
    if round_of(state, track.code) == 0 or done(state, track):
        return None if step == line[0] else line[0]
    if step in track.ends or not track.ordered:
        return None
    now = state.tracks[track.code]
    at = line.index(now) if now in line else -1
    return None if line.index(step) <= at + 1 else line[at + 1]


def open_tracks(state: CaseState, tracks: tuple[Track, ...]) -> tuple[str, ...]:
    """Return the tracks that bind and were begun but not brought to an end."""
    return tuple(
        track.code
        for track in tracks
        if track.binding and begun(state, track.code) and not done(state, track)
    )
