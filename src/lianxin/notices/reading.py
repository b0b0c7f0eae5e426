"""Takes the outbox lines of the ledger and makes notices of them; a failing line blocks no other."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from lianxin.cases import book as books
from lianxin.cases.door.refolding import folded
from lianxin.ledger import outbox, reading
from lianxin.ledger.outbox import Taken
from lianxin.ledger.reading import Entry
from lianxin.notices.models import Notice
from lianxin.notices.receivers import Receiver, allowed, body, centre_of, told_of
from lianxin.rules import facts as released
from lianxin.rules.book import Book

READER = "notices"
FAILED = "notice_failed"
BATCH = 200


def take(at: datetime, *, limit: int = BATCH) -> int:
    """Make notices of the next lines and return how many lines were taken.

    Of a line that is set aside the centre is told. Safe to run twice at once: lines are taken by
    one, and a notice is made once.
    """
    book = books.fresh()
    return outbox.drain(
        READER,
        lambda line: _tell(line, book, at),
        at=at,
        limit=limit,
        given_up=lambda line: _tell_centre(line, book, at),
    )


def _tell(line: Taken, book: Book, at: datetime) -> None:
    entries = reading.entries(line.stream)
    entry = next(candidate for candidate in entries if candidate.sequence == line.sequence)
    then = folded(line.stream, entries[: entries.index(entry) + 1])
    now = folded(line.stream, entries)
    assert then is not None
    assert now is not None
    fact = released.read(entry.fact, entry.payload)
    # Who was to be told then, and may still know now: of two moments the stricter one.
    wanted = told_of(fact, then[0], book)
    receivers = allowed(wanted, now[0], book, at=at)
    about = fact.qualifier or ""
    if fact.name == "rung":
        parts = (getattr(fact, name, "") for name in ("clock", "about", "moment"))
        about = ":".join(part for part in parts if part)
    put(
        receivers,
        fact=fact.name,
        about=about,
        at=at,
        case=line.stream,
        number=now[0].number,
        sequence=line.sequence,
    )


def put(
    receivers: Iterable[Receiver],
    *,
    fact: str,
    at: datetime,
    about: str = "",
    case: UUID | None = None,
    number: str = "",
    sequence: int = 0,
) -> None:
    """Make a notice for each receiver that has none of this fact yet."""
    Notice.objects.bulk_create(
        [
            Notice(
                case=case,
                number=number,
                to_body=receiver.body,
                to_post=receiver.post,
                to_person=receiver.person,
                to_standing=receiver.standing,
                fact=fact,
                about=about,
                sequence=sequence,
                made_at=at,
            )
            for receiver in sorted(receivers)
        ],
        ignore_conflicts=True,
    )


def _tell_centre(line: Taken, book: Book, at: datetime) -> None:
    entries = reading.entries(line.stream)
    centre = _centre(line, entries, book)
    put(
        {body(centre)} if centre else set(),
        fact=FAILED,
        at=at,
        case=line.stream,
        number=_number(entries),
        sequence=line.sequence,
    )


def _number(entries: Sequence[Entry]) -> str:
    first = json.loads(entries[0].payload) if entries else {}
    return str(first.get("number", ""))


def _centre(line: Taken, entries: Sequence[Entry], book: Book) -> str | None:
    """The centre of the case if the case can be folded at all, else that of the county."""
    try:
        now = folded(line.stream, entries)
    except (KeyError, ValueError):
        now = None
    if now is not None:
        return centre_of(now[0], book)
    return book.centre_of(book.area_path(book.root_area))
