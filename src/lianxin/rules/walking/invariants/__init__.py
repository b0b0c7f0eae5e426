"""What must hold of every case, whatever was done to it in whatever order: one function each."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from lianxin.rules.state import CaseState
from lianxin.rules.walking.findings import Finding
from lianxin.rules.walking.invariants import clocks, ending, joining, lead, owing, replay, shutting
from lianxin.rules.walking.world import CaseChange, PassedStep, World

AfterStep = Callable[[CaseChange, PassedStep, World], Iterator[str]]
OfCase = Callable[[CaseState, World], Iterator[str]]
AFTER_STEP: Mapping[str, AfterStep] = MappingProxyType(
    {
        "replay": replay.equals_the_row,
        "present": replay.was_offered,
        "clock_kept": clocks.is_kept,
        "clock_restarted": clocks.begins_once,
        "late": clocks.late_stays_late,
        "explained": clocks.adds_up,
        "split": joining.gives_back,
    }
)
"""Asked of each change that a step makes."""
OF_CASE: Mapping[str, OfCase] = MappingProxyType(
    {
        "lead": lead.is_one,
        "owed": owing.somebody_owes,
        "stoppable": owing.somebody_may_stop,
        "ended": ending.nothing_presses,
        "respondent": shutting.has_no_standing,
        "joined": joining.belongs_here,
    }
)
"""Asked of each case as a step leaves it."""


def asked_after(change: CaseChange, passed: PassedStep, world: World) -> Iterator[Finding]:
    """Yield what does not hold of a change."""
    for rule, ask in AFTER_STEP.items():
        for what in ask(change, passed, world):
            yield Finding(rule, what, change.case)


def asked_of(state: CaseState, case: str, world: World) -> Iterator[Finding]:
    """Yield what does not hold of a case as it stands."""
    for rule, ask in OF_CASE.items():
        for what in ask(state, world):
            yield Finding(rule, what, case)
