"""Holds the persons a command names against those there are: a typing error must shut nobody in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from pydantic import BaseModel

from lianxin.cases.door import statements
from lianxin.people.actors import posts_held
from lianxin.rules.commands.guarding import Readmit
from lianxin.rules.commands.persons import Recuse
from lianxin.rules.commands.sittings import Seat
from lianxin.rules.naming import names_of
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA

OF_THE_HOUSE = frozenset({"chair", "mediator", "member", "recorder", "unit_side"})
"""Seats of people of the house; the sides, evaluators and experts may come from outside."""


def refuse_unknown(command: BaseModel) -> None:
    """Refused `no_such` for a person (or, as respondent, a body) that is not known."""
    for field, codes, only_persons in _named(command):
        if not codes:
            continue
        with connection.cursor() as cursor:
            cursor.execute(statements.UNKNOWN_PERSON, [list(codes), only_persons])
            row = cursor.fetchone()
        # A typing error would shut nobody out, and pass for a recusal that holds.
        if row is not None:
            raise Refused("no_such", name=row[0], kind="person", field=field)


def bodies_of(command: BaseModel, *, at: datetime) -> dict[str, frozenset[str]]:
    """Return the bodies of the officer that a command decides on, by the posts of that day."""
    if not isinstance(command, Recuse | Readmit):
        return {}
    posts = posts_held(command.person, on=at.astimezone(CHINA).date())
    return {command.person: frozenset(post.body for post in posts)}


def _named(part: BaseModel) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield what a command names, and each of its parts: the field, the codes, whether persons alone."""
    for field, mark in names_of(type(part)).items():
        if mark.must_exist:
            codes = (code for code in _several(getattr(part, field)) if isinstance(code, str))
            yield field, tuple(codes), mark.kind != "respondent"
    for field in type(part).model_fields:
        for inner in _several(getattr(part, field)):
            if isinstance(inner, Seat):
                yield field, (inner.person,) if inner.role in OF_THE_HOUSE else (), True
            elif isinstance(inner, BaseModel):
                yield from _named(inner)


def _several(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)
