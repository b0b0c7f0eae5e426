"""Holds the persons a command names against those there are: a typing error must shut nobody in."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from pydantic import BaseModel

from lianxin.people.actors import held
from lianxin.rules.calendar import CHINA
from lianxin.rules.commands.closing import AppointAgent, Recuse, SetLeader
from lianxin.rules.commands.guarding import Readmit, Shield
from lianxin.rules.commands.handling import Plan
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.tracks import TakeStep
from lianxin.rules.refusals import Refused

_UNKNOWN = """
SELECT named.code FROM unnest(%s::text[]) AS named (code)
WHERE NOT EXISTS (SELECT FROM people_officer AS known WHERE known.code = named.code)
  AND (%s OR NOT EXISTS (SELECT FROM org_body AS body WHERE body.code = named.code))
"""


def refuse_unknown(command: BaseModel) -> None:
    """Refused `no_such` for a person (or, as respondent, a body) that is not known."""
    for field, codes, only_persons in _named(command):
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
        case Register() | Shield() if command.respondent:
            yield "respondent", command.respondent, False
        case SetLeader():
            yield "leaders", command.leaders, True
            if command.responsible is not None:
                yield "responsible", (command.responsible,), True
        case Recuse() | Readmit():
            yield "person", (command.person,), True
        case Plan() if any(one.person for one in command.tasks):
            yield "person", tuple(one.person for one in command.tasks if one.person), True
        case AppointAgent():
            yield "agent", (command.agent,), True
        case TakeStep() if command.person is not None:
            yield "person", (command.person,), True
        case _:
            return
