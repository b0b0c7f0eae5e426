"""What runs beside the main line of a case: each track with its steps, taken, open and to come."""

from collections.abc import Iterable
from dataclasses import dataclass

from lianxin.cases.reading.queries import CaseView
from lianxin.rules.procedures import Track
from lianxin.rules.state import CaseState, TakenStep
from lianxin.rules.tracks import begun, done, round_of, taken
from lianxin.web import dates, names
from lianxin.web.desk.case.texts import Lore
from lianxin.web.desk.session import Desk


@dataclass(frozen=True, slots=True)
class TrackStepLine:
    """A step in words; `is_open` when the reader may take it now."""

    code: str
    name: str
    is_taken: bool
    is_open: bool
    when: str
    who: str


@dataclass(frozen=True, slots=True)
class TrackLine:
    """A track in words: one that was begun, or that the reader may begin."""

    code: str
    name: str
    is_begun: bool
    is_done: bool
    round: int
    steps: tuple[TrackStepLine, ...]


def tracks(view: CaseView, lore: Lore, desk: Desk) -> list[TrackLine]:
    """Return the tracks of a case that were begun or stand open to its reader."""
    opened = {(step.track, step.step) for step in view.steps}
    procedure = desk.book.procedures[view.state.version]
    return [
        _line(track, view.state, {step for code, step in opened if code == track.code}, lore, desk)
        for track in procedure.tracks
        if begun(view.state, track.code) or any(code == track.code for code, _step in opened)
    ]


def _line(
    track: Track, state: CaseState, opened: Iterable[str], lore: Lore, desk: Desk
) -> TrackLine:
    latest = {step.step: step for step in taken(state, track.code)}
    past = _past(track, state)
    return TrackLine(
        code=track.code,
        name=names.of(track.zh, track.en) or track.code,
        is_begun=begun(state, track.code),
        is_done=done(state, track),
        round=round_of(state, track.code),
        steps=tuple(
            _step(track, code, latest.get(code), code in past, code in set(opened), lore, desk)
            for code in track.steps
            if code not in track.ends or code in latest or code in past or code in set(opened)
        ),
    )


def _past(track: Track, state: CaseState) -> frozenset[str]:
    """A track that sittings move keeps no steps of its own: all up to where it stands are past."""
    at = state.tracks.get(track.code)
    if at is None or at not in track.steps or taken(state, track.code):
        return frozenset()
    return frozenset(track.steps[: track.steps.index(at) + 1])


def _step(
    track: Track,
    code: str,
    step_taken: TakenStep | None,
    is_past: bool,
    is_open: bool,
    lore: Lore,
    desk: Desk,
) -> TrackStepLine:
    named = track.step(code)
    who = (
        [names.body(step_taken.body, desk.book), lore.name(step_taken.person)] if step_taken else []
    )
    return TrackStepLine(
        code=code,
        name=names.of(named.zh, named.en) or names.sitting_step(code),
        is_taken=step_taken is not None or is_past,
        is_open=is_open and step_taken is None,
        when=dates.moment(step_taken.at, now=desk.at) if step_taken else "",
        who=" ".join(filter(None, who)),
    )
