"""What a command acts on within a case: where there is none, the command need not be offered."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import get_args

from lianxin.rules.ask import Ask
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.closing import Asked
from lianxin.rules.commands.menu import ActsOn
from lianxin.rules.conditions.registry import unmet
from lianxin.rules.deciding.allowed import rows_at
from lianxin.rules.deciding.clocks import rule_of, running
from lianxin.rules.procedures import Action
from lianxin.rules.state import Leg

PETITIONER = "petitioner"
WITHIN = "within_"
Present = Callable[[Ask], bool]
ORDERED = ("ordered", "held")
BY_HAND = "paused"
"""How a clock's row names that somebody may stop it."""


def present(name: str, ask: Ask) -> bool:
    """Tell whether the case holds what the command acts on; true for one that needs nothing.

    Never false where the rules would take the command: what is hidden would be refused.
    """
    return _PRESENT[CLASSES[name].acts_on](ask)


def _own(ask: Ask) -> tuple[Leg, ...]:
    return tuple(leg for leg in ask.state.legs if leg.open and leg.body in ask.actor.bodies)


def _leg_in(*states: str) -> Present:
    return lambda ask: any(leg.state in states for leg in _own(ask))


def _objection(ask: Ask) -> bool:
    return any(leg.state == "objected" for leg in ask.state.legs)


def ending_asked(ask: Ask) -> bool:
    """Whether the lead of today asks to end the order; what an earlier one asked lapsed with it."""
    lead = ask.state.lead
    return lead is not None and lead.body == ask.state.closing.ending_requested


def _handed(ask: Ask) -> bool:
    return ask.state.lead is not None and ask.state.lead.state != "objected"


def words_open(ask: Ask) -> tuple[str, ...]:
    """Return what a petitioner may ask for here, or could while his window was open.

    A letter that came in time is taken down after it: only its day tells whether it was.
    """
    own = replace(ask, command=None, standings=frozenset({PETITIONER}))
    return tuple(
        name
        for name in get_args(Asked)
        if any(PETITIONER in row.by and _was_open(row, own) for row in rows_at(own, name))
        and present(name, own)
    )


def _was_open(row: Action, ask: Ask) -> bool:
    for condition in unmet(row, ask):
        if not isinstance(condition, str) or not condition.startswith(WITHIN):
            return False
        clock = ask.state.clock(condition.removeprefix(WITHIN))
        if clock is None or clock.stopped_at is not None:
            return False
    return True


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


_PRESENT: Mapping[ActsOn, Present] = MappingProxyType(
    {
        "case": lambda ask: True,
        "offered_leg": _leg_in("offered"),
        "own_leg": _leg_in("offered", "received", "handling"),
        "objection": _objection,
        "assist": lambda ask: bool(ask.state.open_assists),
        "informed_body": lambda ask: bool(ask.state.dispatch.informed),
        "handed_lead": _handed,
        "paper_to_deliver": _paper("signed", "issued"),
        "paper_to_publish": _paper("signed", "issued", "delivered"),
        "extendable_clock": _extendable,
        "running_clock": _stoppable(paused=False),
        "paused_clock": _stoppable(paused=True),
        "requested_sitting": _sitting("requested"),
        "ordered_sitting": _sitting(*ORDERED),
        "agreement": lambda ask: bool(ask.state.agreements),
        "open_task": lambda ask: bool(ask.state.open_tasks),
        "standing_task": lambda ask: any(task.standing for task in ask.state.tasks),
        "agent": lambda ask: bool(ask.state.house.agents),
        "asked_recusal": lambda ask: ask.state.guard.recusal_asked,
        "recused_person": lambda ask: bool(ask.state.guard.recused),
        "link": lambda ask: bool(ask.state.ties.links),
        "requested_ending": ending_asked,
        "contest": lambda ask: ask.state.closing.contested,
        "petitioners_word": lambda ask: bool(words_open(ask)),
    }
)
