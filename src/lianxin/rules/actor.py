"""Who acts: a person with the posts held that day, a petitioner, or the system's own loops."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["officer", "petitioner", "system"]


@dataclass(frozen=True, slots=True)
class Held:
    """A post as held on a day; `stands_in_for` names the absent person whose place is filled."""

    post: str
    body: str
    area: str
    role: str
    stands_in_for: str = ""


@dataclass(frozen=True)
class Actor:
    """Who acts, with the posts of that day.

    `petitioner` is the id of a petitioner known from a query code or a log-in; a query code opens
    only the case it was given for (`case`), so it is empty for officers.
    """

    person: str
    kind: Kind = "officer"
    posts: tuple[Held, ...] = ()
    petitioners: frozenset[str] = frozenset()
    case: str = ""

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies of the posts held."""
        return frozenset(held.body for held in self.posts)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of the posts held."""
        return frozenset(held.role for held in self.posts)

    def within(self, above: Mapping[str, frozenset[str]]) -> frozenset[str]:
        """Return the actor's bodies and every body above them: naming one of them shuts him out."""
        found = set(self.bodies)
        for body in self.bodies:
            found |= above.get(body, frozenset())
        return frozenset(found)


SYSTEM = Actor(person="system", kind="system")
