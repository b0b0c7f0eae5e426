"""Holds the persons a command names against those there are: a typing error must shut nobody in."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import connection
from pydantic import BaseModel

from lianxin.cases.door import statements
from lianxin.rules.book import Book
from lianxin.rules.commands.guarding import Readmit, Shield
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.persons import Recuse, RuleRecusal
from lianxin.rules.commands.sittings import Seat
from lianxin.rules.deciding.standing_in import posts_asked
from lianxin.rules.naming import PERSONS, names_of
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import named_in, persons_with_a_part
from lianxin.rules.state import CaseState
from lianxin.rules.time.calendar import CHINA

OF_THE_HOUSE = frozenset({"chair", "mediator", "member", "recorder", "unit_side"})
"""Seats of people of the house; the sides, evaluators and experts may come from outside."""

ASKED_ABOUT = PERSONS | {"respondent"}


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


def bodies_of(
    command: BaseModel, state: CaseState | None = None, *, at: datetime
) -> dict[str, frozenset[str]]:
    """Return the bodies of the persons that a decision is about, by the posts of that day.

    Those are the ones a command names or decides on; of a secret case all whom it names, and its
    respondents. Who is complained of now is looked up with everybody who has a part in the matter.
    """
    persons = _asked_about(command, state)
    if not persons:
        return {}
    with connection.cursor() as cursor:
        day = at.astimezone(CHINA).date()
        cursor.execute(statements.BODIES_HELD, {"persons": sorted(persons), "on": day})
        return {person: frozenset(bodies) for person, bodies in cursor.fetchall()}


def holders_of(
    command: BaseModel, state: CaseState, book: Book, *, at: datetime
) -> dict[str, frozenset[str]] | None:
    """Return who fills the posts of the lead, of signers and of those above on that day.

    None where nobody stands aside: the usual command pays no journey for this.
    """
    if not state.guard.recused and not isinstance(command, Recuse | RuleRecusal):
        return None
    posts = posts_asked(state, book)
    with connection.cursor() as cursor:
        day = at.astimezone(CHINA).date()
        cursor.execute(statements.HOLDERS, {"posts": list(posts), "on": day})
        return {post: frozenset(people) for post, people in cursor.fetchall()}


def _asked_about(command: BaseModel, state: CaseState | None) -> set[str]:
    if isinstance(command, Register):
        return set(command.respondent)
    named = {code.code for code in named_in(command) if code.mark.kind in ASKED_ABOUT}
    if isinstance(command, Recuse | Readmit | RuleRecusal):
        return named
    if state is None:
        return set()
    if isinstance(command, Shield):
        return {*named, *state.guard.respondent_persons, *persons_with_a_part(state)}
    # An open matter shuts nobody out: the usual command pays no journey for this.
    return {*named, *state.guard.respondent_persons} if state.secret else set()


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
