"""Who is shut out of a matter: the one answer that every seat, list and notice asks for (article 30).

Shut out are whoever is named, the bodies in which a named person holds a post, those who had the matter
for which somebody is retaliated against, what became of these bodies and what they took over, and all
that stands below any of them. What is asked here grows with
what may be known of a person; nothing else in the rules may compare respondents by itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from lianxin.rules.actor import Actor
from lianxin.rules.book import CENTRE_KIND, Book
from lianxin.rules.naming import PERSONS, Names, names_of
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState


class ShutOut(NamedTuple):
    """The persons and the bodies named, and the book by which everybody else is held to them.

    `keepers` are the bodies that have the matter where nobody knows whom it is about; beside them
    the confidential circle alone has it. None: it is known.
    """

    persons: frozenset[str]
    bodies: frozenset[str]
    book: Book
    keepers: frozenset[str] | None = None

    def body_is_shut_out(self, code: str) -> bool:
        """Whether a body is one of them by whatever name, or stands below one."""
        return bool(self.bodies) and not self.bodies.isdisjoint(shut_with(code, self.book))

    def person_is_shut_out(self, code: str, bodies: Iterable[str] = ()) -> bool:
        """Whether a person who holds posts in these bodies is named, or sits in such a body."""
        return code in self.persons or any(map(self.body_is_shut_out, bodies))

    def actor_is_shut_out(self, actor: Actor) -> bool:
        """Whether whoever acts is named, or sits in such a body with any post of his."""
        return self.person_is_shut_out(actor.person, actor.bodies | actor.elsewhere)

    def actor_is_outside(self, actor: Actor) -> bool:
        """Whether an officer is neither of the circle nor of a body that has the matter."""
        if self.keepers is None or not actor.posts:
            return False
        return not is_of_circle(actor, self.book) and actor.bodies.isdisjoint(self.keepers)

    def leaves_a_keeper(self, path: tuple[str, ...]) -> bool:
        """Whether somebody of the circle is left who can act on a matter of this place: of its centre."""
        posts = (self.book.posts.get(code) for code in self.book.circle)
        bodies = {self.book.bodies.get(post.body) for post in posts if post is not None}
        return any(
            body is not None
            and body.kind == CENTRE_KIND
            and body.area in path
            and not self.body_is_shut_out(body.code)
            for body in bodies
        )


def is_of_circle(actor: Actor, book: Book) -> bool:
    """Whether somebody holds a post that keeps what nobody else may see."""
    return any(post.post in book.circle for post in actor.posts)


def shut_out(
    state: CaseState, book: Book, people: Mapping[str, frozenset[str]] | None = None
) -> ShutOut:
    """Return who is shut out of a case; nobody, where it is not secret.

    `people` are the bodies of persons today, where somebody looked: a respondent who sits elsewhere
    by now is shut in there too.
    """
    guard = state.guard
    if not state.secret:
        return ShutOut(frozenset(), frozenset(), book)
    today = people or {}
    bodies = {*guard.respondent_bodies, *guard.kept_from_bodies}
    bodies |= {seat.body for seat in guard.respondents_in}
    for person in guard.respondent_persons:
        bodies |= today.get(person, frozenset())
    lead = state.last_lead
    keepers = frozenset({lead.body} if lead else ()) if state.kept_close else None
    persons = frozenset((*guard.respondent_persons, *guard.kept_from_persons))
    return ShutOut(persons, frozenset(bodies), book, keepers)


def shut_with(code: str, book: Book) -> frozenset[str]:
    """Return the bodies of which each, when named, shuts this one out; itself is among them."""
    return book.shut_with.get(code, frozenset({code}))


def persons_with_a_part(state: CaseState) -> frozenset[str]:
    """Return the persons of the house who lead, speak, sit or owe something in a case."""
    house = state.house
    seats = (seat.person for sitting in state.sittings if sitting.open for seat in sitting.seats)
    tasks = (task.person for task in state.tasks if task.standing)
    agents = (agent.person for agent in house.agents)
    parts = (*house.leaders, house.responsible, house.agent, *agents, *seats, *tasks)
    return frozenset(person for person in parts if person)


class NamedCode(NamedTuple):
    """What a command names: at which field (`tasks.0.body`), as what, and the code."""

    field: str
    mark: Names
    code: str


def named_in(part: BaseModel, *, under: str = "") -> Iterator[NamedCode]:
    """Yield every code that a command names, in each of its parts."""
    marks = names_of(type(part))
    for field in type(part).model_fields:
        value = getattr(part, field)
        several = value if isinstance(value, tuple) else (value,)
        for place, inner in enumerate(several):
            if isinstance(inner, BaseModel):
                spot = f"{under}{field}.{place}" if isinstance(value, tuple) else f"{under}{field}"
                yield from named_in(inner, under=f"{spot}.")
            elif field in marks and isinstance(inner, str):
                yield NamedCode(f"{under}{field}", marks[field], inner)


def refuse_named(
    command: Any, state: CaseState, book: Book, people: Mapping[str, frozenset[str]]
) -> None:
    """Refuse to give a part in the matter to somebody kept from it, whatever the command is.

    Refused `respondent` (article 30) and `recused` (article 28), each with the field.
    """
    shut = shut_out(state, book, people)
    recused = state.guard.recused
    if not recused and not shut.persons and not shut.bodies:
        return
    for field, mark, code in named_in(command):
        if not mark.gives_part:
            continue
        if mark.kind == "body":
            body = book.answering(code)
            is_shut = shut.body_is_shut_out(body.code if body else code)
        else:
            is_shut = mark.kind in PERSONS and shut.person_is_shut_out(
                code, people.get(code, frozenset())
            )
        if is_shut:
            raise Refused("respondent", name=code, field=field, article="条例30(3)")
        if mark.kind in PERSONS and code in recused:
            raise Refused("recused", name=code, field=field, article="条例28(3)")
