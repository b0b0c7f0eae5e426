"""Holds the persons a command names against those there are: a typing error must shut nobody in."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import connection
from pydantic import BaseModel

from lianxin.people.actors import held
from lianxin.rules.commands.closing import AppointAgent, Recuse, SetLeader
from lianxin.rules.commands.guarding import Readmit, Shield
from lianxin.rules.commands.handling import Plan
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.sittings import (
    ConcludeSitting,
    EnterDecision,
    HoldSitting,
    NameSeats,
    OrderSitting,
    seated,
)
from lianxin.rules.commands.tasks import Errand
from lianxin.rules.commands.tracks import TakeStep
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA

OF_THE_HOUSE = frozenset({"chair", "mediator", "member", "recorder", "unit_side"})
"""Seats of people of the house; the sides, evaluators and experts may come from outside."""
_UNKNOWN = """
SELECT named.code FROM unnest(%s::text[]) AS named (code)
WHERE NOT EXISTS (SELECT FROM people_officer AS known WHERE known.code = named.code)
  AND (%s OR NOT EXISTS (SELECT FROM org_body AS body WHERE body.code = named.code))
"""


def refuse_unknown(command: BaseModel) -> None:
    """Refused `no_such` for a person (or, as respondent, a body) that is not known."""
    for field, codes, only_persons in _named(command):
        if not codes:
            continue
        with connection.cursor() as cursor:
            cursor.execute(_UNKNOWN, [list(codes), only_persons])
            row = cursor.fetchone()
        if row is not None:
            raise Refused("no_such", name=row[0], kind="person", field=field)


def bodies_of(command: BaseModel, *, at: datetime) -> dict[str, frozenset[str]]:
    """Return the bodies of the officer that a command decides on, by the posts of that day."""
    if not isinstance(command, Recuse | Readmit):
        return {}
    posts = held(command.person, on=at.astimezone(CHINA).date())
    return {command.person: frozenset(one.body for one in posts)}


def _named(command: BaseModel) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    match command:
        case Register() | Shield():
            yield "respondent", command.respondent, False
        case SetLeader():
            yield "leaders", command.leaders, True
            yield "responsible", _maybe(command.responsible), True
        case Recuse() | Readmit() | TakeStep() | EnterDecision():
            yield "person", _maybe(command.person), True
        case Plan(tasks=errands) | ConcludeSitting(decisions=errands):
            yield "person", _charged(errands), True
        case OrderSitting() | NameSeats() | HoldSitting():
            house = (seat for seat in seated(command.seats) if seat.role in OF_THE_HOUSE)
            yield "seats", tuple(seat.person for seat in house), True
        case AppointAgent():
            yield "agent", (command.agent,), True
        case _:
            return


def _charged(errands: Iterable[Errand | str]) -> tuple[str, ...]:
    return tuple(one.person for one in errands if isinstance(one, Errand) and one.person)


def _maybe(code: str | None) -> tuple[str, ...]:
    return () if code is None else (code,)
