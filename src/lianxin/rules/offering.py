"""What somebody may do with a case now, and what stands in the way of what he may not do yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lianxin.rules.actor import Actor
from lianxin.rules.ask import Ask
from lianxin.rules.book import Book
from lianxin.rules.conditions.meanings import meaning_of
from lianxin.rules.conditions.registry import tell, unmet
from lianxin.rules.decide import ask_of, open_to
from lianxin.rules.deciding.allowed import rows_at
from lianxin.rules.deciding.objects import present
from lianxin.rules.procedures import Condition
from lianxin.rules.state import CaseState

ACCEPTED_ON = frozenset({"petition_route", "duty_route"})
"""Conditions that an acceptance settled for good (条例31)."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A command that stands open to somebody but for conditions: each in words, with who meets it."""

    name: str
    conditions: tuple[Mapping[str, Any], ...]


def blocked(state: CaseState, *, actor: Actor, at: datetime, book: Book) -> tuple[Blocked, ...]:
    """Return the commands of the actor's standings whose conditions fail now, by name.

    A command that another row of the procedure opens to him is not among them, and none that is
    for matters of another kind.
    """
    ask = ask_of(state, None, actor=actor, at=at, book=book)
    if not ask.standings or ask.standings <= {"respondent", "recused"}:
        return ()
    now = set(open_to(state, actor=actor, at=at, book=book))
    commands = []
    for name in sorted(set(ask.procedure.action_index) - now):
        missing = _missing(name, ask) if present(name, ask) else ()
        if missing:
            commands.append(Blocked(name, missing))
    return tuple(commands)


def _missing(name: str, ask: Ask) -> tuple[Mapping[str, Any], ...]:
    for row in rows_at(ask, name):
        # Of rows for others nothing is told: what one could do as somebody else is no hint.
        if not ask.standings.isdisjoint(row.by):
            conditions = unmet(row, ask)
            if conditions and not any(map(_is_of_another_kind, conditions)):
                return tuple(tell(condition, ask) for condition in conditions)
    return ()


def _is_of_another_kind(condition: Condition) -> bool:
    """Whether nothing that is done can meet it, because the matter is of another kind.

    Who raised it may still be found out. On which way it was accepted is settled like its kind.
    """
    alternatives = (condition,) if isinstance(condition, str) else condition
    return all(
        name in ACCEPTED_ON or (name != "identified" and meaning_of(name).basis == "matter")
        for name in alternatives
    )
