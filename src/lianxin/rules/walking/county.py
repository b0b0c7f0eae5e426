"""Who walks: a county's book with the people who hold its posts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from lianxin.rules.actor import Actor
from lianxin.rules.book import CENTRE_KIND, Book


@dataclass(frozen=True)
class PeopledCounty:
    """A county's book, and its people with the posts they hold."""

    book: Book
    people: tuple[Actor, ...]

    @cached_property
    def by_person(self) -> Mapping[str, Actor]:
        """People by code."""
        return {actor.person: actor for actor in self.people}

    @cached_property
    def by_body(self) -> Mapping[str, tuple[Actor, ...]]:
        """The people of each body."""
        return self._by(lambda actor: actor.bodies)

    @cached_property
    def by_role(self) -> Mapping[str, tuple[Actor, ...]]:
        """The people of each role."""
        return self._by(lambda actor: actor.roles)

    @cached_property
    def by_post(self) -> Mapping[str, tuple[Actor, ...]]:
        """Who holds each post."""
        return self._by(lambda actor: {held.post for held in actor.posts})

    @cached_property
    def centres(self) -> tuple[str, ...]:
        """Every petition centre."""
        return tuple(code for code, body in self.book.bodies.items() if body.kind == CENTRE_KIND)

    @cached_property
    def staffed(self) -> tuple[str, ...]:
        """Every body in which somebody serves, by code."""
        return tuple(sorted(self.by_body))

    @cached_property
    def below(self) -> Mapping[str, tuple[str, ...]]:
        """For each body every body below it, by either line."""
        below: dict[str, list[str]] = {}
        for code in sorted(self.book.above):
            for above in self.book.above[code]:
                below.setdefault(above, []).append(code)
        return {code: tuple(bodies) for code, bodies in below.items()}

    def bodies_of(self, person: str) -> frozenset[str]:
        """Return the bodies in which somebody holds a post; none for whoever is no officer."""
        actor = self.by_person.get(person)
        return actor.bodies if actor else frozenset()

    def _by(self, keys: Callable[[Actor], Iterable[str]]) -> dict[str, tuple[Actor, ...]]:
        found: dict[str, list[Actor]] = {}
        for actor in self.people:
            for key in keys(actor):
                found.setdefault(key, []).append(actor)
        return {key: tuple(actors) for key, actors in found.items()}
