"""What the checks of a proof hand on: a trap of one sort of matter, with the way into it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from lianxin.rules.conditions.meanings import Sort
from lianxin.rules.fault_sentences.words import Pair
from lianxin.rules.faults import Fault, Flaw
from lianxin.rules.phases import FINAL_PHASES
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.graphs import Graph, explored
from lianxin.rules.proving.model import Edge, Model
from lianxin.rules.proving.states import LINE, Slice, State
from lianxin.rules.proving.steps import Steps
from lianxin.rules.proving.telling import Telling, Trap, matters

NORMAL_ENDS = frozenset({"closed", "archived", "ended"})


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trap for one sort of matter; those with the same `key` are told together.

    `flaw` makes the flaw of all the sorts that fall into it; `line` is that of the row, 0 unknown.
    """

    key: tuple[str, ...]
    flaw: Callable[[Pair], Flaw]
    line: int
    way: tuple[Edge, ...]
    sort: Sort


@dataclass(frozen=True)
class Proving:
    """One procedure under proof, with its steps and words."""

    procedure: Procedure
    steps: Steps
    sorts: tuple[Sort, ...]
    alike: Mapping[str, tuple[Sort, ...]]
    words: Telling
    graphs: dict[tuple[str, Slice], tuple[Model, Graph]]

    def graph(self, sort: Sort, part: Slice = LINE) -> tuple[Model, Graph]:
        """Return the states of a sort of matter in a slice; each is looked at once."""
        key = (sort.code, part)
        if key not in self.graphs:
            model = Model(self.procedure, self.steps, sort, part)
            self.graphs[key] = (model, explored(model))
        return self.graphs[key]

    def phase(self, state: State) -> str:
        """Return the phase of a state."""
        return self.procedure.phase(state.stage)

    def ends(self, graph: Graph) -> list[State]:
        """Return the states in which a matter came to its end; refusing it is none."""
        there = {stage.phase for stage in self.procedure.stages}
        phases = NORMAL_ENDS if NORMAL_ENDS & there else FINAL_PHASES
        return [state for state in graph.reached if self.phase(state) in phases]


def told(troubles: Iterable[Trouble], proof: Proving, *, file: str) -> tuple[Trap, ...]:
    """Return the findings of all troubles, each once, with the shortest of its ways."""
    same: dict[tuple[str, ...], list[Trouble]] = {}
    for trouble in troubles:
        same.setdefault(trouble.key, []).append(trouble)
    return tuple(sorted(_findings(same.values(), proof, file), key=lambda one: one.fault.order))


def _findings(groups: Iterable[list[Trouble]], proof: Proving, file: str) -> Iterator[Trap]:
    there = sum(len(alike) for alike in proof.alike.values())
    for group in groups:
        first = min(group, key=lambda one: len(one.way))
        met = {one.sort.code for one in group}
        sorts = (sort for code in proof.alike if code in met for sort in proof.alike[code])
        named = matters(sorts, of=there)
        fault = Fault(file, first.line or _line(first.way), "", first.flaw(named))
        yield Trap(fault, proof.words.way(first.way), first.key)


def _line(way: tuple[Edge, ...]) -> int:
    """The line of the last row of the file itself on a way; 0 where only a base's rows lead there."""
    lines = [step.row.line for edge in way for step in edge.steps if step.row.line]
    return lines[-1] if lines else 0
