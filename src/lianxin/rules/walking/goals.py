"""How far a case stands from what is wanted: stages, rows and moves of its procedure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from lianxin.rules.actor import SYSTEM
from lianxin.rules.ask import Ask
from lianxin.rules.deciding.allowed import rows_at
from lianxin.rules.grammar.edges import expanded, targets, ways
from lianxin.rules.phases import FINAL_PHASES
from lianxin.rules.procedures import Action, Procedure
from lianxin.rules.state import CaseState
from lianxin.rules.walking.county import PeopledCounty

FAR = 99
"""More moves than any procedure has stages."""
ENDS = FINAL_PHASES - {"withdrawn", "merged"}
"""Phases in which a matter is over by what the house did; taking back and joining end no matter."""
ASIDE = frozenset({"withdraw", "merge", "move", "reopen"})


@dataclass(frozen=True)
class Goal:
    """The rows that are wanted, and how many moves of the stage are left from each stage to one."""

    rows: tuple[Action, ...]
    far: Mapping[str, int]
    straight: Mapping[str, int]
    """The same without opening again what was ended: nobody ends a matter in order to go on."""
    name: str = ""


def end_of(procedure: Procedure) -> Goal:
    """Return the goal of ending the matter by what the house does."""
    return _goal(procedure, "")


def command_of(procedure: Procedure, name: str) -> Goal:
    """Return the goal of taking a command."""
    return _goal(procedure, name)


_GOALS: dict[tuple[str, str], Goal] = {}


def _goal(procedure: Procedure, name: str) -> Goal:
    key = (procedure.digest, name)
    if key not in _GOALS:
        rows = tuple(_ending(procedure) if not name else procedure.action_index.get(name, ()))
        straight = _far(procedure, rows, also=())
        again = _far(procedure, rows, also=("reopen",)) if name else straight
        _GOALS[key] = Goal(rows, again, straight, name)
    return _GOALS[key]


def _ending(procedure: Procedure) -> Iterator[Action]:
    for row in procedure.actions:
        if row.track is None and row.do not in ASIDE:
            reached = {procedure.stage_index[to].phase for _, to in targets(row.to)}
            if not reached.isdisjoint(ENDS):
                yield row


def _far(procedure: Procedure, rows: Iterable[Action], *, also: Iterable[str]) -> dict[str, int]:
    stages = procedure.stages
    left = {stage: 0 for row in rows for stage in expanded(row.stages or row.at, stages)}
    # Rows of a track name its steps: they may be taken wherever the matter is open.
    left = {stage: 0 for stage in left if stage in procedure.stage_index} or {
        stage.code: 0 for stage in stages
    }
    edges = [w for w in ways(procedure) if w.action.do not in ASIDE or w.action.do in also]
    while True:
        more = {
            way.before: left[way.after] + 1
            for way in edges
            if way.after in left and left.get(way.before, FAR) > left[way.after] + 1
        }
        if not more:
            return left
        left |= more


def ahead(ask: Ask, goal: Goal, chance: Random) -> list[tuple[Action, str]]:
    """The rows wanted themselves, and those that move the stage toward one, the furthest first.

    Of several that move it as far any may come first: routes differ in what they make possible.
    """
    found = [
        (far, row, outcome)
        for rows in rows_here(ask).values()
        for row in rows
        for far, outcome in _moves(row, ask, goal)
    ]
    chance.shuffle(found)
    return [(row, outcome) for _, row, outcome in sorted(found, key=lambda move: move[0])]


def _moves(row: Action, ask: Ask, goal: Goal) -> Iterator[tuple[int, str]]:
    """Yield how far a row leaves the goal, by its outcomes; the goal's own rows first."""
    now = goal.far.get(ask.state.stage)
    if row in goal.rows:
        yield 0, ""
    elif now and row.do == "reopen":
        yield 2 * FAR, ""
    elif now and row.track is None and row.do not in ASIDE:
        for outcome, to in targets(row.to):
            if goal.far.get(to, FAR) < now and to != ask.state.stage:
                yield goal.far[to] + 1, outcome
            elif to in goal.straight and _later(to, ask):
                # The short way may be shut for this kind of matter: then the long one.
                yield FAR + goal.straight[to], outcome


def _later(stage: str, ask: Ask) -> bool:
    order = list(ask.procedure.stage_index)
    return order.index(stage) > order.index(ask.state.stage)


_PLAIN: dict[tuple[str, str], dict[str, tuple[Action, ...]]] = {}


def rows_here(ask: Ask) -> dict[str, list[Action]]:
    """Return the rows that stand at the case's stage or steps, by command."""
    key = (ask.procedure.digest, ask.state.stage)
    if key not in _PLAIN:
        plain = {
            name: tuple(row for row in rows_at(ask, name) if row.track is None)
            for name in ask.procedure.action_index
        }
        _PLAIN[key] = {name: rows for name, rows in plain.items() if rows}
    rows = {name: list(plain) for name, plain in _PLAIN[key].items()}
    for name in _on_tracks(ask.procedure):
        rows.setdefault(name, [])
        rows[name] = list(rows_at(ask, name))
    return {name: found for name, found in rows.items() if found}


def _on_tracks(procedure: Procedure) -> tuple[str, ...]:
    key = procedure.digest
    if key not in _TRACKED:
        _TRACKED[key] = tuple(
            name
            for name, rows in procedure.action_index.items()
            if any(row.track is not None for row in rows)
        )
    return _TRACKED[key]


_TRACKED: dict[str, tuple[str, ...]] = {}


def question(state: CaseState, at: Any, county: PeopledCounty) -> Ask:
    """Return the question of what is open in a case, asked by nobody."""
    return Ask(
        state=state,
        command=None,
        actor=SYSTEM,
        at=at,
        book=county.book,
        procedure=county.book.procedures[state.version],
        standings=frozenset(),
        refs={},
    )
