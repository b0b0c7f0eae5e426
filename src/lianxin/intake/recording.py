"""Takes batches of registrations through the door, in several processes where there are many."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future

from django.db import IntegrityError, connection

from lianxin.cases import door
from lianxin.cases.door import Registration
from lianxin.database import processes
from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence

MUCH = 4_000
"""Registrations from which further processes are worth the seconds that they take to start."""
AHEAD = 2
"""Batches that wait for each process, so that none is ever without work."""
Outcome = bool | str
"""Of one registration: whether it stood on record already, or why it was refused."""
Batch = Sequence[Registration]


def recorded(batches: Iterable[Batch], *, actor: Actor, count: int) -> Iterator[list[Outcome]]:
    """Record batch after batch, each in one transaction, and yield what came of each, in order.

    `count` says about how many registrations there are. Whoever stops taking loses no batch that
    was begun: it stands on record, and again counts as such.
    """
    if connection.in_atomic_block or not processes.worthwhile(count, much=MUCH):
        for batch in batches:
            yield record(batch, actor)
        return
    with processes.pool() as pool:
        waiting: deque[tuple[Batch, Future[list[Outcome]]]] = deque()
        for batch in batches:
            # The door looks keys up before it writes: a repeated one must come after the first.
            while waiting and (len(waiting) >= AHEAD * processes.many() or _meets(batch, waiting)):
                yield waiting.popleft()[1].result()
            waiting.append((batch, pool.submit(record, batch, actor)))
        while waiting:
            yield waiting.popleft()[1].result()


def record(batch: Batch, actor: Actor) -> list[Outcome]:
    """Register a batch in one transaction; one that is refused is halved until the row shows."""
    try:
        return [passed.again for passed in door.record_many(batch, actor=actor)]
    except Refused as no:
        if len(batch) == 1:
            return [_told(no)]
    except IntegrityError:
        # In a day of a million new cases chance gives numbers twice: fewer at once, fewer draws.
        if len(batch) == 1:
            raise
    half = len(batch) // 2
    return record(batch[:half], actor) + record(batch[half:], actor)


def _meets(batch: Batch, waiting: "Iterable[tuple[Batch, Future[list[Outcome]]]]") -> bool:
    keys = {ready.key for ready in batch} - {None}
    return any(ready.key in keys for before, _ in waiting for ready in before)


def _told(no: Refused) -> str:
    if no.code == "key_reused":
        return "its number stands on record with other content"
    field = no.why.get("field")
    return f"{field}: {sentence(no, 'en')}" if field else sentence(no, "en")
