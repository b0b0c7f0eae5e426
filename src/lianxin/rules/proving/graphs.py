"""Walks over the states of a model: all that are reached, the shortest way, and what leads to an end."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lianxin.rules.proving.model import Edge, Model
from lianxin.rules.proving.states import State

MOST = 60_000
"""States of one slice; what lies beyond is not looked at, and the proof says so."""


@dataclass(slots=True)
class Graph:
    """The states that are reached, each with the step that reached it first, and every step."""

    reached: dict[State, Edge | None] = field(default_factory=dict)
    edges: dict[State, list[Edge]] = field(default_factory=dict)
    whole: bool = True
    least: dict[State, list[State]] = field(default_factory=dict)

    def way(self, state: State) -> tuple[Edge, ...]:
        """Return the shortest way from the beginning to a state."""
        way: list[Edge] = []
        edge = self.reached[state]
        while edge is not None:
            way.append(edge)
            edge = self.reached[edge.before]
        return tuple(reversed(way))

    def origin(self, state: State) -> State:
        """Return the state in which the shortest way to a state begins."""
        way = self.way(state)
        return way[0].before if way else state

    def leading_to(
        self, ends: Iterable[State], allowed: Callable[[Edge], bool] = lambda edge: True
    ) -> set[State]:
        """Return the states from which some allowed way leads to one of the ends."""
        into: dict[State, list[State]] = {}
        for edges in self.edges.values():
            for edge in edges:
                if allowed(edge):
                    into.setdefault(edge.after, []).append(edge.before)
        found = set(ends)
        left = list(found)
        while left:
            for before in into.get(left.pop(), ()):
                if before not in found:
                    found.add(before)
                    left.append(before)
        return found


def explored(model: Model) -> Graph:
    """Return the states that a model reaches, nearest first, each with as little done as may be.

    Where less was done, no more is possible: a state with more stands for the one with less, since
    a trap of the former is one of the latter too.
    """
    graph = Graph()
    explore(model, graph, model.first())
    return graph


def explore(model: Model, graph: Graph, start: State) -> None:
    """Add what is reached from one state more to what was reached before."""
    least = graph.least
    kept = least.setdefault(_undone(start), [])
    if any(other.done <= start.done for other in kept):
        return
    kept.append(start)
    graph.reached[start] = None
    left = deque([start])
    while left:
        state = left.popleft()
        edges = graph.edges[state] = []
        for edge in model.successors(state):
            kept = least.setdefault(_undone(edge.after), [])
            worse = next((other for other in kept if other.done <= edge.after.done), None)
            if worse is not None:
                edges.append(edge if worse == edge.after else edge._replace(after=worse))
                continue
            if len(graph.reached) >= MOST:
                graph.whole = False
                continue
            kept[:] = [other for other in kept if not edge.after.done < other.done]
            kept.append(edge.after)
            edges.append(edge)
            graph.reached[edge.after] = edge
            left.append(edge.after)


def _undone(state: State) -> State:
    return state._replace(done=frozenset())


def least_owed(model: Model) -> Graph:
    """Return the states with the fewest running clocks: where more run, no less is owed.

    Clocks begin and stop each by itself, so that whatever is reached with more of them is reached
    with fewer as well. What was done on the way counts where a clock asks for it before it begins;
    of the rest only as far as the nearest way brings it.
    """
    graph, asked = Graph(), model.asked
    first = model.first()
    graph.reached[first] = None
    least: dict[State, list[State]] = {_bare(first, asked): [first]}
    left = deque([first])
    while left:
        state = left.popleft()
        if state not in least[_bare(state, asked)]:
            continue
        for edge in model.successors(state):
            after = edge.after
            kept = least.setdefault(_bare(after, asked), [])
            if any(_owes_no_more(other, after) for other in kept):
                continue
            kept[:] = [other for other in kept if not _owes_no_more(after, other)]
            kept.append(after)
            graph.reached.setdefault(after, edge)
            left.append(after)
    return graph


def _owes_no_more(state: State, than: State) -> bool:
    return state.clocks <= than.clocks


def _bare(state: State, asked: frozenset[str]) -> State:
    return state._replace(clocks=frozenset(), done=state.done & asked)
