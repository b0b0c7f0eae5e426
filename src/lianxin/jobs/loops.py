"""Runs the loops, each in a thread of its own and never twice at a time in one database."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from django.db import connection

from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.jobs.work import JOBS, Job

LONGEST_PAUSE = 30.0  # seconds between tries of a loop that keeps failing

_log = logging.getLogger(__name__)


def run_once(name: str, now: datetime, *, jobs: Mapping[str, Job] = JOBS) -> int | None:
    """Do what a loop would do at `now` (UTC) and return how much it was.

    None when another process is at it, which is no fault: one is enough.
    """
    with locks.tried(Lock.LOOP, name) as is_ours:
        return jobs[name].work(now) if is_ours else None


class Loops:
    """All loops of this process. A fault in one is logged and it goes on; the others never notice."""

    def __init__(self, jobs: Mapping[str, Job] = JOBS) -> None:
        self._jobs = jobs
        self._stopping = threading.Event()
        # Daemons: whatever one is doing is a transaction, which ends undone with the process.
        self._threads = [
            threading.Thread(target=self._loop, args=(name,), name=name, daemon=True)
            for name in jobs
        ]

    def start(self) -> None:
        """Start every loop."""
        for thread in self._threads:
            thread.start()

    def ask_to_stop(self) -> None:
        """Let every loop end after what it is doing."""
        self._stopping.set()

    def wait(self, *, at_most: float) -> bool:
        """Wait for the loops to end and say whether all did within so many seconds."""
        until = time.monotonic() + at_most
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _loop(self, name: str) -> None:
        job = self._jobs[name]
        failures = 0
        while not self._stopping.is_set():
            done = self._once(name)
            failures = 0 if done is not None else failures + 1
            pause = job.every if not failures else min(LONGEST_PAUSE, job.every * 2**failures)
            if not (done and job.hurries):
                self._stopping.wait(pause)
        connection.close()

    def _once(self, name: str) -> int | None:
        """How much was done, 0 when another process is at it; None after a fault."""
        try:
            connection.close_if_unusable_or_obsolete()
            return run_once(name, datetime.now(UTC), jobs=self._jobs) or 0
        except Exception:
            _log.exception("the loop %s failed and goes on", name)
            _quietly(connection.close)
            return None


def _quietly(close: Callable[[], None]) -> None:
    """A connection that broke may fail to close as well; the next round makes a new one."""
    try:
        close()
    except Exception:
        _log.warning("a broken connection could not be closed")
