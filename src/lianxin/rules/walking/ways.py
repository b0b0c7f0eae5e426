"""Whether a case that stands somewhere can still come to an end, though its resident says nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from types import MappingProxyType
from typing import Any

from lianxin.rules.actor import Actor
from lianxin.rules.commands import Command
from lianxin.rules.commands.closing import FollowUp
from lianxin.rules.commands.handling import Contact, HelpPlan
from lianxin.rules.commands.papers import Deliver
from lianxin.rules.commands.sittings import ConcludeSitting, HoldSitting, RecordConsent, Seat
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState
from lianxin.rules.walking.fields import Scene
from lianxin.rules.walking.goals import ENDS, end_of, question
from lianxin.rules.walking.guide import NONE, Given, Wish, lacking, wishes
from lianxin.rules.walking.hands import RESIDENTS, hand
from lianxin.rules.walking.offers import offered
from lianxin.rules.walking.world import PassedStep, WalkedCase, WalkStep, World

ATTEMPTS = 3
LONGEST = 60
DRAWS = 3
MOST_TRIES = 350
"""Commands tried in one attempt before it is given up."""
SILENT: Mapping[str, Given] = MappingProxyType(
    {
        "contact": {"reached": False},
        "follow_up": {"reached": False, "solved": False, "satisfied": "unreached"},
        "deliver": {"delivered_at": None},
        "close": {"ending": None},
    }
)
"""What such commands say where the resident says nothing."""
WAITS = (timedelta(days=3), timedelta(days=45), timedelta(days=120))


def outline(state: CaseState) -> tuple[Any, ...]:
    """Return what decides which ways are open; two cases with one outline have the same ends."""
    lead, closing, handling = state.lead, state.closing, state.handling
    return (
        (state.procedure, state.stage, state.matter.kind, state.matter.channel == "in_person"),
        (state.people.reachable, state.people.anonymous, state.people.group, state.secret),
        (lead is not None, lead.state if lead else "", bool(state.guard.recused)),
        lead is not None and lead.body in state.dispatch.may_not_return,
        frozenset(leg.state for leg in state.open_assists),
        tuple(sorted(state.tracks.items())),
        frozenset((sitting.kind, sitting.step) for sitting in state.sittings if sitting.open),
        frozenset(
            (p.code, p.state, len(p.signed_by), p.next_post == "leader") for p in state.documents
        ),
        (closing.satisfied, closing.confirmed, closing.solved, min(closing.reviewed, 2)),
        (handling.replied, handling.filing, handling.route, handling.help_planned),
        state.matter.points > len(handling.answered_points),
        (state.ties.repeat_of is not None or not state.ties.initial, bool(state.ties.parts)),
        (bool(state.house.leaders), state.house.agent is not None, bool(state.open_tasks)),
        frozenset(
            clock.code for clock in state.clocks if clock.stopped_at is None and clock.paused
        ),
        (handling.legal_opinions > 0, handling.plans > 0),
    )


@dataclass
class Ends:
    """Ends found so far: what is once known to lead to one is not searched again."""

    known: set[tuple[Any, ...]] = field(default_factory=set)
    none: dict[tuple[Any, ...], str] = field(default_factory=dict)
    searched: int = 0

    def stuck(self, world: World, letter: str, chance: Random) -> str | None:
        """Return where a case is stuck, and on what; None where a way to an end was found."""
        state = world.cases[letter].state
        key = outline(state)
        if key not in self.none and self.way(world, letter, chance) is not None:
            return None
        return self.none[key]

    def way(self, world: World, letter: str, chance: Random) -> tuple[PassedStep, ...] | None:
        """Return steps of the house alone that end a case, or reach what is known to end; None without."""
        start = world.cases[letter].state
        if start.phase in ENDS or outline(start) in self.known:
            return ()
        self.searched += 1
        last = world
        for _ in range(ATTEMPTS):
            way, last = self._attempt(world, letter, chance)
            if way is not None:
                self.known.add(outline(start))
                self.known |= {
                    outline(change.after)
                    for passed in way
                    for change in passed.changes
                    if change.case == letter
                }
                return way
        self.none[outline(start)] = _where(last, letter, chance)
        return None

    def _attempt(
        self, world: World, letter: str, chance: Random
    ) -> tuple[tuple[PassedStep, ...] | None, World]:
        cases = {name: WalkedCase(told.state, told.first) for name, told in world.cases.items()}
        trial = World(world.county, world.at, cases)
        waits, tries = iter(WAITS), 0
        for _ in range(LONGEST):
            state = trial.cases[letter].state
            if state.phase in ENDS or (trial.passed and outline(state) in self.known):
                return tuple(trial.passed), trial
            forward, cost = _forward(trial, letter, chance)
            tries += cost
            if tries > MOST_TRIES:
                break
            if not forward:
                wait = next(waits, None)
                if wait is None:
                    break
                trial.at += wait
        return None, trial


def _where(world: World, letter: str, chance: Random) -> str:
    """Where a case stands that goes no further, and which conditions of the rows ahead do not hold."""
    state = world.cases[letter].state
    ask = question(state, world.at, world.county)
    goal = end_of(ask.procedure)
    whom = "" if state.people.reachable else ", nobody to tell"
    lacks = sorted(set(lacking(ask, goal, world.county, chance)))
    return f"{state.procedure} at {state.stage}{whom}: {'; '.join(lacks)}"


def _forward(trial: World, letter: str, chance: Random) -> tuple[bool, int]:
    """Take the first step that is wished for, allowed, and changes where the case stands.

    Tells whether there was one, and how many were tried.
    """
    tries = 0
    state = trial.cases[letter].state
    procedure = trial.book.procedures[state.version]
    ask = question(state, trial.at, trial.county)
    for wish in wishes(ask, end_of(procedure), trial.county, chance):
        if set(wish.by) <= RESIDENTS:
            continue
        for _ in range(DRAWS):
            tries += 1
            passed = tried(trial, letter, wish, chance, silent=True)
            if passed is None:
                continue
            if outline(passed.changes[0].after) != outline(state) or _deeper(passed):
                trial.take(passed)
                return True, tries
    return False, tries


def _deeper(passed: PassedStep) -> bool:
    before = passed.changes[0].before
    assert before is not None
    after = passed.changes[0].after
    return (
        len(after.open_assists) < len(before.open_assists)
        or len(after.open_tasks) < len(before.open_tasks)
        or len(after.steps) > len(before.steps)
        or len(after.handling.answered_points) > len(before.handling.answered_points)
        or after.closing.attempts > before.closing.attempts
        or sum(s.open for s in after.sittings) < sum(s.open for s in before.sittings)
    )


def tried(
    world: World, letter: str, wish: Wish, chance: Random, *, silent: bool = False
) -> PassedStep | None:
    """Return what a wished step would leave, by somebody who may take it; None where refused."""
    state = world.cases[letter].state
    by = [who for who in wish.by if not silent or who not in RESIDENTS]
    actor = hand(state, by, world.county, chance)
    if actor is None:
        return None
    given = {**wish.given, **(SILENT.get(wish.name, NONE) if silent else NONE)}
    command = offered(wish.name, scene_of(world, letter, actor, chance), given)
    if command is None or (silent and not _of_the_house(command, state)):
        return None
    try:
        return world.asked(WalkStep(world.at, letter, actor, command))
    except Refused:
        return None


def scene_of(world: World, letter: str, actor: Actor, chance: Random) -> Scene:
    """Return what the fields of a command in this case are drawn from."""
    state = world.cases[letter].state
    peers = tuple(told.state.number for name, told in world.cases.items() if name != letter)
    procedure = world.book.procedures[state.version]
    return Scene(state, procedure, actor, world.at, world.county, peers, chance)


def _of_the_house(command: Command, state: CaseState) -> bool:
    """Whether a command can be given though the resident is silent, gone or unknown."""
    match command:
        case Contact() | FollowUp():
            return not command.reached
        case RecordConsent() | HelpPlan():
            return False
        case Deliver():
            return state.people.reachable
        case HoldSitting():
            sides = (s.role for s in command.seats if isinstance(s, Seat))
            return "petitioner_side" not in sides
        case ConcludeSitting():
            return command.outcome != "agreed"
        case _:
            return True
