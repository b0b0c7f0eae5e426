"""What is done with a sitting: attended, decided, closed, signed. Each is a fact.

The facts stand in a stream of the sitting's own (family `sitting`); the tables follow them in the
same transaction. What concerns a case goes to it as a command (`sending`).
"""

from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from django.db import transaction

from lianxin.cases import book as books
from lianxin.files import texts
from lianxin.ledger import outbox
from lianxin.ledger.outbox import OutboxLine
from lianxin.rules.actor import Actor
from lianxin.rules.record.canonical import canonical, digest
from lianxin.rules.refusals import Refused
from lianxin.rules.time.moments import whole
from lianxin.sittings import convening, record
from lianxin.sittings.models import Item, Sitting
from lianxin.sittings.settling import lacking
from lianxin.sittings.shapes import (
    Act,
    AmendAgenda,
    Attend,
    CallOff,
    CloseSitting,
    DecideItem,
    MoveSitting,
    SignMinutes,
)
from lianxin.sittings.sight import is_in_sight

READER = "sittings"
convene = convening.convene


@transaction.atomic
def act(actor: Actor, id_: UUID, deed: Act, *, at: datetime) -> Sitting:
    """Do one thing with a sitting; refused `not_visible` for who has no part in it.

    `not_yours` for who neither convened, chairs nor records it, `not_now` once it is closed or
    called off (or before, for signing), `no_quorum`, `no_such`, `out_of_order`, `past` and
    `undecided` as told.
    """
    at = whole(at)
    # Held to the end: an item must not be decided while another closes the sitting.
    sitting = Sitting.objects.select_for_update().filter(pk=id_).first()
    # The same answer for both, so that nobody learns by asking that a sitting exists.
    if sitting is None or not is_in_sight(actor, sitting):
        raise Refused("not_visible")
    # Signing is the one act after closing, and each signs for himself, whoever leads.
    if isinstance(deed, SignMinutes):
        _sign(actor, sitting, at)
        return sitting
    _refuse_others(actor, sitting)
    if sitting.closed_at is not None or sitting.called_off_at is not None:
        raise Refused("not_now", stage="closed" if sitting.closed_at else "called_off")
    _done(actor, sitting, deed, at)
    return sitting


def _done(
    actor: Actor,
    sitting: Sitting,
    deed: Attend | DecideItem | CloseSitting | AmendAgenda | MoveSitting | CallOff,
    at: datetime,
) -> None:
    match deed:
        case Attend():
            _attend(actor, sitting, deed, at)
        case DecideItem():
            _decide(actor, sitting, deed, at)
        case CloseSitting():
            _close(actor, sitting, deed, at)
        case AmendAgenda():
            convening.amend(actor, sitting, deed, at)
        case MoveSitting():
            convening.move(actor, sitting, deed, at)
        case CallOff():
            convening.call_off(actor, sitting, deed, at)
        case _:
            assert_never(deed)


def _refuse_others(actor: Actor, sitting: Sitting) -> None:
    leading = sitting.seats.filter(person=actor.person, role__in=("chair", "recorder"))
    if actor.person != sitting.convener and not leading.exists():
        raise Refused("not_yours", by=["chair", "recorder"])


def _attend(actor: Actor, sitting: Sitting, attendance: Attend, at: datetime) -> None:
    seats = {seat.person for seat in sitting.seats.all()}
    missing = [
        person for person in (*attendance.persons, *attendance.absent) if person not in seats
    ]
    if missing:
        raise Refused("no_such", name=missing[0], kind="seat", field="persons")
    sitting.seats.filter(person__in=attendance.persons).update(attended=True)
    sitting.seats.filter(person__in=attendance.absent).update(attended=False)
    payload = {"persons": list(attendance.persons)}
    if attendance.absent:
        payload["absent"] = list(attendance.absent)
    record.put(sitting, "sitting_attended", payload, actor=actor, at=at)


def _refuse_few(sitting: Sitting) -> None:
    # Who only looks on decides nothing and makes no quorum.
    here = sitting.seats.filter(attended=True).exclude(role="observer").count()
    if here < sitting.quorum:
        raise Refused("no_quorum", present=here, quorum=sitting.quorum)


def _decide(actor: Actor, sitting: Sitting, decision: DecideItem, at: datetime) -> None:
    _refuse_few(sitting)
    item = sitting.items.filter(n=decision.item).first()
    if item is None:
        raise Refused("no_such", name=f"item {decision.item}", field="item")
    if decision.body is not None and decision.body not in books.current().bodies:
        raise Refused("no_such", name=decision.body, kind="body", field="body")
    if decision.due is not None and decision.due < at:
        raise Refused("past", field="due")
    item.analysis = texts.put(decision.analysis, at=at) if decision.analysis else ""
    item.decision = texts.put(decision.decision, at=at)
    item.body, item.person, item.due = decision.body or "", decision.person or "", decision.due
    item.state = "put_off" if decision.put_off else "decided"
    item.save()
    record.put(sitting, "sitting_decided", _told(item), actor=actor, at=at)


def _told(item: Item) -> dict[str, Any]:
    return {
        "item": item.n,
        "number": item.number,
        "analysis": item.analysis,
        "decision": item.decision,
        "body": item.body,
        "person": item.person,
        "due": item.due.isoformat() if item.due else "",
        **({"put_off": True} if item.state == "put_off" else {}),
    }


def _refuse_undecided(sitting: Sitting) -> None:
    """Every matter that was called up has a decision, an owner and a deadline, or is put off."""
    waiting = [item.n for item in sitting.items.order_by("n") if lacking(item)]
    if waiting:
        raise Refused("undecided", items=waiting)


def _close(actor: Actor, sitting: Sitting, closing: CloseSitting, at: datetime) -> None:
    _refuse_few(sitting)
    _refuse_undecided(sitting)
    sitting.minutes = texts.put(closing.minutes, at=at)
    items = list(sitting.items.order_by("n"))
    # What is signed is frozen here: texts by their references, so that a redaction later leaves
    # the signatures whole.
    content = {
        "sitting": str(sitting.id),
        "minutes": sitting.minutes,
        "present": list(sitting.seats.filter(attended=True).values_list("person", flat=True)),
        "items": [_told(item) for item in items],
    }
    sitting.digest = digest(canonical(content)).hex()
    sitting.closed_at = at
    sitting.save()
    sequence = record.put(sitting, "sitting_closed", {"digest": sitting.digest}, actor=actor, at=at)
    decided = [item for item in items if item.state == "decided"]
    # In the closing transaction: a sitting that is closed has sent what it decided, or neither.
    outbox.put([OutboxLine(READER, sitting.id, sequence, str(item.n)) for item in decided])
    sitting.items.filter(state="decided").update(state="sent")


def _sign(actor: Actor, sitting: Sitting, at: datetime) -> None:
    if sitting.closed_at is None:
        raise Refused("not_now", stage="convened")
    waiting = sitting.seats.filter(attended=True, signed_at=None).exclude(role="observer")
    following = waiting.order_by("n").first()
    if following is None:
        raise Refused("not_now", stage="signed")
    # In the order of the seats; nobody signs over the head of who sits before him.
    if following.person != actor.person:
        raise Refused("out_of_order", next=following.post or following.person)
    following.signed_at = at
    following.save()
    record.put(sitting, "minutes_signed", {"digest": sitting.digest}, actor=actor, at=at)
