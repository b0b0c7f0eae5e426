"""Takes the outbox lines of the ledger and makes notices of them; a failing line blocks no other."""

import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

from lianxin.cases import book as books
from lianxin.cases.rebuild import folded
from lianxin.ledger import outbox, reading
from lianxin.ledger.outbox import OutboxLine, Taken
from lianxin.ledger.reading import Entry
from lianxin.notices.models import Notice
from lianxin.notices.receivers import Receiver, allowed, body, centre_of, told_of
from lianxin.rules import facts as released
from lianxin.rules.book import Book

READER = "notices"
AGAIN = "notices-again"
"""Lines that failed, tried once a minute rather than at once."""
ASIDE = "notices-aside"
"""Lines that failed for good; they stay for whoever mends the rule, and nobody takes them."""
TRIES = 5
FAILED = "notice_failed"
BATCH = 200

_log = logging.getLogger(__name__)


def take(at: datetime, *, reader: str = READER, limit: int = BATCH) -> int:
    """Make notices of the next lines and return how many lines were taken.

    A line that fails is kept with its count of tries; after five it is set aside and the centre
    is told. Safe to run twice at once: lines are taken by one, and a notice is made once.
    """
    with transaction.atomic():
        lines = outbox.take(reader, limit=limit)
        entries = reading.entries_of(sorted({line.stream for line in lines})) if lines else {}
        book = books.current() if lines else None
        for line in lines:
            assert book is not None
            _one(line, entries.get(line.stream, []), book, at)
    return len(lines)


def again(at: datetime) -> int:
    """Try the lines that failed before once more; returns how many were tried."""
    return take(at, reader=AGAIN)


def _one(line: Taken, entries: Sequence[Entry], book: Book, at: datetime) -> None:
    try:
        with transaction.atomic():
            _tell(line, entries, book, at)
    except (OperationalError, InterfaceError):
        # The database went away: nothing is wrong with the line, and all of them stay.
        raise
    except Exception:
        _log.exception("a notice of %s/%s could not be made", line.stream, line.sequence)
        _keep(line, entries, book, at)


def _tell(line: Taken, entries: Sequence[Entry], book: Book, at: datetime) -> None:
    entry = next(one for one in entries if one.sequence == line.sequence)
    then = folded(line.stream, entries[: entries.index(entry) + 1])
    now = folded(line.stream, entries)
    assert then is not None
    assert now is not None
    fact = released.read(entry.fact, entry.payload)
    wanted = told_of(fact, then[0], book)
    told = allowed(wanted, now[0], book, at=at)
    about = fact.qualifier or ""
    if fact.name == "rung":
        parts = (getattr(fact, name, "") for name in ("clock", "about", "moment"))
        about = ":".join(part for part in parts if part)
    put(
        told,
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
                to_body=one.body,
                to_post=one.post,
                to_person=one.person,
                to_standing=one.standing,
                fact=fact,
                about=about,
                sequence=sequence,
                made_at=at,
            )
            for one in sorted(receivers)
        ],
        ignore_conflicts=True,
    )


def _keep(line: Taken, entries: Sequence[Entry], book: Book, at: datetime) -> None:
    tries = _tries(line) + 1
    reader = AGAIN if tries < TRIES else ASIDE
    payload = json.dumps({"tries": tries})
    outbox.put([OutboxLine(reader, line.stream, line.sequence, payload)])
    if reader == ASIDE:
        number = _number(entries)
        centre = _centre(line, entries, book)
        receivers = {body(centre)} if centre else set()
        put(
            receivers,
            fact=FAILED,
            at=at,
            case=line.stream,
            number=number,
            sequence=line.sequence,
        )


def _tries(line: Taken) -> int:
    told: Mapping[str, int] = json.loads(line.payload) if line.payload else {}
    return told.get("tries", 0)


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
