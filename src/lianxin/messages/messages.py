"""Short messages on their way to a telephone: sealed while they wait, gone once they mean nothing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from lianxin.messages.models import Message, PhoneCode
from lianxin.people.sealing import seal, unseal


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the open, for the carrier or for whoever reads it out."""

    phone: str
    text: str
    made_at: datetime
    good_until: datetime


def put(phone: str, text: str, *, at: datetime, good_until: datetime) -> None:
    """Leave a message for a telephone number; it is of use until `good_until` (UTC)."""
    id_ = uuid4()
    Message.objects.create(
        id=id_,
        phone_sealed=seal(phone, owner=id_, field="phone"),
        text_sealed=seal(text, owner=id_, field="text"),
        made_at=at,
        good_until=good_until,
    )


def waiting(*, at: datetime) -> list[Waiting]:
    """Return the messages that nobody carried and that still mean something, oldest first."""
    rows = Message.objects.filter(good_until__gt=at).order_by("made_at", "id")
    return [_opened(row) for row in rows]


@transaction.atomic
def take(*, at: datetime) -> Waiting | None:
    """Take the oldest message out, for good when the caller's transaction commits."""
    row = (
        Message.objects.select_for_update(skip_locked=True)
        .filter(good_until__gt=at)
        .order_by("made_at", "id")
        .first()
    )
    if row is None:
        return None
    message = _opened(row)
    row.delete()
    return message


def sweep(*, at: datetime) -> int:
    """Throw away messages and codes that mean nothing any more; returns how many."""
    spent = PhoneCode.objects.filter(good_until__lte=at).delete()[0]
    return spent + Message.objects.filter(good_until__lte=at).delete()[0]


def _opened(row: Message) -> Waiting:
    return Waiting(
        phone=unseal(bytes(row.phone_sealed), owner=row.id, field="phone"),
        text=unseal(bytes(row.text_sealed), owner=row.id, field="text"),
        made_at=row.made_at,
        good_until=row.good_until,
    )
