"""What the loops do. Each piece may run twice, at once or late, and does no harm."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from lianxin.cases import book as books
from lianxin.cases.loops import patterns, ringing, succession
from lianxin.documents import reader as documents
from lianxin.figures import reader as figures
from lianxin.files import attachments
from lianxin.intake import running as imports
from lianxin.ledger import seal
from lianxin.messages import carrier
from lianxin.notices import calendar_watch, reading
from lianxin.people import sweeping
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings import sending

RING_AT_ONCE = 500
ENTRIES_AT_ONCE = 5_000
SEAL_AFTER = timedelta(minutes=5)
"""After midnight, so that what was written in the day's last second is settled."""
ABANDONED = timedelta(days=1)
"""Nothing that is still being sent in is as old as this."""


@dataclass(frozen=True, slots=True)
class Job:
    """A loop: its work, how often it looks (seconds), and whether some work means more at once."""

    every: float
    work: Callable[[datetime], int]
    hurries: bool = False


def ring_clocks(now: datetime) -> int:
    """Ring what is due, a few hundred at a time so that a stop is heard; returns how many rang."""
    return ringing.ring_due(now, limit=RING_AT_ONCE)


def follow_figures(now: datetime) -> int:
    """Bring the figures up to the ledger; returns how many entries were read."""
    return figures.catch_up(ENTRIES_AT_ONCE)


class Restating:
    """Counts provisional clocks again once a day and whenever the calendar has changed."""

    def __init__(self) -> None:
        self._done: tuple[str, str] | None = None

    def __call__(self, now: datetime) -> int:
        """Return how many cases moved; nothing is looked at twice for one day and calendar."""
        wanted = (now.astimezone(CHINA).date().isoformat(), books.fresh().calendar.version)
        if wanted == self._done:
            return 0
        moved = ringing.restate(now)
        self._done = wanted
        return moved


class Succeeding:
    """Gives what ended bodies had to whoever answers: once a day and whenever the county changed."""

    def __init__(self) -> None:
        self._done: tuple[str, str] | None = None

    def __call__(self, now: datetime) -> int:
        """Return how many cases passed on; nothing is looked at twice for one day and county."""
        wanted = (now.astimezone(CHINA).date().isoformat(), books.versions())
        if wanted == self._done:
            return 0
        passed_on = succession.hand_on(now)
        self._done = wanted
        return passed_on


def seal_nightly(now: datetime) -> int:
    """Seal every day that ended and is not sealed, the one before today included; returns seals.

    A machine that was off at midnight makes up for it when it is on again.
    """
    ended = (now.astimezone(CHINA) - SEAL_AFTER).date() - timedelta(days=1)
    last = seal.newest()
    if last is not None and last.day >= ended:
        return 0
    return len(seal.make(ended, at=now))


def sweep(now: datetime) -> int:
    """Throw away what log-ins and askers left that says nothing any more; returns how much."""
    return sweeping.sweep(at=now)


def sweep_files(now: datetime) -> int:
    """Remove what a process that died left on the disk a day ago; returns how many files."""
    return attachments.sweep(before=now - ABANDONED)


JOBS: Mapping[str, Job] = MappingProxyType(
    {
        "ring_clocks": Job(1, ring_clocks, hurries=True),
        "documents": Job(1, documents.take, hurries=True),
        "sittings": Job(1, sending.take, hurries=True),
        "notices": Job(1, reading.take, hurries=True),
        "imports": Job(1, imports.take, hurries=True),
        "messages": Job(1, carrier.carry, hurries=True),
        "figures": Job(1, follow_figures, hurries=True),
        "restate": Job(60, Restating()),
        "succession": Job(5, Succeeding()),
        "patterns": Job(600, patterns.watch),
        "calendar": Job(3600, calendar_watch.watch),
        "seal": Job(60, seal_nightly),
        "sweep": Job(600, sweep),
        "files": Job(3600, sweep_files),
    }
)
"""Every loop by its name."""
