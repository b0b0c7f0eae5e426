"""Readers of single values of a procedure's file; each raises Wrong with what is amiss."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from lianxin.rules.faults import Flaw, Unfit
from lianxin.rules.grammar.faults import WrongRow
from lianxin.rules.procedures import ExtensionRule, Limit, TrackStep
from lianxin.rules.time.limits import parse_limit, parse_offset

Reader = Callable[[Any], Any]
WILD = frozenset({"*", "open"})
"""In `at`: any stage; any stage in which something is still owed."""
AS_SET = "as set"
"""As a limit: the moment that was given with the task."""
_CODE = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
_FACT = re.compile(r"[a-z_]+(?::[a-z0-9_-]+(?:\.[a-z0-9_-]+)?)?")
_SHARE = re.compile(r"[1-9][0-9]?%")
_LONGEST_TEXT = 500
# The classes of progress are written as capitals; everything else a table goes by is a code.
_TABLE_KEYS = frozenset({"*", "A", "B", "C"})


def text(value: Any) -> str:
    """Return a text that says something."""
    if not isinstance(value, str):
        raise _mistyped(value, "text")
    if not value.strip() or len(value) > _LONGEST_TEXT or not value.isprintable():
        raise WrongRow(Flaw("wrong_text", most=_LONGEST_TEXT))
    return value


def note(value: Any) -> str:
    """Return a text that may be empty."""
    return "" if value == "" else text(value)


def code(value: Any) -> str:
    """Return a code: small ASCII letters and digits in words joined by `_` or `-`."""
    word = text(value)
    if _CODE.fullmatch(word) is None or word in WILD:
        raise WrongRow(Flaw("wrong_code", name=word), mark=word)
    return word


def place(value: Any) -> str:
    """Return a stage or step code, `*` or `open`."""
    return value if isinstance(value, str) and value in WILD else code(value)


def fact(value: Any) -> str:
    """Return the name of a fact, with or without a qualifier."""
    word = text(value)
    if _FACT.fullmatch(word) is None:
        raise WrongRow(Flaw("wrong_fact", name=word), mark=word)
    return word


def grounds(value: Any) -> dict[str, str]:
    """Return a table from facts to the ground on which each of them does what its key says."""
    if not isinstance(value, dict):
        raise _mistyped(value, "table")
    return {fact(name): text(ground) for name, ground in value.items()}


def step(value: Any) -> TrackStep:
    """Return a step: its code, or a table with its name and the fact that takes it."""
    if not isinstance(value, dict):
        return TrackStep(code=code(value))
    readers: dict[str, Reader] = {"code": code, "zh": text, "en": text, "fact": fact}
    for key in value:
        if key not in readers:
            raise WrongRow(Flaw("unknown_step_key", key=key), mark=key)
    if "code" not in value:
        raise WrongRow(Flaw("step_without_code"))
    return TrackStep(**{key: readers[key](item) for key, item in value.items()})


def flag(value: Any) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise _mistyped(value, "flag")
    return value


def one_of(names: Collection[str]) -> Reader:
    """Return a reader of one of these words."""

    def read(value: Any) -> str:
        word = text(value)
        if word not in names:
            raise WrongRow(Flaw("not_one_of", name=word, names=tuple(sorted(names))), mark=word)
        return word

    return read


def many(reader: Reader, *, lone: bool = False, empty: bool = True) -> Reader:
    """Return a reader of a list, each value once; `lone` lets a single value stand for a list."""

    def read(value: Any) -> tuple[Any, ...]:
        if lone and isinstance(value, str):
            return (reader(value),)
        if not isinstance(value, list):
            raise _mistyped(value, "list")
        if not value and not empty:
            raise WrongRow(Flaw("empty_list"))
        values = tuple(reader(item) for item in value)
        for place, item in enumerate(values):
            if item in values[:place]:
                raise WrongRow(Flaw("named_twice", name=str(item)), mark=str(item))
        return values

    return read


def condition(value: Any) -> str | tuple[str, ...]:
    """Return the name of a condition, or several of which one is enough."""
    if isinstance(value, list):
        names: tuple[str, ...] = many(code, empty=False)(value)
        return names
    return code(value)


def target(value: Any) -> str | dict[str, str]:
    """Return a stage, or a table from an outcome to a stage."""
    if not isinstance(value, dict):
        return code(value)
    if not value:
        raise WrongRow(Flaw("empty_table"))
    return {code(outcome): code(stage) for outcome, stage in value.items()}


def limit(value: Any) -> Limit:
    """Return a limit such as `10 days`, which is not nothing."""
    try:
        span = parse_limit(text(value))
    except Unfit as unfit:
        raise WrongRow(unfit.flaw, mark=str(value)) from None
    if span.amount == 0:
        raise WrongRow(Flaw("limit_of_nothing", limit=value), mark=value)
    return span


def limits(value: Any) -> Limit | dict[str, Limit]:
    """Return a limit, or a table from urgency, risk, progress, kind, category or place to limits.

    `as set` is the empty table: it has no limit of its own, for a task given without a moment.
    """
    if value == AS_SET:
        return {}
    return fallback(value)


def fallback(value: Any) -> Limit | dict[str, Limit]:
    """Return what `limits` returns of anything but `as set`."""
    if not isinstance(value, dict):
        return limit(value)
    if "*" not in value:
        raise WrongRow(Flaw("table_without_rest"))
    return {key if key in _TABLE_KEYS else code(key): limit(item) for key, item in value.items()}


def offset(value: Any) -> str:
    """Return `due`, a share of the time such as `50%`, or an offset such as `-1 days`."""
    word = text(value)
    if word == "due" or _SHARE.fullmatch(word):
        return word
    try:
        parse_offset(word)
    except Unfit as unfit:
        raise WrongRow(unfit.flaw, mark=word) from None
    return word


def extension(value: Any) -> ExtensionRule | None:
    """Return how a clock may be extended; `false` for not at all."""
    if value is False:
        return None
    if not isinstance(value, dict):
        raise _mistyped(value, "table_or_false")
    readers: dict[str, Reader] = {"limit": limit, "times": times, "by": code, "needs": code}
    for key in value:
        if key not in readers:
            raise WrongRow(Flaw("unknown_extend_key", key=key), mark=key)
    if "limit" not in value:
        raise WrongRow(Flaw("extend_without_limit"))
    return ExtensionRule(**{key: readers[key](item) for key, item in value.items()})


def times(value: Any) -> int:
    """Return how often, or how many: 1 to 99."""
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 99:
        raise WrongRow(Flaw("wrong_count"))
    return value


_KINDS: Mapping[type, str] = {
    dict: "table",
    list: "list",
    str: "text",
    bool: "flag",
    int: "number",
    float: "number",
}


def _mistyped(value: Any, expected: str) -> WrongRow:
    return WrongRow(Flaw("wrong_type", expected=expected, type=_KINDS.get(type(value), "date")))
