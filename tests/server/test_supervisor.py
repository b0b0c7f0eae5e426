"""Keeping child processes alive, and leaving none behind."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.waiting import until

from lianxin.server import supervisor
from lianxin.server.supervisor import Child, Supervisor

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "open({path!r}, 'w').close(); time.sleep(60)",
]


def nothing() -> None:
    """Watch nothing."""


def supervised(child: Child, *, meanwhile: Callable[[Supervisor], None]) -> None:
    """Run a supervisor over one child while another thread does something, then stop it."""
    keeper = Supervisor([child], watch=nothing)

    def act() -> None:
        try:
            meanwhile(keeper)
        finally:
            keeper.stop()

    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    thread = threading.Thread(target=act)
    thread.start()
    try:
        keeper.run()
    finally:
        thread.join()
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])


def test_a_killed_child_is_started_again() -> None:
    child = Child(name="sleeper", command=SLEEPER)
    seen: list[int] = []

    def kill_it(keeper: Supervisor) -> None:
        until(lambda: child.process is not None)
        assert child.process is not None
        seen.append(child.process.pid)
        child.process.kill()
        until(lambda: child.process is not None and child.process.pid != seen[0])

    supervised(child, meanwhile=kill_it)
    assert child.failures == 1
    assert child.process is not None
    assert child.process.returncode == -signal.SIGTERM


def test_a_child_that_keeps_failing_is_tried_less_and_less_often() -> None:
    child = Child(name="failing", command=[sys.executable, "-c", "raise SystemExit(3)"])
    pauses, now = [], 0.0
    for _ in range(9):
        child.tend(now)
        assert child.process is not None
        child.process.wait()
        child.tend(now)
        pauses.append(child.due_at - now)
        child.tend(child.due_at - 0.01)
        assert child.process is None
        now = child.due_at
    assert pauses == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0, 30.0, 30.0]


def test_a_child_that_lived_long_starts_again_at_once() -> None:
    child = Child(name="steady", command=[sys.executable, "-c", ""], failures=7)
    child.tend(0.0)
    assert child.process is not None
    child.process.wait()
    child.tend(61.0)
    assert (child.failures, child.due_at) == (0, 61.0)


def test_a_child_that_will_not_end_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE", 0.3)
    ready = tmp_path / "ready"
    command = [*STUBBORN[:2], STUBBORN[2].format(path=str(ready))]
    child = Child(name="stubborn", command=command)
    supervised(child, meanwhile=lambda keeper: until(ready.exists))
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_a_signal_ends_all_children() -> None:
    child = Child(name="sleeper", command=SLEEPER)

    def ask(keeper: Supervisor) -> None:
        until(lambda: child.process is not None)
        os.kill(os.getpid(), signal.SIGTERM)
        until(lambda: keeper._stopping)

    supervised(child, meanwhile=ask)
    assert child.process is not None
    assert child.process.poll() is not None
