"""What a command acts on within a case: where there is none, the command need not be offered."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lianxin.rules.ask import Ask
from lianxin.rules.deciding.clocks import rule_of, running
from lianxin.rules.state import Leg

Present = Callable[[Ask], bool]
ORDERED = ("ordered", "held")
BY_HAND = "paused"
"""How a clock's row names that somebody may stop it."""


def present(name: str, ask: Ask) -> bool:
    """Tell whether the case holds what the command acts on; true for one that needs nothing.

    Never false where the rules would take the command: what is hidden would be refused.
    """
    is_there = _OBJECTS.get(name)
    return is_there is None or is_there(ask)


def _own(ask: Ask) -> tuple[Leg, ...]:
    return tuple(leg for leg in ask.state.legs if leg.open and leg.body in ask.actor.bodies)


def _leg_in(*states: str) -> Present:
    return lambda ask: any(leg.state in states for leg in _own(ask))


def _objection(ask: Ask) -> bool:
    return any(leg.state == "objected" for leg in ask.state.legs)


def _handed(ask: Ask) -> bool:
    return ask.state.lead is not None and ask.state.lead.state != "objected"


def _sitting(*steps: str) -> Present:
    return lambda ask: any(sitting.step in steps for sitting in ask.state.sittings)


def _paper(*states: str) -> Present:
    return lambda ask: any(paper.state in states for paper in ask.state.documents)


def _extendable(ask: Ask) -> bool:
    rules = (rule_of(clock.code, ask) for clock in running(ask.state))
    return any(rule is not None and rule.extend is not None for rule in rules)


def _stoppable(*, paused: bool) -> Present:
    def found(ask: Ask) -> bool:
        still = (
            clock
            for clock in ask.state.clocks
            if clock.stopped_at is None and clock.paused == paused
        )
        rules = (rule_of(clock.code, ask) for clock in still)
        return any(rule is not None and BY_HAND in rule.pause for rule in rules)

    return found


_OBJECTS: Mapping[str, Present] = MappingProxyType(
    {
        "receive": _leg_in("offered"),
        "object": _leg_in("offered", "received", "handling"),
        "rule_objection": _objection,
        "release_assist": lambda ask: bool(ask.state.open_assists),
        "escalate": _handed,
        "return_down": _handed,
        "deliver": _paper("signed", "issued"),
        "publish": _paper("signed", "issued", "delivered"),
        "extend": _extendable,
        "pause": _stoppable(paused=False),
        "resume": _stoppable(paused=True),
        "decline_sitting": _sitting("requested"),
        "name_seats": _sitting(*ORDERED),
        "record_consent": _sitting(*ORDERED),
        "hold_sitting": _sitting(*ORDERED),
        "conclude_sitting": _sitting(*ORDERED),
        "record_confirmation": lambda ask: bool(ask.state.agreements),
        "report_task": lambda ask: bool(ask.state.open_tasks),
        "close_task": lambda ask: any(task.standing for task in ask.state.tasks),
        "release_agent": lambda ask: bool(ask.state.house.agents),
        "rate_agent": lambda ask: bool(ask.state.house.agents),
        "readmit": lambda ask: bool(ask.state.guard.recused),
        "unlink": lambda ask: bool(ask.state.ties.links),
        "rule_contest": lambda ask: ask.state.closing.contested,
    }
)
