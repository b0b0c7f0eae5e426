"""Decisions about looking over a matter."""

from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import oversight as commands
from lianxin.rules.deciding.tasks import WantedTask, given_tasks
from lianxin.rules.facts import Fact
from lianxin.rules.facts import oversight as facts
from lianxin.rules.refusals import Refused


def decide(command: commands.Oversight, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a command that looks over a matter; of a report one for each receiver."""
    match command:
        case commands.SetGravity():
            return (_gravity(command, ask),)
        case commands.ReportUpward():
            text, steps = ask.ref("text"), ask.maybe("steps")
            receivers = dict.fromkeys(command.to)
            return tuple(facts.ReportedUpward(to=to, text=text, steps=steps) for to in receivers)
        case commands.TellAppointers():
            text = ask.ref("text")
            appointers = dict.fromkeys(command.to)
            return tuple(facts.AppointersTold(to=to, text=text) for to in appointers)
        case commands.TakeMeasure():
            return (_measure(command, ask),)
        case _:
            assert_never(command)


def _gravity(command: commands.SetGravity, ask: Ask) -> Fact:
    matter = ask.state.matter
    now = "major" if matter.major else "urgent" if matter.urgent else "ordinary"
    if command.gravity == now and ask.state.handling.gravity_said:
        raise Refused("not_now", stage=ask.state.stage, name=now)
    return facts.GravitySet(gravity=command.gravity, text=ask.ref("text"))


def _measure(command: commands.TakeMeasure, ask: Ask) -> Fact:
    wanted = WantedTask(ask.ref("text"), command.body, due=command.due, about=command.kind)
    (task,) = given_tasks("measure", (wanted,), ask)
    return facts.MeasureTaken(
        kind=command.kind,
        body=task.body,
        text=ask.ref("text"),
        due=command.due,
        tasks=(task,),
    )
