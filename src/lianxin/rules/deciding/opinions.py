"""Decisions around an opinion: who was heard before it, how it is carried out, and explained."""

from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import opinions as commands
from lianxin.rules.deciding.carrying import carried_out
from lianxin.rules.facts import Fact
from lianxin.rules.facts import opinions as facts
from lianxin.rules.refusals import Refused


def decide(command: commands.Opinions, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a command around an opinion."""
    match command:
        case commands.Hear():
            return (_heard(command, ask),)
        case commands.RecordExecution():
            return (_executed(command, ask),)
        case commands.ExplainOpinion():
            return (facts.OpinionExplained(means=command.means, text=ask.ref("text")),)
        case _:
            assert_never(command)


def _executed(command: commands.RecordExecution, ask: Ask) -> Fact:
    done = command.outcome == "carried_out"
    return facts.ExecutionRecorded(
        outcome=command.outcome,
        text=ask.ref("text"),
        tasks=carried_out(ask) if done else (),
    )


def _heard(command: commands.Hear, ask: Ask) -> Fact:
    moment = command.heard_at or ask.at
    if moment > ask.at:
        raise Refused("future", field="heard_at")
    # Whoever spoke before the matter was on record spoke to somebody else, of something else.
    if moment < ask.state.matter.raised_at:
        raise Refused("past", field="heard_at")
    return facts.PetitionerHeard(
        outcome=command.outcome,
        means=command.means,
        person=command.person or ask.actor.person,
        heard_at=moment,
        text=ask.ref("text"),
    )
