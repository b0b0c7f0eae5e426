"""Fills the bench's database: lives played through the door, and beyond them copies of rows."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from random import Random
from typing import TypeVar

from django.db import connection, transaction

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.door import Passed, Registration
from lianxin.rules.commands.intake import Register
from lianxin.rules.refusals import Refused
from lianxin.server.bench.invented import Inventor
from lianxin.server.bench.lives import OPERATOR, BenchCounty
from lianxin.server.console import CommandFailed

BATCH = 250
SPAN = timedelta(days=60)
SETTLED = 0.8
"""Matters older than the newest fifth have mostly come to their end."""
COPY = "-COPY"
_COPIES = """
CREATE TEMP TABLE base ON COMMIT DROP AS
    SELECT id AS old, {shifted} AS new FROM cases_case WHERE strpos(number, '{copy}') = 0
    ORDER BY id LIMIT {most};
ALTER TABLE base ADD PRIMARY KEY (old);
INSERT INTO cases_case ({columns}) SELECT {values} FROM cases_case JOIN base ON old = id;
INSERT INTO cases_leg ("case", n, body, role, instrument, state, is_open, opened_at, beside)
    SELECT new, n, body, role, instrument, state, is_open, opened_at, beside
    FROM cases_leg JOIN base ON old = "case";
INSERT INTO cases_party ("case", who, role)
    SELECT new, who, role FROM cases_party JOIN base ON old = "case";
"""
Say = Callable[[str], None]
One = TypeVar("One")


def play(count: int, *, seed: int, workers: int, say: Say) -> None:
    """Play that many lives through the door, in several processes at once."""
    shares = [count // workers + (place < count % workers) for place in range(workers)]
    parts = [f"{share}:{seed + place}" for place, share in enumerate(shares) if share]
    told_at = time.monotonic()
    with _processes(parts) as running:
        while any(process.poll() is None for process in running):
            time.sleep(0.1)
            if time.monotonic() - told_at > 10:
                told_at = time.monotonic()
                say(f"  {_count():,} of {count:,} cases are on record")
        if any(process.returncode for process in running):
            raise CommandFailed("A process that played lives failed; what it said stands above.")


def play_part(count: int, *, seed: int, at: datetime) -> int:
    """Play lives that began in the last sixty days; returns how many commands were given.

    A power cut may lose them: only what is measured is written durably.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    county, inventor = BenchCounty(at), Inventor(books.current(), seed=seed)
    chance = Random(seed)  # noqa: S311 - decides how far invented matters have come
    commands = done = 0
    for batch in batches(range(count), BATCH):
        moments = [at - SPAN * (1 - place / count) for place in batch]
        for passed in put_on_record(inventor, county, moments):
            is_old = done < SETTLED * count
            commands += _live(passed, county, inventor, chance=chance, is_old=is_old, until=at)
            done += 1
    return commands


def put_on_record(
    inventor: Inventor, county: BenchCounty, moments: Sequence[datetime]
) -> list[Passed]:
    """Register one invented matter for each moment, all in one transaction."""
    wanted = [Registration(Register.model_validate(inventor.registration()), at) for at in moments]
    return door.record_many(wanted, actor=county.actor(OPERATOR))


def copy(upto: int, *, say: Say) -> int:
    """Copy case, leg and party rows, each round further into the past, until there are `upto`.

    Copies have no entries of their own: they make lists and indexes long, nothing else. The door
    is opened for them. Returns how many there are now.
    """
    there, turn = _count(), _turns()
    while there < upto:
        turn += 1
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lianxin.door', 'open', true)")
            cursor.execute(_copying(turn, most=upto - there))
        there = _count()
        if turn % 10 == 0:
            say(f"  {there:,} of {upto:,} case rows")
    return there


def settle() -> None:
    """Let the database gather its statistics, as it would have by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
        cursor.execute("CHECKPOINT")


def batches(many: Iterable[One], size: int) -> Iterator[list[One]]:
    """Yield the elements in lists of that size, the last one maybe shorter."""
    waiting = iter(many)
    while some := list(islice(waiting, size)):
        yield some


def _live(
    passed: Passed,
    county: BenchCounty,
    inventor: Inventor,
    *,
    chance: Random,
    is_old: bool,
    until: datetime,
) -> int:
    steps = county.life(passed.state, inventor)
    settled = is_old and chance.random() < 0.9
    reached = len(steps) if settled else chance.randrange(len(steps))
    at, commands = passed.state.matter.registered_at, 0
    for step in steps[:reached]:
        at = min(at + timedelta(hours=chance.randint(1, 20)), until)
        try:
            door.record(step.number, step.parsed(), actor=county.actor(step.person), at=at)
        except Refused as no:
            raise CommandFailed(f"An invented life was refused: {no} {no.why} at {step}.") from no
        commands += 1
    return commands


def _copying(turn: int, *, most: int) -> str:
    span = int(SPAN.total_seconds() * 1000) * turn
    plain = "replace(id::text, '-', '')"
    shifted = (
        f"(lpad(to_hex(('x' || left({plain}, 12))::bit(48)::bigint - {span}), 12, '0')"
        f" || substr({plain}, 13))::uuid"
    )
    values = {
        "id": "new",
        "number": f"number || '{COPY}{turn}'",
        "query_key": f"sha256(query_key || int4send({turn}))",
        "registered_at": f"registered_at - interval '{span} milliseconds'",
        # They run, and never come due while the bench lasts.
        "ring_at": "ring_at + interval '10 years'",
    }
    columns = _columns()
    return _COPIES.format(
        shifted=shifted,
        copy=COPY,
        most=most,
        columns=", ".join(columns),
        values=", ".join(values.get(name, name) for name in columns),
    )


def _columns() -> list[str]:
    with connection.cursor() as cursor:
        table = connection.introspection.get_table_description(cursor, "cases_case")
    return [column.name for column in table]


def _count() -> int:
    return _asked("SELECT count(*) FROM cases_case")


def _turns() -> int:
    return _asked(
        f"SELECT coalesce(max(split_part(number, '{COPY}', 2)::int), 0) FROM cases_case"  # noqa: S608 - a constant of ours
        f" WHERE strpos(number, '{COPY}') > 0"
    )


def _asked(question: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])


@contextmanager
def _processes(parts: Sequence[str]) -> "Iterator[list[subprocess.Popen[bytes]]]":
    command = [sys.executable, "-m", "lianxin.server", "bench", "--part"]
    running = [subprocess.Popen([*command, part]) for part in parts]  # noqa: S603 - our own command
    try:
        yield running
    finally:
        for process in running:
            process.terminate()
            process.wait()
