"""Waiting for what another process or thread does; a test says what must come, never how soon."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds after which nothing more is expected, on a machine with much else to do."""


def until(condition: Callable[[], bool]) -> None:
    """Wait for a condition to become true."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)
