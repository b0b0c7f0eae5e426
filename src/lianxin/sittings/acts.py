"""What is done with a sitting: convened, attended, decided, closed, signed. Each is a fact.

The facts stand in a stream of the sitting's own (family `sitting`); the tables follow them in the
same transaction. What concerns a case goes to it as a command (`sending`).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID, uuid4

from django.db import connection, transaction

from lianxin.cases import book as books
from lianxin.cases import queries
from lianxin.cases.door import whole
from lianxin.files import texts
from lianxin.files.ids import time_ordered
from lianxin.ledger import journal, outbox
from lianxin.ledger.outbox import OutboxLine
from lianxin.people.models import Officer
from lianxin.rules.actor import Actor, Held
from lianxin.rules.book import Book
from lianxin.rules.canonical import canonical, digest
from lianxin.rules.refusals import Refused
from lianxin.sittings import agenda
from lianxin.sittings.models import Item, Seat, Sitting
from lianxin.sittings.shapes import (
    Act,
    Attend,
    CloseSitting,
    Convene,
    DecideItem,
    Place,
    SignMinutes,
)
from lianxin.sittings.sight import seen

FAMILY = "sitting"
READER = "sittings"
CONVENERS = frozenset({"head", "secretary", "section_head", "leader", "supervisor", "dispatcher"})
"""Roles that may call a sitting of their body [D]."""
BY_ITSELF = frozenset({"joint_meeting", "council"})
"""Kinds whose agenda is every open matter of the area."""


@transaction.atomic
def convene(actor: Actor, asked: Convene, *, at: datetime) -> Sitting:
    """Call a sitting and make its agenda.

    Refused `not_yours` for who does not speak for the body, `no_such` for an unknown body or
    person, `not_visible` for a case the convener does not see.
    """
    at, book = whole(at), books.current()
    post = _speaking(actor, asked.body, book)
    sitting = Sitting.objects.create(
        id=time_ordered(at),
        kind=asked.kind,
        body=asked.body,
        area=book.bodies[asked.body].area,
        convener=actor.person,
        meets_at=asked.meets_at,
        place=_kept(asked.place, at),
        quorum=_quorum(asked.kind, book),
        convened_at=at,
    )
    seats = _seats(actor, asked, post, at=at, book=book)
    Seat.objects.bulk_create(
        Seat(sitting=sitting, n=n, person=person, post=post_code, role=role)
        for n, (person, post_code, role) in enumerate(seats, start=1)
    )
    items = _items(actor, asked, sitting.area, at=at, book=book)
    Item.objects.bulk_create(
        Item(sitting=sitting, n=n, number=number, village=place)
        for n, (place, number) in enumerate(items, start=1)
    )
    told = {
        "kind": asked.kind,
        "body": asked.body,
        "meets_at": asked.meets_at.isoformat(),
        "seats": [[person, role] for person, _, role in seats],
        "items": [number for _, number in items],
    }
    _put(sitting, "sitting_convened", told, actor=actor, post=post, at=at)
    return sitting


def _speaking(actor: Actor, body: str, book: Book) -> Held:
    if body not in book.bodies:
        raise Refused("no_such", name=body, kind="body", field="body")
    for held in actor.posts:
        if held.body == body and held.role in CONVENERS:
            return held
    raise Refused("not_yours", by=sorted(CONVENERS), field="body")


def _quorum(kind: str, book: Book) -> int:
    """As many as the strictest procedure in force asks of this kind."""
    rules = (book.procedures[version].sitting_index.get(kind) for version in book.current.values())
    return max((rule.quorum for rule in rules if rule is not None), default=1)


def _seats(
    actor: Actor, asked: Convene, post: Held, *, at: datetime, book: Book
) -> list[tuple[str, str, str]]:
    if asked.seats:
        _refuse_unknown(asked.seats)
        found: list[tuple[str, str, str]] = [(one.person, "", one.role) for one in asked.seats]
    else:
        found = [(who, code, "member") for who, code in agenda.called(asked.body, at=at, book=book)]
    if not any(role == "chair" for _, _, role in found):
        found = [one for one in found if one[0] != actor.person]
        found.insert(0, (actor.person, post.post, "chair"))
    chair_first = sorted(found, key=lambda one: one[2] != "chair")
    return list({one[0]: one for one in reversed(chair_first)}.values())[::-1]


def _refuse_unknown(seats: Sequence[Place]) -> None:
    named = {one.person for one in seats}
    known = set(Officer.objects.filter(pk__in=named).values_list("pk", flat=True))
    for person in sorted(named - known):
        raise Refused("no_such", name=person, kind="person", field="seats")


def _items(
    actor: Actor, asked: Convene, area: str, *, at: datetime, book: Book
) -> list[tuple[str, str]]:
    if asked.cases:
        lines = queries.lines(actor, asked.cases, at=at)
        if len(lines) < len(set(asked.cases)) or len(queries.unshut(actor, asked.cases)) < len(
            lines
        ):
            raise Refused("not_visible", field="cases")
        return sorted((agenda.village(one.area, area, book), one.number) for one in lines)
    if asked.kind not in BY_ITSELF:
        return []
    return list(agenda.open_matters(actor, area, at=at, book=book))


@transaction.atomic
def act(actor: Actor, id_: UUID, asked: Act, *, at: datetime) -> Sitting:
    """Do one thing with a sitting; refused `not_visible` for who has no part in it.

    `not_yours` for who neither convened, chairs nor records it, `not_now` once it is closed (or
    before, for signing), `no_quorum`, `no_such`, `out_of_order` and `past` as told.
    """
    at = whole(at)
    sitting = Sitting.objects.select_for_update().filter(pk=id_).first()
    if sitting is None or not seen(actor, sitting):
        raise Refused("not_visible")
    if isinstance(asked, SignMinutes):
        _sign(actor, sitting, at)
        return sitting
    _refuse_others(actor, sitting)
    if sitting.closed_at is not None:
        raise Refused("not_now", stage="closed")
    match asked:
        case Attend():
            _attend(actor, sitting, asked, at)
        case DecideItem():
            _decide(actor, sitting, asked, at)
        case CloseSitting():
            _close(actor, sitting, asked, at)
        case _:
            assert_never(asked)
    return sitting


def _refuse_others(actor: Actor, sitting: Sitting) -> None:
    leading = sitting.seats.filter(person=actor.person, role__in=("chair", "recorder"))
    if actor.person != sitting.convener and not leading.exists():
        raise Refused("not_yours", by=["chair", "recorder"])


def _attend(actor: Actor, sitting: Sitting, asked: Attend, at: datetime) -> None:
    seats = {seat.person: seat for seat in sitting.seats.all()}
    missing = [person for person in asked.persons if person not in seats]
    if missing:
        raise Refused("no_such", name=missing[0], kind="seat", field="persons")
    sitting.seats.filter(person__in=asked.persons).update(attended=True)
    _put(sitting, "sitting_attended", {"persons": list(asked.persons)}, actor=actor, at=at)


def _refuse_few(sitting: Sitting) -> None:
    here = sitting.seats.filter(attended=True).exclude(role="observer").count()
    if here < sitting.quorum:
        raise Refused("no_quorum", present=here, quorum=sitting.quorum)


def _decide(actor: Actor, sitting: Sitting, asked: DecideItem, at: datetime) -> None:
    _refuse_few(sitting)
    item = sitting.items.filter(n=asked.item).first()
    if item is None:
        raise Refused("no_such", name=f"item {asked.item}", field="item")
    if asked.body is not None and asked.body not in books.current().bodies:
        raise Refused("no_such", name=asked.body, kind="body", field="body")
    if asked.due is not None and asked.due < at:
        raise Refused("past", field="due")
    item.analysis = _kept(asked.analysis, at) if asked.analysis else ""
    item.decision = _kept(asked.decision, at)
    item.body, item.person, item.due = asked.body or "", asked.person or "", asked.due
    item.state = "decided"
    item.save()
    _put(sitting, "sitting_decided", _told(item), actor=actor, at=at)


def _told(item: Item) -> dict[str, Any]:
    return {
        "item": item.n,
        "number": item.number,
        "analysis": item.analysis,
        "decision": item.decision,
        "body": item.body,
        "person": item.person,
        "due": item.due.isoformat() if item.due else "",
    }


def _close(actor: Actor, sitting: Sitting, asked: CloseSitting, at: datetime) -> None:
    _refuse_few(sitting)
    sitting.minutes = _kept(asked.minutes, at)
    items = list(sitting.items.order_by("n"))
    content = {
        "sitting": str(sitting.id),
        "minutes": sitting.minutes,
        "present": list(sitting.seats.filter(attended=True).values_list("person", flat=True)),
        "items": [_told(item) for item in items],
    }
    sitting.digest = digest(canonical(content)).hex()
    sitting.closed_at = at
    sitting.save()
    sequence = _put(sitting, "sitting_closed", {"digest": sitting.digest}, actor=actor, at=at)
    decided = [item for item in items if item.state == "decided"]
    outbox.put([OutboxLine(READER, sitting.id, sequence, str(item.n)) for item in decided])
    sitting.items.filter(state="decided").update(state="sent")


def _sign(actor: Actor, sitting: Sitting, at: datetime) -> None:
    if sitting.closed_at is None:
        raise Refused("not_now", stage="convened")
    waiting = sitting.seats.filter(attended=True, signed_at=None).exclude(role="observer")
    following = waiting.order_by("n").first()
    if following is None:
        raise Refused("not_now", stage="signed")
    if following.person != actor.person:
        raise Refused("out_of_order", next=following.post or following.person)
    following.signed_at = at
    following.save()
    _put(sitting, "minutes_signed", {"digest": sitting.digest}, actor=actor, at=at)


def _kept(text: str, at: datetime) -> str:
    row = texts.prepare(text, kind="prose", at=at)
    with connection.cursor() as cursor:
        cursor.execute(texts.INSERT_TEXTS, texts.parameters([row]))
    return f"{row.id}#{row.digest.hex()}"


def _put(
    sitting: Sitting,
    fact: str,
    payload: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    post: Held | None = None,
) -> int:
    held = post or next(iter(actor.posts), None)
    return journal.append(
        family=FAMILY,
        stream=sitting.id,
        fact=fact,
        payload=payload,
        person=actor.person,
        post=held.post if held else "",
        body=held.body if held else "",
        at=at,
        command=uuid4(),
    ).sequence
