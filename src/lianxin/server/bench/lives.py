"""What happens to invented matters: which command comes next, and who of the county gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from lianxin.cases import book as books
from lianxin.people import actors
from lianxin.rules import commands
from lianxin.rules.actor import Actor
from lianxin.rules.commands import Command
from lianxin.rules.commands.intake import Register
from lianxin.rules.routing import suggest
from lianxin.rules.state import CaseState
from lianxin.rules.time.calendar import CHINA
from lianxin.server.bench.invented import Inventor

OPERATOR = "operator-1"
DISPATCHER = "dispatcher-1"
CALLER_BACK = "follow-up-1"
CLOSER = "supervisor-2"
SPARE_LEAD = "urban-management"
_HANDLERS = """
SELECT post.body, min(term.person) FROM people_appointment AS term
JOIN org_post AS post ON post.code = term.post WHERE post.role = 'handler' GROUP BY post.body
"""


@dataclass(frozen=True, slots=True)
class LifeStep:
    """A command to a case with its fields, and the person who gives it."""

    number: str
    command: dict[str, Any]
    person: str

    def parsed(self) -> Command:
        """Return the command as the door takes it."""
        fields = {name: value for name, value in self.command.items() if name != "command"}
        command = commands.parse(self.command["command"], fields)
        assert not isinstance(command, Register)
        return command


class BenchCounty:
    """The people of the preset as actors, and each body's handler."""

    def __init__(self, at: datetime) -> None:
        self._on = at.astimezone(CHINA).date()
        self._held: dict[str, Actor] = {}
        with connection.cursor() as cursor:
            cursor.execute(_HANDLERS)
            self.handlers: dict[str, str] = dict(cursor.fetchall())

    def actor(self, person: str) -> Actor:
        """Return a person with the posts of the day of the bench."""
        if person not in self._held:
            self._held[person] = Actor(person, posts=actors.posts_held(person, on=self._on))
        return self._held[person]

    def life(self, state: CaseState, inventor: Inventor) -> Sequence[LifeStep]:
        """Return the ordinary way of a new case: a hotline order to its end, a petition to accepted."""
        duty = suggest(books.current(), category=state.matter.category, area=state.matter.area)
        lead = duty.lead if duty and duty.lead in self.handlers else SPARE_LEAD
        handler = self.handlers[lead]
        commands: list[tuple[dict[str, Any], str]] = [
            ({"command": "assign", "lead": lead}, DISPATCHER),
            ({"command": "receive"}, handler),
            ({"command": "note", "text": inventor.words()}, handler),
        ]
        if state.procedure == "hotline":
            commands += [
                ({"command": "reply", "text": inventor.words()}, handler),
                ({"command": "follow_up", **_SATISFIED}, CALLER_BACK),
                ({"command": "close", "disposition": "justified_settled"}, CLOSER),
            ]
        else:
            commands.append(({"command": "accept", "route": "6"}, handler))
        return [LifeStep(state.number, command, person) for command, person in commands]


_SATISFIED = {
    "reached": True,
    "contacted": True,
    "true": True,
    "solved": True,
    "satisfied": "satisfied",
}
