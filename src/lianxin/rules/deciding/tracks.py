"""Decisions about the tracks that a procedure declares."""

from lianxin.rules.ask import Ask
from lianxin.rules.commands.tracks import TakeStep
from lianxin.rules.facts import Fact
from lianxin.rules.facts.tracks import StepTaken
from lianxin.rules.procedures import Track
from lianxin.rules.refusals import Refused
from lianxin.rules.tracks import awaited, next_round, track_of


def named(command: TakeStep, ask: Ask) -> Track:
    """Return the track of a command; refused `no_such` for an unknown track or step."""
    track = track_of(ask, command.track)
    if track is None:
        raise Refused("no_such", name=command.track, kind="track", field="track")
    if command.step not in track.steps:
        raise Refused("no_such", name=command.step, kind="step", field="step")
    return track


def decide(command: TakeStep, ask: Ask) -> tuple[Fact, ...]:
    """Return the step taken. Refused `step_out_of_order` with the step that comes first."""
    track = named(command, ask)
    if command.done_at is not None and command.done_at > ask.at:
        raise Refused("future", field="done_at")
    before = awaited(ask.state, track, command.step)
    if before is not None:
        raise Refused("step_out_of_order", next=before, track=track.code, field="step")
    return (
        StepTaken(
            track=track.code,
            step=command.step,
            person=command.person or ask.actor.person,
            body=ask.acting_post()[1],
            done_at=command.done_at,
            round=next_round(ask.state, track),
            text=ask.maybe("text"),
        ),
    )
