"""Keeps a handful of child processes alive until told to stop, and leaves none behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import FrameType

from lianxin.server.console import complain

PATIENCE = 10.0  # seconds a child has to end after being asked
STEADY = 60.0  # a child that lived so long starts again at once
LONGEST_PAUSE = 30.0
PARENT_DEATH = 1  # PR_SET_PDEATHSIG of prctl(2)


@dataclass
class Child:
    """One process to keep: started again when it ends, after a pause that doubles each time."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    due_at: float = 0.0
    failures: int = 0

    def tend(self, now: float) -> None:
        """Start the child if it is due; notice that it ended and say so."""
        if self.process is None:
            if now >= self.due_at:
                self._start(now)
        elif self.process.poll() is not None:
            self.failures = 0 if now - self.started_at > STEADY else self.failures + 1
            self._end_group()
            pause = min(LONGEST_PAUSE, 0.25 * 2**self.failures) if self.failures else 0.0
            complain(
                f"{self.name} ended (exit code {self.process.returncode});"
                f" starting it again in {pause:.1f} s."
            )
            self.process, self.due_at = None, now + pause

    def ask_to_end(self) -> None:
        """Send SIGTERM, if the child runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def see_end(self, until: float) -> None:
        """Wait for the end of the child, and make it end at the given moment."""
        if self.process is None:
            return
        try:
            self.process.wait(timeout=max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            complain(f"{self.name} does not end: killed.")
            self.process.kill()
            self.process.wait()
        self._end_group()

    def _end_group(self) -> None:
        """A child that was killed could not end its own children: they still hold its port."""
        assert self.process is not None
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _start(self, now: float) -> None:
        self.started_at = now
        self.process = subprocess.Popen(  # noqa: S603 - our own commands
            self.command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            # Not in the terminal's group: the order in which things end is decided here.
            start_new_session=True,
            preexec_fn=end_with_parent,
        )


class Supervisor:
    """Tends children until SIGTERM, SIGINT or `stop()`."""

    def __init__(self, children: Sequence[Child], *, watch: Callable[[], None]) -> None:
        self._children = children
        self._watch = watch
        self._stopping = False

    def stop(self) -> None:
        """Let `run` end."""
        self._stopping = True

    def run(self) -> None:
        """Keep the children alive; `watch` is called about once a second beside that."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._on_signal)
        try:
            self._tend()
        finally:
            self._end_all()

    def _tend(self) -> None:
        watched_at = 0.0
        while not self._stopping:
            now = time.monotonic()
            for child in self._children:
                child.tend(now)
            if now - watched_at >= 1:
                watched_at = now
                self._watch()
            time.sleep(0.1)

    def _end_all(self) -> None:
        until = time.monotonic() + PATIENCE
        for child in self._children:
            child.ask_to_end()
        for child in self._children:
            child.see_end(until)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()


def end_with_parent() -> None:
    """Let the kernel end this process when its parent is gone, however that happened (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGTERM)
