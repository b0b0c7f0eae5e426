"""Every fact a case can show, and how a stored one is read back."""

from datetime import datetime
from types import MappingProxyType
from typing import Any

from lianxin.rules.canonical import canonical
from lianxin.rules.chain import stamp
from lianxin.rules.facts import (
    closing,
    dispatch,
    guarding,
    handling,
    intake,
    papers,
    sittings,
    tasks,
    tracks,
)
from lianxin.rules.facts.shapes import ClockChange, Fact, TaskChange

_MODULES = (
    intake,
    dispatch,
    handling,
    sittings,
    tasks,
    papers,
    closing,
    tracks,
    guarding,
)
CLASSES: MappingProxyType[str, type[Fact]] = MappingProxyType(
    {
        cls.__dict__["name"]: cls
        for module in _MODULES
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, Fact) and "name" in cls.__dict__
    }
)
NAMES = frozenset(CLASSES)

__all__ = ["CLASSES", "NAMES", "ClockChange", "Fact", "TaskChange", "payload", "read"]


def payload(fact: Fact) -> str:
    """Return the canonical text of a fact, as it is hashed and stored.

    Fields at their defaults are left out: a default therefore never changes once released.
    """
    return canonical(_plain(fact.model_dump(exclude_defaults=True)))


def read(name: str, text: str) -> Fact:
    """Return the fact of that name from its stored text; raises KeyError for a name never released."""
    return CLASSES[name].model_validate_json(text)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, datetime):
        return stamp(value)
    return value
