"""The answers that say what the codes of this county mean."""

from typing import Any

from lianxin.api.shapes import Answer


class FieldSpec(Answer):
    """A field of a command with its names, the article it rests on and its JSON schema."""

    name: str
    zh: str
    en: str
    article: str
    required: bool
    shape: dict[str, Any]


class CommandSpec(Answer):
    """A command: its names, the article it rests on, the fact it leaves and its fields."""

    name: str
    zh: str
    en: str
    article: str
    fact: str
    text: str
    fields: list[FieldSpec]


class Commands(Answer):
    """All commands that a caller can give; `defs` holds the shapes that fields refer to."""

    items: list[CommandSpec]
    defs: dict[str, Any]


class Category(Answer):
    """A subject, below its parent."""

    code: str
    parent: str | None
    zh: str
    en: str


class Categories(Answer):
    """All subjects."""

    items: list[Category]


class Area(Answer):
    """A place, below its parent."""

    code: str
    parent: str | None
    level: str
    zh: str
    en: str


class Areas(Answer):
    """All places."""

    items: list[Area]


class Body(Answer):
    """An organisation with both lines above it, and who took its duties if it was abolished."""

    code: str
    area: str
    kind: str
    upper_gov: str | None
    upper_line: str | None
    successor: str | None
    zh: str
    en: str


class Bodies(Answer):
    """All organisations."""

    items: list[Body]


class Label(Answer):
    """A stage with its phase and names."""

    code: str
    phase: str
    zh: str
    en: str


class ClockRule(Answer):
    """A clock of a procedure: how long, from and until which facts, whose, on which article."""

    code: str
    zh: str
    en: str
    each: str | None
    as_set: bool
    limit: dict[str, str]
    start: list[str]
    stop: list[str]
    whose: str
    ends: str
    roll: str
    wall: bool
    source: str


class Procedure(Answer):
    """A procedure in force; `digest` names its version."""

    code: str
    zh: str
    en: str
    edition: str
    digest: str
    extends: str | None
    stages: list[Label]
    commands: list[str]
    clocks: list[ClockRule]


class Procedures(Answer):
    """All procedures in force."""

    items: list[Procedure]


class ProblemSpec(Answer):
    """A problem that may be answered: its code, its status and its sentence, with gaps."""

    code: str
    status: int
    zh: str
    en: str


class Problems(Answer):
    """All problems."""

    items: list[ProblemSpec]
