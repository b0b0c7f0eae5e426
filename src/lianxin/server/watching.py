"""What a long command shows while it works: one line that moves on a terminal, else now and then."""

import sys
import time
from collections.abc import Callable
from typing import TypeVar

from lianxin.server.console import complain, tell

Given = TypeVar("Given")
PAUSE = 5.0  # seconds between lines where no terminal watches


class Watching:
    """Tells a count as it grows, on the standard error, so that the result stays apart."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._on_terminal = sys.stderr.isatty()
        self._told = time.monotonic()

    @property
    def count(self) -> Callable[[int], None]:
        """The function to hand over where progress is told."""
        return self._count

    def _count(self, done: int) -> None:
        line = f"{done:,} {self._what} …"
        if self._on_terminal:
            sys.stderr.write(f"\r{line}\x1b[K")
            sys.stderr.flush()
        elif time.monotonic() - self._told >= PAUSE:
            self._told = time.monotonic()
            complain(line)

    def end(self) -> None:
        """Clear the moving line."""
        if self._on_terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


class Stopwatch:
    """Tells how long each step of a command took."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self._began

    def timed(self, what: str, work: Callable[[], Given]) -> Given:
        """Do a step and tell how long it took."""
        began = time.monotonic()
        outcome = work()
        self.tell(what, time.monotonic() - began)
        return outcome

    def tell(self, what: str, seconds: float) -> None:
        """Tell of a step that was timed elsewhere."""
        tell(f"  {what:<10}{seconds:6.1f} s")
