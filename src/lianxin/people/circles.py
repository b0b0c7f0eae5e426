"""Finds what goes round in a circle: areas above themselves, bodies that succeed each other."""

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter


def circles(leads: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return circles in a graph, first and last the same; enough that cutting each opens it."""
    left = {node: set(others) for node, others in leads.items()}
    found = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as problem:
            # graphlib names the nodes so that each is led to by the one after it.
            circle = tuple(reversed(problem.args[1]))
            left[circle[0]].discard(circle[1])
            found.append(circle)
        else:
            return found
