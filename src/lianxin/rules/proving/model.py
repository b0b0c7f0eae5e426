"""How a matter of one sort may go through a procedure: from a state by steps to the next ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from lianxin.rules.conditions.meanings import Abstract, Sort, meaning_of
from lianxin.rules.grammar.edges import expanded
from lianxin.rules.grammar.names import TAKE_STEP
from lianxin.rules.phases import is_final
from lianxin.rules.procedures import ClockRule, Condition, Procedure
from lianxin.rules.proving.effects import LEADING, lead_after, led, may_begin, stage_after
from lianxin.rules.proving.papers import flags_of, needed_by
from lianxin.rules.proving.states import (
    BY_PHASE,
    LINE,
    ORDERED,
    RESIDENTS,
    Slice,
    State,
    clocks_after,
    holders,
    track_after,
    track_done,
    track_open,
)
from lianxin.rules.proving.steps import ANY, NO_OUTSIDER, SITTINGS, Step, Steps, names_in

DEEPEST = 4
"""Acts that may have to come one before the other so that a step becomes possible."""
OF_LEAD = frozenset({"lead", "body_head"})
"""Standings that end with the lead."""
ONCE_LED = frozenset({"upper", "upper_head", "handled"})
"""Standings that outlast it: who stands above the last lead still does when it is gone."""
SEATS = frozenset({"mediator", "chair", "member"})
"""Standings that a sitting gives while it is called or held."""


class Edge(NamedTuple):
    """A step from one state to another, after the acts that make it possible.

    `house`: the house alone can take it, whatever the resident says or leaves unsaid. `sits`: it
    rests on a sitting that is held.
    """

    before: State
    after: State
    steps: tuple[Step, ...]
    house: bool
    sits: bool


class Means(NamedTuple):
    """How a condition is met: by which acts first, and by the house alone or not."""

    steps: tuple[Step, ...] = ()
    house: bool = True


FREE = Means()


@dataclass(frozen=True)
class Model:
    """The steps of a procedure for one sort of matter, in one slice."""

    procedure: Procedure
    steps: Steps
    sort: Sort
    part: Slice = LINE

    @cached_property
    def rules(self) -> Mapping[str, ClockRule]:
        """Return the clocks that the slice follows."""
        return {code: self.procedure.clock_index[code] for code in sorted(self.part.clocks)}

    @cached_property
    def touched(self) -> frozenset[str]:
        """Return the facts that change a clock of the slice."""
        return frozenset(
            token
            for rule in self.rules.values()
            for token in (*rule.start, *rule.stop, *rule.pause, *rule.resume)
        )

    @cached_property
    def flags(self) -> Mapping[str, Abstract]:
        """Return what acts bring about and something asks for: conditions and papers."""
        whens = [row.when for row in self.procedure.actions]
        whens += [rule.when for rule in self.rules.values()]
        names = {name for when in whens for name in names_in(when)}
        known = {name: meaning_of(name) for name in sorted(names)}
        found = {name: mean for name, mean in known.items() if mean.basis == "done"}
        # Two that the same acts bring about are one.
        named = {mean: name for name, mean in {**found, **self._papers}.items()}
        return {name: mean for mean, name in named.items()}

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return what a clock of the slice asks for before it begins."""
        names = {name for rule in self.rules.values() for name in names_in(rule.when)}
        return frozenset(
            self._names[mean] for name in names if (mean := meaning_of(name)) in self._names
        )

    @cached_property
    def undoing(self) -> frozenset[str]:
        """Return the facts after which a condition that held at first holds no longer."""
        return frozenset(
            token for mean in self.flags.values() if mean.at_first for token in mean.undone
        )

    @cached_property
    def standings(self) -> frozenset[str]:
        """Return the standings that somebody may have in such a matter."""
        found = holders(self.procedure)
        return found if self.sort.reachable else found - RESIDENTS

    def first(self) -> State:
        """Return the state in which a matter begins."""
        names = frozenset({"raised", "registered", f"registered:{self.sort.channel}"})
        stage = self.procedure.stages[0].code
        done = frozenset(name for name, mean in self.flags.items() if mean.at_first)
        state = State(stage, done=done)
        return self._clocked(state, names, before=state)

    def successors(self, state: State) -> Iterator[Edge]:
        """Yield every step that changes the state, with what must come before it."""
        beside = self.part.track is not None or bool(self.part.sitting)
        if beside and is_final(self.procedure.phase(state.stage)):
            # What is opened again begins beside the line as it began there first.
            return
        for step in self.relevant(state):
            way = self.open(step, state)
            if way is None:
                continue
            after = state
            for act in (*way.steps, step):
                after = self.apply(act, after)
            if after != state:
                steps = (*way.steps, step)
                sits = any(act.do == "hold_sitting" for act in steps)
                yield Edge(state, after, steps, way.house, sits)

    def relevant(self, state: State) -> Iterator[Step]:
        """Yield the steps at a state that change something which the slice follows."""
        if state.stage not in self._at:
            self._at[state.stage] = tuple(
                step
                for step in (*self.steps.at(state.stage), *self.steps.of_tracks)
                if step.do not in {"move", "split"} and self._counts(step, state.stage)
            )
        for step in self._at[state.stage]:
            if step.row.track is None or self._on_track(step, state):
                yield step

    @cached_property
    def _at(self) -> dict[str, tuple[Step, ...]]:
        return {}

    def _counts(self, step: Step, stage: str) -> bool:
        if step.row.track is None and step.to not in {None, stage}:
            return True
        if step.do in LEADING or not step.tokens.isdisjoint(self.touched | self.undoing):
            return True
        track = self.part.track
        if track is not None:
            own = {f"step:{track.code}_{code}" for code in track.steps}
            if step.row.track == track.code or not step.tokens.isdisjoint(own):
                return True
        return bool(self.part.sitting) and self._is_sitting(step)

    def _is_sitting(self, step: Step) -> bool:
        return step.do in SITTINGS and step.outcome == self.part.sitting

    def _on_track(self, step: Step, state: State) -> bool:
        row = step.row
        if row.stages and state.stage not in expanded(row.stages, self.procedure.stages):
            return False
        track = self.part.track
        if track is None or track.code != row.track:
            return True
        if step.do == TAKE_STEP and track_after(track, state.track, step.outcome) is None:
            return False
        return ANY in row.at or state.track in row.at

    def open(self, step: Step, state: State, depth: int = DEEPEST) -> Means | None:
        """Return how a step becomes possible at a state, or None where it does not."""
        here = [who for who in step.by if self.has(who, state)]
        if not here or not may_begin(step, state, self.procedure.phase(state.stage)):
            return None
        if not self.sort.reachable and step.outcome in NO_OUTSIDER.get(step.do, ()):
            return None
        if self._is_sitting(step) and not self._sits(step, state):
            return None
        ways = [self.met(condition, state, depth, step) for condition in step.row.when]
        ways += [self._single(flag, state, depth, step) for flag in needed_by(step, self.procedure)]
        if any(way is None for way in ways):
            return None
        met = [way for way in ways if way is not None]
        house = not RESIDENTS.issuperset(here) and all(way.house for way in met)
        return Means(tuple(dict.fromkeys(act for way in met for act in way.steps)), house)

    def _sits(self, step: Step, state: State) -> bool:
        """Whether the sitting of the slice is where such an act of it may come."""
        if step.sat is not None:
            return state.sitting == ("held" if step.sat else "ordered")
        return (step.do == "order_sitting") != bool(state.sitting)

    def has(self, standing: str, state: State) -> bool:
        """Whether somebody may have a standing at a state."""
        if standing not in self.standings:
            return False
        if standing in OF_LEAD:
            return led(state)
        if standing == "holder":
            return led(state) or state.lead == "none"
        if standing in ONCE_LED:
            return state.lead != "none"
        if standing in SEATS and self.part.sitting:
            return state.sitting in ORDERED
        return True

    def met(self, condition: Condition, state: State, depth: int, step: Step) -> Means | None:
        """Return how a condition is met at a state; of several that would do the easiest."""
        names = (condition,) if isinstance(condition, str) else condition
        ways = [self._single(name, state, depth, step) for name in names]
        return min(
            (way for way in ways if way is not None),
            key=lambda way: (not way.house, len(way.steps)),
            default=None,
        )

    def _single(self, name: str, state: State, depth: int, step: Step) -> Means | None:
        mean = self._mean(name)
        if mean is None:
            return FREE
        if mean.basis == "matter":
            assert mean.of is not None
            return FREE if mean.of(self.sort) else None
        if mean.basis == "state":
            return FREE if self._stands(name, state) else None
        if mean.basis == "done":
            if mean.of is not None and not mean.of(self.sort):
                return FREE
            if self._names[mean] in state.done or (name == "no_open_assist" and self._no_assists):
                return FREE
            return self._brought(mean, state, depth) if depth else None
        return Means(house=False) if mean.resident and self._asks_resident(name, step) else FREE

    def _mean(self, name: str) -> Abstract | None:
        """The meaning of a condition or paper; None where the slice does not follow it."""
        if ":" not in name:
            return meaning_of(name)
        return self._papers.get(name)

    @cached_property
    def _papers(self) -> Mapping[str, Abstract]:
        beside = self.part.track is not None or bool(self.part.sitting)
        return {} if beside else flags_of(self.procedure, self.steps.papers)

    @cached_property
    def _names(self) -> Mapping[Abstract, str]:
        return {mean: name for name, mean in self.flags.items()}

    @cached_property
    def _no_assists(self) -> bool:
        return "assist" not in self.standings

    def _asks_resident(self, name: str, step: Step) -> bool:
        rule = self.procedure.sitting_index.get(step.row.track or step.outcome)
        return name != "both_sides" or (rule is not None and rule.needs_sides)

    def _brought(self, mean: Abstract, state: State, depth: int) -> Means | None:
        """The acts at this stage that bring a condition about."""
        found: list[Means] = []
        for step in (*self.steps.at(state.stage), *self.steps.of_tracks):
            if step.tokens.isdisjoint(mean.by) or step.do in {"move", "split"}:
                continue
            if step.row.track is None and step.to not in {None, state.stage}:
                continue
            if step.row.track is not None and not self._on_track(step, state):
                continue
            way = self.open(step, state, depth - 1)
            if way is not None:
                found.append(Means((*way.steps, step), way.house and not mean.resident))
        return min(found, key=lambda way: (not way.house, len(way.steps)), default=None)

    def _stands(self, name: str, state: State) -> bool:
        track = self.part.track
        if name == "no_open_tracks":
            return not state.sitting and (track is None or not track_open(track, state.track))
        if name == "hearing_concluded":
            return self.part.sitting != "hearing" or not state.sitting
        if name in BY_PHASE:
            return BY_PHASE[name](self.procedure.phase(state.stage))
        if name in {"lead_named", "lead_missing"}:
            return led(state) == (name == "lead_named")
        if track is None:
            return True
        if name == "noticed":
            return track.code != self.part.sitting or state.track in {"noticed", "held"}
        if name == "no_open_agency":
            return track.code != "agency" or not state.track or track_done(track, state.track)
        return self._track_stands(name, state)

    def _track_stands(self, name: str, state: State) -> bool:
        track = self.part.track
        assert track is not None
        begun, done = bool(state.track), track_done(track, state.track)
        stands = {"done": done, "open": begun and not done, "begun": begun, "untouched": not begun}
        for word, holds in stands.items():
            if name == f"track_{word}_{track.code}":
                return holds
        return True

    def apply(self, step: Step, state: State) -> State:
        """Return the state after a step."""
        before = self.procedure.phase(state.stage)
        stage = stage_after(step, state, self.procedure)
        phase = self.procedure.phase(stage)
        after = state._replace(
            stage=stage,
            lead=lead_after(step, state, phase, before),
            done=self._done(step, state),
            track=self._track(step, state),
            sitting=self._sitting(step, state),
        )
        return self._clocked(after, step.tokens, before=state)

    def _done(self, step: Step, state: State) -> frozenset[str]:
        if step not in self._marks:
            flags = self.flags.items()
            self._marks[step] = (
                frozenset(n for n, mean in flags if not step.tokens.isdisjoint(mean.undone)),
                frozenset(n for n, mean in flags if not step.tokens.isdisjoint(mean.by)),
            )
        undone, done = self._marks[step]
        return (state.done - undone) | done if undone or done else state.done

    @cached_property
    def _marks(self) -> dict[Step, tuple[frozenset[str], frozenset[str]]]:
        return {}

    def _track(self, step: Step, state: State) -> str:
        track, at = self.part.track, state.track
        if track is None:
            return at
        if step.row.track == track.code and step.do != TAKE_STEP:
            at = step.to or at
        for code in track.steps:
            if f"step:{track.code}_{code}" in step.tokens:
                at = track_after(track, at, code) or at
        return at

    def _sitting(self, step: Step, state: State) -> str:
        if not self._is_sitting(step):
            return state.sitting
        return {"order_sitting": "ordered", "hold_sitting": "held"}.get(step.do, "")

    def _clocked(self, state: State, tokens: frozenset[str], *, before: State) -> State:
        """Return a state with its clocks; whether one begins is asked of the matter before the fact."""
        if not self.rules:
            return state
        begun = frozenset(
            code
            for code, rule in self.rules.items()
            if not tokens.isdisjoint(rule.start) and self._begins(rule, before)
        )
        phase = self.procedure.phase(state.stage)
        running, paused = clocks_after(state, tokens, self.rules, begun=begun, phase=phase)
        return state._replace(clocks=running, paused=paused)

    def _begins(self, rule: ClockRule, state: State) -> bool:
        return all(self._holds(condition, state) for condition in rule.when)

    def _holds(self, condition: Condition, state: State) -> bool:
        names = (condition,) if isinstance(condition, str) else condition
        return any(self._single_holds(name, state) for name in names)

    def _single_holds(self, name: str, state: State) -> bool:
        mean = meaning_of(name)
        if mean.basis == "matter":
            return mean.of is not None and mean.of(self.sort)
        if mean.basis == "done":
            asked = mean.of is None or mean.of(self.sort)
            return not asked or self._names[mean] in state.done
        if mean.basis == "state":
            return self._stands(name, state)
        # A clock that may start: whoever asks what is surely owed leaves it out.
        return not self.part.sure
