"""Who sees a sitting, and of its agenda what: nobody sees an item whose case he may not see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lianxin.cases import book as books
from lianxin.cases.reading import queries
from lianxin.files import texts
from lianxin.rules.actor import Actor
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import is_centre
from lianxin.sittings.models import Item, Seat, Sitting

WIDE = frozenset({"auditor", "inspector"})


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One item as its reader sees it; `refused` is the code of the refusal of its case."""

    n: int
    number: str
    title: str
    village: str
    analysis: str
    decision: str
    body: str
    person: str
    due: datetime | None
    state: str
    refused: str


@dataclass(frozen=True, slots=True)
class SittingSeen:
    """A sitting as its reader sees it; `reason` is why it was called off, if it was."""

    sitting: Sitting
    place: str
    minutes: str
    reason: str
    seats: tuple[Seat, ...]
    items: tuple[ItemSeen, ...]


def _in_sight(actor: Actor) -> QuerySet[Sitting]:
    """Return the sittings of an actor: with a seat, of his body, or of the area of his centre."""
    book = books.current()
    wide = set()
    for post in actor.posts:
        if post.role in WIDE or is_centre(post.body, book):
            place = book.bodies[post.body].area if post.body in book.bodies else post.area
            wide |= {code for code, area in book.areas.items() if place in area.path}
    seat = Seat.objects.filter(sitting=OuterRef("pk"), person=actor.person)
    mine = Q(convener=actor.person) | Q(body__in=actor.bodies) | Q(area__in=wide)
    return Sitting.objects.filter(mine | Q(Exists(seat)))


def is_in_sight(actor: Actor, sitting: Sitting) -> bool:
    """Whether an actor sees a sitting; a resident sees none."""
    return actor.kind != "petitioner" and _in_sight(actor).filter(pk=sitting.pk).exists()


def listed(actor: Actor, *, limit: int) -> list[Sitting]:
    """Return the newest sittings in an actor's sight."""
    if actor.kind == "petitioner":
        return []
    return list(_in_sight(actor).order_by("-meets_at", "-id")[:limit])


@dataclass(frozen=True, slots=True)
class Met:
    """A sitting in a calendar: where, how many matters, how many who came have not signed."""

    sitting: Sitting
    place: str
    items: int
    unsigned: int


def between(actor: Actor, since: datetime, until: datetime) -> list[Met]:
    """Return the sittings in an actor's sight that meet from a moment to before another."""
    if actor.kind == "petitioner":
        return []
    meeting = _in_sight(actor).filter(meets_at__gte=since, meets_at__lt=until)
    return _met(list(meeting.order_by("meets_at", "id")))


def waiting_to_sign(actor: Actor) -> list[Met]:
    """Return the closed sittings whose minutes wait for this person's signature, first of all."""
    if actor.kind == "petitioner" or not actor.person:
        return []
    mine = Seat.objects.filter(person=actor.person, attended=True, signed_at=None)
    closed = mine.exclude(role="observer").filter(sitting__closed_at__isnull=False)
    before = Seat.objects.filter(
        sitting=OuterRef("sitting"), attended=True, signed_at=None, n__lt=OuterRef("n")
    ).exclude(role="observer")
    seats = closed.filter(~Exists(before)).select_related("sitting").order_by("sitting__meets_at")
    return _met([seat.sitting for seat in seats])


def _met(sittings: list[Sitting]) -> list[Met]:
    ids = [sitting.pk for sitting in sittings]
    items = _counted(Item.objects.filter(sitting__in=ids))
    unsigned = Seat.objects.filter(sitting__in=ids, attended=True, signed_at=None)
    unsigned_counts = _counted(unsigned.exclude(role="observer"))
    places = _texts([sitting.place for sitting in sittings])
    return [
        Met(
            sitting,
            places.get(sitting.place, ""),
            items.get(sitting.pk, 0),
            unsigned_counts.get(sitting.pk, 0),
        )
        for sitting in sittings
    ]


def _counted(rows: QuerySet[Any]) -> dict[UUID, int]:
    return dict(rows.values_list("sitting").annotate(Count("id")).order_by())


def with_case(actor: Actor, number: str) -> list[Item]:
    """Return where a case stands on agendas in an actor's sight, the latest sitting first.

    The caller has looked at the case already: who does not see it is not to be asked here.
    """
    items = Item.objects.filter(number=number, sitting__in=_in_sight(actor))
    return list(items.select_related("sitting").order_by("-sitting__meets_at", "-sitting_id"))


def view(actor: Actor, id_: UUID, *, at: datetime) -> SittingSeen:
    """Return one sitting; refused `not_visible` for an unknown and an invisible one, the same."""
    sitting = Sitting.objects.filter(pk=id_).first()
    # The same refusal for both, so that ids cannot be tried out.
    if sitting is None or not is_in_sight(actor, sitting):
        raise Refused("not_visible")
    items = list(sitting.items.order_by("n"))
    lines = {line.number: line for line in queries.lines(actor, [i.number for i in items], at=at)}
    # A seat opens the sitting, not every matter on its agenda.
    mine = [item for item in items if item.number in lines]
    words = _texts(
        [
            sitting.place,
            sitting.minutes,
            sitting.reason,
            *(t for i in mine for t in (i.analysis, i.decision)),
        ]
    )
    return SittingSeen(
        sitting=sitting,
        place=words.get(sitting.place, ""),
        minutes=words.get(sitting.minutes, ""),
        reason=words.get(sitting.reason, ""),
        seats=tuple(sitting.seats.order_by("n")),
        items=tuple(_item(item, lines[item.number].title, words) for item in mine),
    )


def _texts(refs: Sequence[str]) -> dict[str, str]:
    ids = {ref: Ref(ref).id for ref in refs if ref}
    bodies = texts.read(ids.values())
    return {ref: bodies.get(id_, "") for ref, id_ in ids.items()}


def _item(item: Item, title: str, words: Mapping[str, str]) -> ItemSeen:
    return ItemSeen(
        n=item.n,
        number=item.number,
        title=title,
        village=item.village,
        analysis=words.get(item.analysis, ""),
        decision=words.get(item.decision, ""),
        body=item.body,
        person=item.person,
        due=item.due,
        state=item.state,
        refused=item.refused,
    )
