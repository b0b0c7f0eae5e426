"""Every fact a case can show, and how a stored one is read back."""

from collections.abc import Iterable
from datetime import datetime
from json import JSONEncoder
from types import MappingProxyType

from lianxin.rules.facts import (
    assists,
    closing,
    dispatch,
    guarding,
    handling,
    intake,
    opinions,
    oversight,
    papers,
    persons,
    recourse,
    sittings,
    succession,
    tasks,
    tracks,
)
from lianxin.rules.facts.shapes import ClockChange, Fact, TaskChange
from lianxin.rules.record.canonical import type_names
from lianxin.rules.record.chain import stamp

_MODULES = (
    intake,
    dispatch,
    assists,
    handling,
    sittings,
    tasks,
    papers,
    closing,
    recourse,
    persons,
    tracks,
    guarding,
    oversight,
    opinions,
    succession,
)


def by_name(classes: Iterable[type[Fact]]) -> dict[str, type[Fact]]:
    """Return facts by their names; raises TypeError for a name that two of them bear."""
    named: dict[str, type[Fact]] = {}
    for cls in classes:
        first = named.setdefault(cls.name, cls)
        if first is not cls:
            raise TypeError(f"{first.__name__} and {cls.__name__} are both called {cls.name}")
    return named


CLASSES: MappingProxyType[str, type[Fact]] = MappingProxyType(
    by_name(
        cls
        for module in _MODULES
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Fact) and "name" in cls.__dict__
    )
)
NAMES = frozenset(CLASSES)
TELLABLE = frozenset(name for name, cls in CLASSES.items() if cls.decides)
"""Decisions about the matter that a paper tells."""

__all__ = ["CLASSES", "NAMES", "TELLABLE", "ClockChange", "Fact", "TaskChange", "payload", "read"]


def payload(fact: Fact) -> str:
    """Return the canonical text of a fact, as it is hashed and stored.

    Fields at their defaults are left out: a default therefore never changes once released.
    """
    return _ENCODER.encode(fact.model_dump(exclude_defaults=True))


def read(name: str, text: str) -> Fact:
    """Return the fact of that name from its stored text; raises KeyError for a name never released."""
    return CLASSES[name].model_validate_json(text)


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return stamp(value)
    raise TypeError(f"a fact holds {type_names}, and moments; not {type(value).__name__}")


# In one walk what `canonical` does in two; no field of a fact can hold a float or a foreign key.
_ENCODER = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_moment)
