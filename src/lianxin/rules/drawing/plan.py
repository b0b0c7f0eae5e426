"""Which stage stands where, which arrows there are, and which stages each clock spans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lianxin.rules.commands import CLASSES
from lianxin.rules.grammar.edges import Way, expanded, targets, ways
from lianxin.rules.phases import OVER, REVIEWING
from lianxin.rules.procedures import Action, ClockRule, Procedure

ASIDE = OVER | set(REVIEWING)
RAISED = "raised"


@dataclass(frozen=True, slots=True)
class Arrow:
    """Steps with the same words from some stages to one."""

    before: tuple[str, ...]
    after: str
    steps: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class DrawingPlan:
    """The main line, the side line (such as the reviews), the last stages aside, and all arrows."""

    line: tuple[str, ...]
    side: tuple[str, ...]
    last: tuple[str, ...]
    arrows: tuple[Arrow, ...]

    def column(self, code: str) -> int:
        """Return the column of a stage; the side line begins under where it is entered."""
        if code in self.line:
            return self.line.index(code)
        if code in self.side:
            return self.offset + self.side.index(code)
        return len(self.line)

    @property
    def offset(self) -> int:
        """Return the column in which the side line begins."""
        entries = [
            self.line.index(code)
            for arrow in self.arrows
            if arrow.after in self.side
            for code in arrow.before
            if code in self.line
        ]
        return min(entries, default=-1) + 1


def plan_of(procedure: Procedure) -> DrawingPlan:
    """Return the plan of a procedure."""
    steps = tuple(way for way in ways(procedure) if not _begins_again(way, procedure))
    aside = _aside(procedure, steps)
    leaving = {way.before for way in steps}
    order = [stage.code for stage in procedure.stages]
    entered = {
        way.after: {step.before for step in steps if step.after == way.after} for way in steps
    }
    last = tuple(
        code
        for code in order
        if code in aside and code not in leaving and not entered.get(code, set()) & aside
    )
    first = {stage.phase: i for i, stage in reversed([*enumerate(procedure.stages)])}
    # A stage that was added stands by those of its phase, wherever it is written.
    near = sorted(order, key=lambda code: first[procedure.phase(code)])
    line = [code for code in near if code not in aside]
    side = [code for code in order if code in aside and code not in last]
    return DrawingPlan(
        line=_by_longest_path(line, steps),
        side=_by_longest_path(side, steps),
        last=last,
        arrows=tuple(_arrows(steps)),
    )


def _begins_again(way: Way, procedure: Procedure) -> bool:
    """Whether a step takes a matter from a side stage back to the very start: left out of the drawing."""
    before = procedure.stage_index.get(way.before)
    return before is not None and before.phase in ASIDE and way.after == procedure.stages[0].code


def _aside(procedure: Procedure, steps: Iterable[Way]) -> frozenset[str]:
    """Stages of a side phase, and those entered from such stages alone."""
    aside = {stage.code for stage in procedure.stages if stage.phase in ASIDE}
    entered: dict[str, set[str]] = {}
    for way in steps:
        entered.setdefault(way.after, set()).add(way.before)
    while True:
        more = {code for code, before in entered.items() if code not in aside and before <= aside}
        if not more:
            return frozenset(aside)
        aside |= more


def _by_longest_path(order: list[str], steps: Iterable[Way]) -> tuple[str, ...]:
    """Stages by the longest way to them; only ways to stages written later count, so none turns back."""
    place = {code: i for i, code in enumerate(order)}
    depth: dict[str, int] = {}
    pairs = {(way.before, way.after) for way in steps}
    for code in order:
        before = [
            depth[earlier]
            for earlier, after in pairs
            if after == code and earlier in place and place[earlier] < place[code]
        ]
        # A stage that nothing leads to stays where it was written.
        written = depth.get(order[place[code] - 1], -1) if place[code] else -1
        depth[code] = max(before, default=written) + 1
    return tuple(sorted(order, key=lambda code: (depth[code], place[code])))


def _arrows(steps: Iterable[Way]) -> Iterable[Arrow]:
    """One arrow for all steps with the same outcomes of the same commands to the same stage."""
    pairs: dict[tuple[str, str], list[Way]] = {}
    for way in steps:
        pairs.setdefault((way.before, way.after), []).append(way)
    groups: dict[tuple[str, frozenset[tuple[str, str]]], list[tuple[str, list[Way]]]] = {}
    for (before, after), pair_ways in pairs.items():
        words = frozenset((way.action.do, way.outcome) for way in pair_ways)
        groups.setdefault((after, words), []).append((before, pair_ways))
    for (after, _), members in groups.items():
        yield Arrow(tuple(before for before, _ in members), after, tuple(members[0][1]))


def span_of(clock: ClockRule, procedure: Procedure) -> tuple[frozenset[str], frozenset[str]]:
    """Return the stages in which a clock begins, and those in which it may run until it is stopped.

    Steps that stop it are not followed; nor is it followed past the last stage with such a step,
    where what stops it moves no stage, nor out of a stage in which the matter is over.
    """
    begins = _begins(clock, procedure)
    order = [stage.code for stage in procedure.stages]
    stops = [
        order.index(stage)
        for action in procedure.actions
        if any(_leaves(token, action, "") for token in clock.stop)
        for stage in _named(action, procedure)
    ]
    reached, left = set[str](), set(begins)
    while left:
        reached |= left
        left = {
            way.after
            for way in ways(procedure)
            if way.before in left
            and procedure.phase(way.before) not in OVER
            and not any(_leaves(token, way.action, way.outcome) for token in clock.stop)
        } - reached
    end = max(stops, default=len(order))
    return frozenset(begins), frozenset(
        code for code in reached if code in begins or order.index(code) <= end
    )


def _begins(clock: ClockRule, procedure: Procedure) -> set[str]:
    if {RAISED, "registered"} & set(clock.start):
        return {procedure.stages[0].code}
    stages: set[str] = set()
    for action in procedure.actions:
        for outcome, after in targets(action.to) or (("", ""),):
            if any(_leaves(token, action, outcome) for token in clock.start):
                stages |= {after} if after else _named(action, procedure)
    return stages


def _named(action: Action, procedure: Procedure) -> set[str]:
    """The stages of a row; what may be done nearly everywhere says nothing of where a clock runs."""
    if action.track is not None or not {"*", "open"}.isdisjoint(action.at):
        return set()
    return set(expanded(action.at, procedure.stages))


def _leaves(token: str, action: Action, outcome: str) -> bool:
    """Whether a row can leave the fact that a clock names."""
    name, _, qualifier = token.partition(":")
    command = CLASSES.get(action.do)
    if command is None or command.fact != name:
        return False
    if not qualifier:
        return True
    if name == "replied":
        return qualifier in action.by
    if outcome or isinstance(action.to, Mapping):
        return qualifier == outcome if outcome else qualifier in dict(targets(action.to))
    return qualifier in action.needs
