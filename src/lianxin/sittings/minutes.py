"""What is printed of a closed sitting, as a plain value for whoever lays it out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.cases import book as books
from lianxin.people.models import Officer
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.sittings.sight import SittingSeen, view


def minutes(sitting_id: UUID, *, actor: Actor, at: datetime) -> dict[str, Any]:
    """Return the minutes as their reader may see them; refused `not_visible` as `view`.

    Moments are UTC; the items stand by village; `digest` is what the signers signed.
    """
    sitting_seen = view(actor, sitting_id, at=at)
    book, sitting = books.current(), sitting_seen.sitting
    return {
        "kind": sitting.kind,
        "body": book.bodies[sitting.body].zh,
        "meets_at": sitting.meets_at,
        "place": sitting_seen.place,
        "text": sitting_seen.minutes,
        "digest": sitting.digest,
        "closed_at": sitting.closed_at,
        "seats": list(_seats(sitting_seen, book)),
        "items": list(_items(sitting_seen, book)),
    }


def _seats(sitting_seen: SittingSeen, book: Book) -> Iterator[dict[str, Any]]:
    codes = [seat.person for seat in sitting_seen.seats]
    names = dict(Officer.objects.filter(pk__in=codes).values_list("pk", "zh"))
    for seat in sitting_seen.seats:
        yield {
            "name": names.get(seat.person, seat.person),
            "post": book.posts[seat.post].zh if seat.post in book.posts else "",
            "role": seat.role,
            "attended": seat.attended,
            "signed_at": seat.signed_at,
        }


def _items(sitting_seen: SittingSeen, book: Book) -> Iterator[dict[str, Any]]:
    for item in sitting_seen.items:
        yield {
            "n": item.n,
            "village": book.areas[item.village].zh if item.village in book.areas else "",
            "number": item.number,
            "title": item.title,
            "analysis": item.analysis,
            "decision": item.decision,
            "body": book.bodies[item.body].zh if item.body in book.bodies else "",
            "due": item.due,
            "state": item.state,
        }
