"""Decisions around an opinion: who was heard before it."""

from lianxin.rules.ask import Ask
from lianxin.rules.commands import opinions as commands
from lianxin.rules.facts import Fact
from lianxin.rules.facts import opinions as facts
from lianxin.rules.refusals import Refused


def decide(command: commands.Opinions, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a command around an opinion."""
    return (_heard(command, ask),)


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
