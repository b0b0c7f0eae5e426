"""What reaches the door while somebody walks: the command, who gave it, and what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from lianxin.cases import door
from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from lianxin.sittings import acts
from tests.walk.filling import alike


@dataclass
class Passage:
    """Something that came to the door: what was asked, by whom, what came of it."""

    command: BaseModel
    actor: Actor
    passed: Any = None
    refused: Refused | None = None


Check = Callable[[BaseModel, Actor], None]


@contextmanager
def watching(check: Check) -> Iterator[list[Passage]]:
    """Note whatever comes to the door of cases and of sittings; it goes through as ever.

    `check` sees it before and raises for what nobody meant to ask: nothing is recorded then.
    """
    seen: list[Passage] = []
    places = [(door, "record", 1), (door, "register", 0), (acts, "act", 2), (acts, "convene", 1)]
    kept = [(place, name, getattr(place, name)) for place, name, _ in places]
    for (place, name, at), (_, _, through) in zip(places, kept, strict=True):
        setattr(place, name, _noting(through, at, seen, check))
    try:
        yield seen
    finally:
        for place, name, through in kept:
            setattr(place, name, through)


def _noting(
    through: Callable[..., Any], place: int, seen: list[Passage], check: Check
) -> Callable[..., Any]:
    def noted(*args: Any, **named: Any) -> Any:
        actor = named["actor"] if "actor" in named else args[0]
        passage = Passage(args[place], actor)
        check(passage.command, actor)
        seen.append(passage)
        try:
            passage.passed = through(*args, **named)
        except Refused as no:
            passage.refused = no
            raise
        return passage.passed

    return noted


def difference(given: BaseModel, told: BaseModel, *, leaving: frozenset[str] = frozenset()) -> str:
    """Return the first field in which two commands differ; empty where they are the same."""
    for name in type(told).model_fields:
        if name not in leaving and not _same(getattr(given, name), getattr(told, name)):
            return name
    return ""


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, BaseModel) and isinstance(other, BaseModel):
        return not difference(one, other)
    if isinstance(one, BaseModel) and isinstance(other, str):
        # What is told in a word is the same as a row with that word alone.
        first = next(iter(type(one).model_fields))
        return one.model_dump(exclude_defaults=True) == {first: other}
    if isinstance(one, str) and isinstance(other, str):
        return alike(one, other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        if all(isinstance(part, str) for part in (*one, *other)):
            # Ticks are sent in the order of the page.
            return sorted(one) == sorted(other)
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
