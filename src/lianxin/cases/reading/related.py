"""What a case tells of other cases: to each reader only of those that he sees himself.

Two matters are tied when both are plain; one of them may be shut to somebody later, who must not
learn of it from the other (article 30).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection

from lianxin.cases import book as books
from lianxin.cases.reading import statements
from lianxin.cases.reading.scope import scope_of
from lianxin.rules.actor import Actor
from lianxin.rules.facts import CLASSES
from lianxin.rules.naming import fields_naming
from lianxin.rules.state import CaseState


def numbers_in_sight(actor: Actor, numbers: Iterable[str]) -> frozenset[str]:
    """Return those of the cases named that the actor sees; asks the database only about any."""
    wanted = sorted(set(numbers))
    if not wanted:
        return frozenset()
    where = scope_of(actor, books.current()).where()
    with connection.cursor() as cursor:
        cursor.execute(statements.SEEN.format(where=where.sql), {**where.values, "numbers": wanted})
        return frozenset(row[0] for row in cursor.fetchall())


def state_for(state: CaseState, actor: Actor) -> CaseState:
    """Return the state as a reader may have it, without other cases that he does not see."""
    return states_for([state], actor)[0]


def states_for(states: Sequence[CaseState], actor: Actor) -> list[CaseState]:
    """Return each state as a reader may have it, in one query however many there are."""
    named_ = [_tied(state) - _carried(state) for state in states]
    in_sight = numbers_in_sight(actor, frozenset().union(*named_))
    return [_without(state, tied - in_sight) for state, tied in zip(states, named_, strict=True)]


def _tied(state: CaseState) -> frozenset[str]:
    of = {state.ties.repeat_of} if state.ties.repeat_of else set()
    return frozenset({link.to for link in state.ties.links} | of)


def _without(state: CaseState, hidden: frozenset[str]) -> CaseState:
    if not hidden:
        return state
    kept = tuple(link for link in state.ties.links if link.to not in hidden)
    of = None if state.ties.repeat_of in hidden else state.ties.repeat_of
    return state.with_changes({"ties": {"links": kept, "repeat_of": of}})


def named(fact: str, payload: Mapping[str, Any]) -> frozenset[str]:
    """Return the other cases that a fact names."""
    numbers: set[str] = set()
    for field in _fields(fact):
        there = payload.get(field, ())
        numbers |= {there} if isinstance(there, str) else set(there)
    return frozenset(numbers)


def _fields(fact: str) -> tuple[str, ...]:
    return fields_naming(CLASSES[fact], "case")


def unseen(state: CaseState, actor: Actor, numbers: Iterable[str]) -> frozenset[str]:
    """Return those of the cases named in a case's history that its reader may not learn of."""
    foreign = frozenset(numbers) - _carried(state)
    return foreign - numbers_in_sight(actor, foreign)


def without(fact: str, payload: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any]:
    """Return a payload without the cases that its reader may not learn of."""
    if named(fact, payload).isdisjoint(hidden):
        return payload
    without: dict[str, Any] = {}
    for name, value in payload.items():
        if name not in _fields(fact):
            without[name] = value
        elif not isinstance(value, str):
            without[name] = sorted(set(value) - hidden)
        elif value not in hidden:
            without[name] = value
    return without


def _carried(state: CaseState) -> frozenset[str]:
    """What goes on together, which is shut to the same people: it is split before it is shielded."""
    return frozenset(
        {*state.ties.parts, *((state.ties.merged_into,) if state.ties.merged_into else ())}
    )
