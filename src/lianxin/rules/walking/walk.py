"""Walks a procedure: allowed commands in any order, by anybody who may give them, as time goes by."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from lianxin.rules.actor import SYSTEM
from lianxin.rules.commands.papers import Restate, Ring
from lianxin.rules.phases import FINAL_PHASES
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.findings import Finding
from lianxin.rules.walking.goals import ENDS, command_of, question, rows_here
from lianxin.rules.walking.guide import Wish, wishes
from lianxin.rules.walking.invariants import asked_after, asked_of
from lianxin.rules.walking.raising import begins, raised
from lianxin.rules.walking.ways import Ends, tried
from lianxin.rules.walking.world import PassedStep, WalkStep, World

FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=CHINA)
FIRST_DAYS = 300
"""A walk begins within so many days, so that holidays and the turn of the year are met."""
MOST_CASES = 4
"""Enough to be merged, linked and raised again, few enough that each gets somewhere."""
STEERED = 0.7
"""How often a step goes toward a command that was not taken yet."""
PATIENCE = 30
"""Steps toward one command before another has its turn."""
DRAWS = 3
"""Times that one command is filled in anew before the next is tried."""
TRIED = 10
"""Commands tried before a step passes as idle."""
LONGEST = 90
"""Steps of one walk: matters that drag on for ever show little that is new."""
IDLE = 12
"""After so many steps that nobody found, a walk is over."""
OVER = FINAL_PHASES - {"closed", "declined", "diverted"}
"""Phases in which hardly anything is left to do."""
# Mostly within days, so that much happens while clocks run; now and then beyond their limits.
LEAPS = (
    (0.45, timedelta(minutes=1), timedelta(hours=8)),
    (0.85, timedelta(hours=8), timedelta(days=4)),
    (0.97, timedelta(days=4), timedelta(days=30)),
    (1.0, timedelta(days=30), timedelta(days=120)),
)


@dataclass
class Walked:
    """What came of walks: how many steps, which commands of which procedure, and what was found."""

    steps: int = 0
    rung: int = 0
    taken: dict[str, Counter[str]] = field(default_factory=dict)
    findings: dict[tuple[str, str], tuple[Finding, World, int]] = field(default_factory=dict)
    counted: Counter[tuple[str, str]] = field(default_factory=Counter)
    ends: Ends = field(default_factory=Ends)
    seek_every: int = 0
    """For so many steps one search for an end of a case that stands as none did before; 0 for none."""

    def count(self, procedure: str, command: str) -> None:
        """Count a command that was taken in a procedure."""
        self.steps += 1
        self.taken.setdefault(procedure, Counter())[command] += 1

    def found(self, finding: Finding, world: World) -> None:
        """Keep the first way to each finding, and count the others."""
        key = (finding.rule, finding.what)
        self.counted[key] += 1
        if key not in self.findings:
            self.findings[key] = (finding, world, len(world.passed))

    def untaken(self, procedure: str, county: PeopledCounty) -> frozenset[str]:
        """Return the commands for which the procedure has a row and which were not taken in it."""
        return rows_of(county, procedure) - frozenset(self.taken.get(procedure, ()))


def rows_of(county: PeopledCounty, procedure: str) -> frozenset[str]:
    """Return the commands for which a procedure has a row; rows of tracks that it does not offer are none."""
    own = county.book.procedures[county.book.current[procedure]]
    return frozenset(
        row.do for row in own.actions if row.track is None or own.track_index[row.track].offered
    )


def walk(
    county: PeopledCounty,
    procedure: str,
    *,
    seed: int,
    steps: int,
    walked: Walked,
    look: Callable[[], None] = lambda: None,
) -> None:
    """Walk a procedure of a county for so many steps, in as many walks as that takes.

    What is found is added to `walked`; `look` is called after each walk.
    """
    until, n = walked.steps + steps, 0
    while walked.steps < until:
        before = walked.steps
        # No secret hangs on it, and the same seed must walk the same way.
        chance = Random(f"{procedure}/{seed}/{n}")  # noqa: S311 - no secret
        _Walk(county, procedure, chance, walked).go(until)
        n += 1
        look()
        assert walked.steps > before, f"nothing can be put on record in {procedure}"


class _Walk:
    """One walk: a few matters, one clock, one command at a time that it goes for."""

    def __init__(
        self, county: PeopledCounty, procedure: str, chance: Random, walked: Walked
    ) -> None:
        self.world = World(county, FIRST_DAY + timedelta(days=chance.randrange(FIRST_DAYS)))
        self.procedure = procedure
        self.chance = chance
        self.walked = walked
        self.goals: dict[str, tuple[str, int]] = {}
        self.stuck: set[str] = set()

    def go(self, until: int) -> None:
        """Walk until nothing more happens, or so many steps are counted in all."""
        self._begin()
        idle = 0
        until = min(until, self.walked.steps + LONGEST)
        while idle < IDLE and self.walked.steps < until:
            self.world.at += self._leap()
            self._ring()
            letter = self._letter()
            if letter is None:
                return
            passed = self._next(letter)
            idle = 0 if passed else idle + 1
            if passed:
                self._take(passed)

    def _begin(self) -> None:
        """Put a matter on record that begins in the procedure, or one that then moves into it."""
        book = self.world.book
        own = book.procedures[book.current[self.procedure]]
        direct = begins(book, self.procedure)
        first = self.procedure if direct else own.extends or self.procedure
        if not begins(book, first):
            first = next(code for code in sorted(book.current) if begins(book, code))
        step = next(filter(None, (raised(self.world, first, self.chance) for _ in range(20))), None)
        passed = self._asked(step)
        if passed is None:
            return
        self._take(passed)
        if first != self.procedure:
            self._enter(passed.step.case)

    def _enter(self, letter: str) -> None:
        wish = Wish("move", ("centre", "lead"), {"procedure": self.procedure})
        tries = (tried(self.world, letter, wish, self.chance) for _ in range(8))
        passed = next(filter(None, tries), None)
        if passed:
            self._take(passed)

    def _take(self, passed: PassedStep) -> None:
        self.world.take(passed)
        change = passed.changes[0]
        state = change.before or change.after
        if isinstance(passed.step.command, Ring):
            self.walked.rung += 1
        else:
            self.walked.count(state.procedure, passed.step.command.command)
        for change in passed.changes:
            for finding in asked_after(change, passed, self.world):
                self.walked.found(finding, self.world)
            for finding in asked_of(change.after, change.case, self.world):
                self.walked.found(finding, self.world)
            self._seek_end(change.case)

    def _seek_end(self, letter: str) -> None:
        """Look whether the matter can still come to an end, as often as there is time for it."""
        ends, every = self.walked.ends, self.walked.seek_every
        if not every or ends.searched * every > self.walked.steps:
            return
        if letter in self.stuck or self.world.cases[letter].state.phase in ENDS | OVER:
            return
        stuck = ends.stuck(self.world, letter, self.chance)
        if stuck is not None:
            # Whatever comes after, it most likely is no less stuck: looking again costs much.
            self.stuck.add(letter)
            self.walked.found(Finding("stuck", stuck, letter), self.world)

    def _leap(self) -> timedelta:
        pick = self.chance.random()
        least, most = next((low, high) for share, low, high in LEAPS if pick < share)
        return least + timedelta(seconds=self.chance.randrange(int((most - least).total_seconds())))

    def _ring(self) -> None:
        """Ring what the loops would have rung by now, each at its own moment."""
        now = self.world.at
        self.world.at = max((passed.step.at for passed in self.world.passed), default=now)
        while True:
            step = self.world.alarms(now)
            if step is None:
                break
            passed = self._asked(step)
            if passed is None:
                assert isinstance(step.command, Ring)
                finding = Finding("alarm", f"{step.command.clock} is refused", step.case)
                self.walked.found(finding, self.world)
                break
            self._take(passed)
        self.world.at = now

    def _letter(self) -> str | None:
        """A matter that is not over, mostly; None where there is nothing left to do."""
        cases = self.world.cases
        going = [name for name, told in cases.items() if told.state.phase not in OVER]
        if (not going or self.chance.random() < 0.03) and len(cases) < MOST_CASES:
            self._begin()
            going = [name for name, told in cases.items() if told.state.phase not in OVER]
        if not going:
            return None
        return self.chance.choice(sorted(cases) if self.chance.random() < 0.1 else going)

    def _next(self, letter: str) -> PassedStep | None:
        if self.chance.random() < 0.01:
            return self._asked(WalkStep(self.world.at, letter, SYSTEM, Restate()))
        if self.chance.random() < STEERED:
            passed = self._steered(letter)
            if passed is not None:
                return passed
        return self._any(letter)

    def _asked(self, step: WalkStep | None) -> PassedStep | None:
        try:
            return self.world.asked(step) if step else None
        except Refused:
            return None

    def _steered(self, letter: str) -> PassedStep | None:
        state = self.world.cases[letter].state
        goal = self._goal(letter, state)
        if goal is None:
            return None
        procedure = self.world.book.procedures[state.version]
        county = self.world.county
        ask = question(state, self.world.at, county)
        for wish in wishes(ask, command_of(procedure, goal), county, self.chance):
            passed = tried(self.world, letter, wish, self.chance)
            if passed is not None:
                return passed
        return None

    def _goal(self, letter: str, state: CaseState) -> str | None:
        """The command that is gone for in a case: until it was taken, or another one has its turn."""
        untaken = sorted(self.walked.untaken(state.procedure, self.world.county))
        if not untaken:
            return None
        goal, left = self.goals.get(letter, ("", 0))
        if goal not in untaken or left == 0:
            goal, left = self.chance.choice(untaken), PATIENCE
        self.goals[letter] = (goal, left - 1)
        return goal

    def _any(self, letter: str) -> PassedStep | None:
        state = self.world.cases[letter].state
        taken = self.walked.taken.get(state.procedure, Counter())
        rows = rows_here(question(state, self.world.at, self.world.county))
        # What was taken seldom is tried first, but never in the same order.
        names = sorted(rows, key=lambda name: (1 + taken[name]) * self.chance.random())
        for name in names[:TRIED]:
            row = self.chance.choice(rows[name])
            for _ in range(DRAWS):
                passed = tried(self.world, letter, Wish(name, row.by), self.chance)
                if passed is not None:
                    return passed
        return None
