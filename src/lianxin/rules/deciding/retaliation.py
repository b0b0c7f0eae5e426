"""Who is kept from a matter that says: I am retaliated against for what I raised (articles 30, 46)."""

from typing import NamedTuple

from lianxin.rules.actor import Actor
from lianxin.rules.ask import Peer
from lianxin.rules.book import Book
from lianxin.rules.commands.intake import Register
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import DISCIPLINE
from lianxin.rules.standings import standings

HIDDEN = frozenset({"respondent", "recused"})
"""Who, like an outsider, begins nothing from a matter, though whoever stood aside knows of it."""


class KeptFrom(NamedTuple):
    """The bodies and persons who had the earlier matter, as codes."""

    bodies: tuple[str, ...]
    persons: tuple[str, ...]


NOBODY = KeptFrom((), ())


def kept_from(command: Register, actor: Actor, first: Peer | None, book: Book) -> KeptFrom:
    """Return who had the matter for which somebody is retaliated against, and whom it was about.

    Discipline inspection is left out unless it is named: reports are its to handle (article 30(1)).
    Refused `no_such` for a matter that the actor may not see, as for one that does not exist.
    """
    if first is None or standings(first.state, actor, book) <= HIDDEN:
        raise Refused("no_such", name=command.retaliation_for, kind="case", field="retaliation_for")
    state = first.state
    led = {leg.body for leg in state.legs if leg.role == "lead"}
    guard, house = state.guard, state.house
    seats = (seat.body for seat in guard.respondents_in)
    about = (*guard.respondent_bodies, *guard.kept_from_bodies, *seats)
    bodies = {*about, *(code for code in led if not _hears_reports(code, book))}
    persons = {
        *guard.respondent_persons,
        *guard.kept_from_persons,
        *house.handlers,
        *house.investigators,
    }
    return KeptFrom(tuple(sorted(bodies)), tuple(sorted(persons - {*state.people.persons})))


def _hears_reports(code: str, book: Book) -> bool:
    body = book.bodies.get(code)
    return body is not None and body.kind == DISCIPLINE
