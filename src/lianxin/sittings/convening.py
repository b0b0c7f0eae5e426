"""Calling a sitting: who may, who is called, and what stands on its agenda, before it meets."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lianxin.cases import book as books
from lianxin.cases.reading import queries
from lianxin.files import texts
from lianxin.files.ids import time_ordered
from lianxin.people.models import Officer
from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused
from lianxin.rules.time.moments import whole
from lianxin.sittings import agenda, record
from lianxin.sittings.models import Item, Seat, Sitting
from lianxin.sittings.shapes import AmendAgenda, CallOff, Convene, MoveSitting, Place

CONVENERS = frozenset({"head", "secretary", "section_head", "leader", "supervisor", "dispatcher"})
"""Roles that may call a sitting of their body [D]."""
BY_ITSELF = frozenset({"joint_meeting", "council"})
"""Kinds whose agenda is every open matter of the area."""


@transaction.atomic
def convene(actor: Actor, call: Convene, *, at: datetime) -> Sitting:
    """Call a sitting and make its agenda.

    Refused `not_yours` for who does not speak for the body, `no_such` for an unknown body or
    person, `not_visible` for a case the convener does not see.
    """
    at, book = whole(at), books.current()
    post = speaking(actor, call.body, book)
    sitting = Sitting.objects.create(
        id=time_ordered(at),
        kind=call.kind,
        body=call.body,
        area=book.bodies[call.body].area,
        convener=actor.person,
        meets_at=call.meets_at,
        place=texts.put(call.place, at=at),
        quorum=quorum(call.kind, book),
        convened_at=at,
    )
    seats = _seats(actor, call, post, at=at, book=book)
    Seat.objects.bulk_create(
        Seat(sitting=sitting, n=n, person=person, post=post_code, role=role)
        for n, (person, post_code, role) in enumerate(seats, start=1)
    )
    items = _items(actor, call, sitting.area, at=at, book=book)
    Item.objects.bulk_create(
        Item(sitting=sitting, n=n, number=number, village=place)
        for n, (place, number) in enumerate(items, start=1)
    )
    payload = {
        "kind": call.kind,
        "body": call.body,
        "meets_at": call.meets_at.isoformat(),
        "seats": [[person, role] for person, _, role in seats],
        "items": [number for _, number in items],
    }
    record.put(sitting, "sitting_convened", payload, actor=actor, post=post, at=at)
    return sitting


def speaking(actor: Actor, body: str, book: Book) -> HeldPost:
    """Return the post by which an actor calls a body together; refused as `convene`."""
    if body not in book.bodies:
        raise Refused("no_such", name=body, kind="body", field="body")
    for post in actor.posts:
        if post.body == body and post.role in CONVENERS:
            return post
    raise Refused("not_yours", by=sorted(CONVENERS), field="body")


def quorum(kind: str, book: Book) -> int:
    """Return how many must be there: as many as the strictest procedure in force asks of a kind."""
    rules = (book.procedures[version].sitting_index.get(kind) for version in book.current.values())
    return max((rule.quorum for rule in rules if rule is not None), default=1)


def _seats(
    actor: Actor, call: Convene, post: HeldPost, *, at: datetime, book: Book
) -> list[tuple[str, str, str]]:
    called = agenda.called(call.body, at=at, book=book)
    if call.seats:
        _refuse_unknown(call.seats)
        posts = agenda.posted({seat.person for seat in call.seats}, at=at)
        posts |= {actor.person: post.post, **dict(called)}
        seats = [(seat.person, posts.get(seat.person, ""), str(seat.role)) for seat in call.seats]
    else:
        seats = [(who, code, "member") for who, code in called]
    # A sitting without a chair could not be led or signed: then it is whoever called it.
    if not any(role == "chair" for _, _, role in seats):
        seats = [seat for seat in seats if seat[0] != actor.person]
        seats.insert(0, (actor.person, post.post, "chair"))
    chair_first = sorted(seats, key=lambda seat: seat[2] != "chair")
    # One seat a person; of several the one as chair stays, for it stands first.
    return list({seat[0]: seat for seat in reversed(chair_first)}.values())[::-1]


def _refuse_unknown(seats: Sequence[Place]) -> None:
    named = {seat.person for seat in seats}
    officers = set(Officer.objects.filter(pk__in=named).values_list("pk", flat=True))
    for person in sorted(named - officers):
        raise Refused("no_such", name=person, kind="person", field="seats")


def _items(
    actor: Actor, call: Convene, area: str, *, at: datetime, book: Book
) -> list[tuple[str, str]]:
    if call.cases:
        return _named(actor, call.cases, area, at=at, book=book)
    if call.kind not in BY_ITSELF or not call.fill:
        return []
    return list(agenda.open_matters(actor, area, at=at, book=book))


def _named(
    actor: Actor, numbers: Sequence[str], area: str, *, at: datetime, book: Book
) -> list[tuple[str, str]]:
    """The matters named, by village; none that the actor does not see, and none that is secret."""
    lines = queries.lines(actor, numbers, at=at)
    # One answer for a case that is not there, not seen or secret: which it is tells nobody.
    if len(lines) < len(set(numbers)) or len(queries.unshut(actor, numbers)) < len(lines):
        raise Refused("not_visible", field="cases")
    return sorted((agenda.village(line.area, area, book), line.number) for line in lines)


def amend(actor: Actor, sitting: Sitting, change: AmendAgenda, at: datetime) -> None:
    """Put matters on the agenda, or take undecided items off; what stands keeps its number."""
    new = [item for item in change.add if not sitting.items.filter(number=item).exists()]
    named = _named(actor, new, sitting.area, at=at, book=books.current()) if new else []
    off = list(sitting.items.filter(n__in=change.drop))
    # All or nothing: an agenda half changed would not be the one that was asked for.
    if len(off) < len(set(change.drop)):
        raise Refused("no_such", name="item", field="drop")
    # What was decided is on its way into the minutes, and stays.
    if any(item.state != "open" for item in off):
        raise Refused("not_now", stage="decided", field="drop")
    # Numbers are not used again: a decision names its item by number.
    last = sitting.items.aggregate(last=Max("n"))["last"] or 0
    payload = {"added": [number for _, number in named], "dropped": [item.number for item in off]}
    sitting.items.filter(n__in=change.drop).delete()
    Item.objects.bulk_create(
        Item(sitting=sitting, n=n, number=number, village=place)
        for n, (place, number) in enumerate(named, start=last + 1)
    )
    record.put(sitting, "agenda_amended", payload, actor=actor, at=at)


def move(actor: Actor, sitting: Sitting, change: MoveSitting, at: datetime) -> None:
    """Let it meet at another moment or place; refused `past` for a moment that is over."""
    if change.meets_at < at:
        raise Refused("past", field="meets_at")
    sitting.meets_at = change.meets_at
    if change.place:
        sitting.place = texts.put(change.place, at=at)
    sitting.save()
    payload = {"meets_at": change.meets_at.isoformat()}
    record.put(sitting, "sitting_moved", payload, actor=actor, at=at)


def call_off(actor: Actor, sitting: Sitting, order: CallOff, at: datetime) -> None:
    """Let it not meet at all, with the reason; nothing is decided in it any more."""
    sitting.called_off_at = at
    sitting.reason = texts.put(order.reason, at=at)
    sitting.save()
    record.put(sitting, "sitting_called_off", {"reason": sitting.reason}, actor=actor, at=at)


def same(actor: Actor, call: Convene) -> Sitting | None:
    """Return the sitting this person called already for the same body, kind and moment, if any."""
    return Sitting.objects.filter(
        convener=actor.person,
        body=call.body,
        kind=call.kind,
        meets_at=call.meets_at,
        called_off_at=None,
    ).first()
