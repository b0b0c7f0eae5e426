"""The loops as threads and as a process: alone at their work, unshaken, soon ended."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

import pytest
from django.db import connection

from lianxin.jobs.loops import Loops, run_once
from lianxin.jobs.work import Job
from tests.county import AT
from tests.waiting import until


@contextmanager
def running(jobs: Mapping[str, Job]) -> Iterator[Loops]:
    loops = Loops(jobs)
    loops.start()
    try:
        yield loops
    finally:
        loops.ask_to_stop()
        assert loops.wait(at_most=10)


class Counted:
    """Work that counts how often it was done, and fails when told to."""

    def __init__(self, *, fails: Callable[[int], bool] = lambda count: False) -> None:
        self.count = 0
        self.fails = fails

    def __call__(self, now: datetime) -> int:
        self.count += 1
        if self.fails(self.count):
            raise ZeroDivisionError
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return 0


@pytest.mark.django_db(transaction=True)
def test_a_fault_in_one_loop_stops_neither_it_nor_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    bad, good = Counted(fails=lambda count: count <= 2), Counted()
    with running({"bad": Job(0.01, bad), "good": Job(0.01, good)}):
        until(lambda: bad.count >= 4 and good.count >= 4)
    assert caplog.text.count("the loop bad failed and goes on") == 2


@pytest.mark.django_db(transaction=True)
def test_a_loop_that_keeps_failing_slows_down() -> None:
    bad = Counted(fails=lambda count: True)
    with running({"bad": Job(0.1, bad)}):
        time.sleep(1.2)
    assert bad.count <= 4


@pytest.mark.django_db(transaction=True)
def test_a_loop_with_work_left_goes_on_at_once() -> None:
    done: list[datetime] = []

    def work(now: datetime) -> int:
        done.append(now)
        return len(done) < 20

    with running({"much": Job(30, work, hurries=True)}):
        until(lambda: len(done) == 20)


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_cut_is_made_again(caplog: pytest.LogCaptureFixture) -> None:
    work = Counted()
    with running({"work": Job(0.01, work)}):
        until(lambda: work.count >= 2)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        before = work.count
        until(lambda: work.count >= before + 3)


@pytest.mark.django_db(transaction=True)
def test_two_processes_never_do_the_same_at_once() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(now: datetime) -> int:
        begun.set()
        assert go_on.wait(10)
        return 7

    jobs = {"slow": Job(1, slow), "other": Job(1, lambda now: 3)}
    found: list[int | None] = []

    def first() -> None:
        found.append(run_once("slow", AT, jobs=jobs))
        connection.close()

    thread = threading.Thread(target=first)
    thread.start()
    assert begun.wait(10)
    assert run_once("slow", AT, jobs=jobs) is None
    assert run_once("other", AT, jobs=jobs) == 3
    go_on.set()
    thread.join()
    assert found == [7]
    assert run_once("slow", AT, jobs={"slow": Job(1, lambda now: 1)}) == 1


@pytest.mark.django_db(transaction=True)
def test_a_loop_that_failed_gives_its_lock_back() -> None:
    with pytest.raises(ZeroDivisionError):
        run_once("bad", AT, jobs={"bad": Job(1, Counted(fails=lambda count: True))})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert cursor.fetchone()[0] == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_process_ends_well_when_it_is_asked_to(number: signal.Signals) -> None:
    address = connection.settings_dict
    options = address["OPTIONS"]
    host = address["HOST"] or options.get("host", "")
    url = f"host={host} dbname={address['NAME']} user={address['USER']}"
    url += f" port={address['PORT']}" if address["PORT"] else ""
    url += f" password={address['PASSWORD']}" if address["PASSWORD"] else ""
    process = subprocess.Popen(
        [sys.executable, "-m", "lianxin.jobs"],
        env={**os.environ, "DATABASE_URL": url},
        stderr=subprocess.PIPE,
    )
    try:
        until(_loops_connected)
        process.send_signal(number)
        _, told = process.communicate(timeout=60)
        assert process.returncode == 0
        assert b"failed" not in told
    finally:
        process.kill()


def _loops_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return int(cursor.fetchone()[0]) >= 3
