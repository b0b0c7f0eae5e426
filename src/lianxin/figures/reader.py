"""Keeps the tables of the figures up with the ledger: it reads entries in commit order."""

from collections.abc import Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import connection, models, transaction

from lianxin.cases import book
from lianxin.figures import statements
from lianxin.figures.following import GROUPS, Following
from lianxin.figures.models import Act, Clock, Matter, Span
from lianxin.ledger.reading import START, Entry, cursor_of, entries_since, keep_cursor

READER = "figures"
FAMILY = "case"
BATCH = 1000
AnyRow = TypeVar("AnyRow", bound=models.Model)


def catch_up(limit: int = 1_000_000) -> int:
    """Read what is new in the ledger, about `limit` entries at most; returns how many it were.

    Safe beside another process that does the same: one of them then finds nothing to do.
    """
    done = 0
    while done < limit:
        read = _one_batch(min(BATCH, limit - done))
        if not read:
            break
        done += read
    return done


def is_current() -> bool:
    """Whether every entry was read. Not so while a transaction anywhere on the server may still
    write in front of it: entries are read in commit order, and none is passed over.
    """
    with connection.cursor() as cursor:
        cursor.execute(statements.UNREAD, [READER])
        return not cursor.fetchone()[0]


@transaction.atomic
def rebuild() -> bool:
    """Forget everything and begin again at the first entry; `catch_up` then reads it all.

    False, and nothing is forgotten, while another process reads.
    """
    # Held first: rows forgotten behind a cursor that goes on from where it was never come back.
    if cursor_of(READER) is None:
        return False
    with connection.cursor() as cursor:
        for model in (Matter, Act, Clock, Span):
            cursor.execute(statements.FORGET.format(table=model._meta.db_table))
    keep_cursor(READER, cursor=START)
    return True


@transaction.atomic
def _one_batch(size: int) -> int:
    since = cursor_of(READER)
    if since is None:
        return 0
    batch = entries_since(since, limit=size)
    mine = [entry for entry in batch.entries if entry.family == FAMILY]
    if mine:
        following = _loaded({entry.stream for entry in mine})
        _take_all(following, mine)
        _write(following)
    keep_cursor(READER, cursor=batch.cursor)
    return len(batch.entries)


def _take_all(following: Following, entries: Iterable[Entry]) -> None:
    for entry in entries:
        following.take(entry)


def _loaded(cases: set[UUID]) -> Following:
    following = Following(procedures=book.fresh().procedures)
    following.matters = {row.case: row for row in Matter.objects.filter(case__in=cases)}
    for clock in Clock.objects.filter(case__in=cases).order_by("case", "code", "n"):
        following.clocks.setdefault(clock.case, {}).setdefault(clock.code, []).append(clock)
    for span in Span.objects.filter(case__in=cases).order_by("case", "n"):
        following.spans[span.case] = span
    return following


def _write(following: Following) -> None:
    clocks = [
        clock
        for by_code in following.clocks.values()
        for clocks in by_code.values()
        for clock in clocks
        if (clock.case, clock.code, clock.n) in following.touched
    ]
    Act.objects.bulk_create(following.acts)
    _put(Matter, list(following.matters.values()), key=("case",))
    _put(Clock, clocks, key=("case", "code", "n"))
    _put(Span, [*following.old_spans, *following.spans.values()], key=("case", "n"))


def _put(model: type[AnyRow], rows: Sequence[AnyRow], *, key: Sequence[str]) -> None:
    columns = [
        field.name
        for field in model._meta.concrete_fields
        if field.name not in key and field.column
    ]
    assert set(GROUPS) <= set(columns)
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=list(key), update_fields=columns
    )
