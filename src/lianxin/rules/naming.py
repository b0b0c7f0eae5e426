"""What a code names: a body, a person, another case, or a word of a list; said where it is declared.

Fields of commands and facts carry it in their type, so that whoever must know which bodies are told,
which persons must exist, which cases may be shown, asks the declaration and keeps no list of names.
"""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel

Kind = Literal[
    "body",
    "person",
    "agent",
    "leader",
    "head",
    "party",
    "post",
    "case",
    "part",
    "respondent",
    "area",
    "category",
    "clock",
    "document",
    "procedure",
    "reason",
    "seat",
    "step",
    "track",
    "word",
]
PERSONS: frozenset[Kind] = frozenset({"person", "agent", "leader", "head", "seat"})
"""Kinds that name somebody of the house; a `part` is a matter carried in this one; a `party` is a sealed petitioner and named nowhere."""


class Names:
    """Marks a field by what its codes name; `must_exist`: a person unknown to the house is refused.

    Whoever is named gets a part in the matter, or word of it, and so nobody kept from it may be
    named; `gives_part` says no where a field takes a part away, or says who is kept away.
    """

    def __init__(self, kind: Kind, *, must_exist: bool = False, gives_part: bool = True) -> None:
        self.kind = kind
        self.must_exist = must_exist
        self.gives_part = gives_part


Body = Annotated[str, Names("body")]
Person = Annotated[str, Names("person")]
Party = Annotated[str, Names("party")]
Post = Annotated[str, Names("post")]
Case = Annotated[str, Names("case")]
Word = Annotated[str, Names("word")]


def marks_in(annotation: Any) -> Iterator[Names]:
    """Yield what a type says its codes name, at whatever depth it says so."""
    if get_origin(annotation) is Annotated:
        yield from (mark for mark in annotation.__metadata__ if isinstance(mark, Names))
    for inner in get_args(annotation):
        yield from marks_in(inner)


@cache
def names_of(cls: type[BaseModel]) -> dict[str, Names]:
    """Return, by field, what the codes of a command or fact name; texts and numbers are left out."""
    marks: dict[str, Names] = {}
    for field, info in cls.model_fields.items():
        own = [mark for mark in info.metadata if isinstance(mark, Names)]
        for mark in (*own, *marks_in(info.annotation)):
            marks.setdefault(field, mark)
    return marks


@cache
def fields_naming(cls: type[BaseModel], *kinds: Kind) -> tuple[str, ...]:
    """Return the fields of a command or fact whose codes name one of these kinds."""
    return tuple(field for field, mark in names_of(cls).items() if mark.kind in kinds)


def codes_naming(value: BaseModel, *kinds: Kind) -> tuple[str, ...]:
    """Return the codes of these kinds that a command or fact names, in the order of its fields."""
    codes: list[str] = []
    for field in fields_naming(type(value), *kinds):
        code = getattr(value, field)
        codes += [code] if isinstance(code, str) else code or ()
    return tuple(code for code in codes if code)
