"""Whether what comes to the door from a page is what the story means, before it goes through."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from pydantic import BaseModel

from lianxin.files import texts
from lianxin.rules.actor import Actor
from lianxin.rules.commands.intake import Register
from lianxin.rules.refs import Ref
from lianxin.sittings import acts
from lianxin.sittings.models import Seat, Sitting
from lianxin.sittings.shapes import Attend, Convene, MoveSitting
from tests.walk.door_watch import Check, difference
from tests.walk.filling import NotOffered
from tests.walk.resident import NOT_ASKED

Seated = set[tuple[str, str]]


class TakenBack(Exception):
    """Ends a transaction of which nothing is to stay."""


def case(told: BaseModel, who: Actor) -> Check:
    """Return a check that a command is given word for word, by whoever gives it in the story."""
    filed = isinstance(told, Register) and who.kind == "petitioner"
    leaving = NOT_ASKED if filed else frozenset()

    def check(given: BaseModel, actor: Actor) -> None:
        by_whom(actor, who)
        differs = difference(given, told, leaving=leaving) if type(given) is type(told) else "all"
        if differs:
            raise NotOffered(differs, "arrives otherwise than told")

    return check


def by_whom(actor: Actor, who: Actor) -> None:
    """Hold who acts against the story: an officer is himself, a resident has the query code."""
    if who.kind != actor.kind or (who.kind != "petitioner" and who.person != actor.person):
        raise NotOffered("", "arrives from somebody else")


def would_be(act: BaseModel, who: Actor, *, at: datetime) -> tuple[set[str], Seated] | None:
    """Return whose matters and which seats a sitting would have, had it been convened by the API."""
    if not isinstance(act, Convene):
        return None
    found: tuple[set[str], Seated] | None = None
    with suppress(TakenBack), transaction.atomic():
        made = acts.convene(who, act, at=at)
        seats = {(seat.person, seat.role) for seat in made.seats.all()}
        found = {item.number for item in made.items.all()}, seats
        raise TakenBack
    return found


def sitting(told: BaseModel, who: Actor, id_: UUID, would: tuple[set[str], Seated] | None) -> Check:
    """Return a check that an act of a sitting is what the story means by it."""

    def check(given: BaseModel, actor: Actor) -> None:
        by_whom(actor, who)
        if isinstance(told, Convene) and isinstance(given, Convene):
            differs = _convened(given, told, would)
        elif isinstance(told, Attend) and isinstance(given, Attend):
            differs = "" if _came(given, id_) == _came(told, id_) else "persons"
        else:
            leaving = _as_before(given, told, id_)
            same_act = type(given) is type(told)
            differs = difference(given, told, leaving=leaving) if same_act else "all"
        if differs:
            raise NotOffered(differs, "arrives otherwise than told")

    return check


def _as_before(given: BaseModel, told: BaseModel, id_: UUID) -> frozenset[str]:
    """Of a sitting that is moved the page tells the place too: the same, where it is left alone."""
    if not (isinstance(told, MoveSitting) and isinstance(given, MoveSitting) and not told.place):
        return frozenset()
    place = Ref(Sitting.objects.values_list("place", flat=True).get(pk=id_)).id
    return frozenset({"place"}) if texts.read([place]) == {place: given.place} else frozenset()


def _came(attendance: Attend, id_: UUID) -> set[str]:
    before = Seat.objects.filter(sitting=id_, attended=True).values_list("person", flat=True)
    return (set(before) | set(attendance.persons)) - set(attendance.absent)


def _convened(given: Convene, told: Convene, would: tuple[set[str], Seated] | None) -> str:
    differs = difference(given, told, leaving=frozenset({"seats", "cases", "fill"}))
    if differs or would is None:
        return differs
    numbers, seats = would
    if set(given.cases) != numbers:
        return "cases"
    return "" if {(seat.person, seat.role) for seat in given.seats} == seats else "seats"
