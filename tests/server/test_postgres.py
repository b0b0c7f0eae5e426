"""The embedded server: who starts it, who stops it, and what survives."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from lianxin.server import cluster, postgres
from lianxin.server.console import CommandFailed

WRITER = Path(__file__).with_name("writer.py")


def ask(address: str, question: str) -> object:
    """Return the one value that a query gives."""
    with psycopg.connect(address, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return row[0]


def do(address: str, *statements: str) -> None:
    """Execute and acknowledge each statement."""
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


def killed_writer(home: Path, *, rows: int) -> int:
    """Let a command write at least so many rows, kill it, and return the last it told."""
    command = [sys.executable, str(WRITER), str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = -1
        for line in writer.stdout:
            told = int(line)
            if told >= rows:
                writer.kill()
                break
        rest = writer.stdout.read().split("\n")[:-1]
    return int(rest[-1]) if rest else told


def kill_server(home: Path) -> None:
    """Kill the server and its children, all without warning."""
    data = home / "pg" / "data"
    for pid in cluster._at_work(data):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 10
    while cluster._at_work(data):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_server_runs_while_it_is_used_and_is_gone_afterwards(empty_home: Path) -> None:
    with postgres.ensure(empty_home) as address:
        assert ask(address, "SELECT 1") == 1
        assert postgres.running(empty_home)
    assert not postgres.running(empty_home)
    assert cluster.postmaster(empty_home / "pg" / "data") is None


def as_application(home: Path) -> str:
    """The address of the home's server for the web and the loops."""
    return postgres.application_address(home)


def test_the_application_works_but_owns_nothing(home: Path) -> None:
    with postgres.ensure(home) as owner:
        do(owner, "CREATE TABLE later (n integer GENERATED ALWAYS AS IDENTITY, told text)")
        app = as_application(home)
        do(app, "INSERT INTO later (told) VALUES ('a')", "UPDATE later SET told = 'b'")
        assert ask(app, "SELECT told FROM later") == "b"
        assert ask(app, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
        for forbidden in (
            "TRUNCATE later",
            "DROP TABLE later",
            "ALTER TABLE later DISABLE TRIGGER ALL",
            "CREATE TABLE own (n integer)",
            "SET session_replication_role = replica",
            "CREATE ROLE another SUPERUSER",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                do(app, forbidden)
        do(app, "DELETE FROM later")


def test_a_home_from_before_the_roles_gets_them_with_what_it_holds(home: Path) -> None:
    with postgres.ensure(home) as owner:
        do(owner, "CREATE TABLE earlier (n integer)", "DROP OWNED BY lianxin_app")
        do(owner, "DROP ROLE lianxin_app")
    with postgres.ensure(home):
        assert ask(as_application(home), "SELECT count(*) FROM earlier") == 0


def test_no_server_that_ended_is_left_unasked_after(home: Path) -> None:
    with postgres.ensure(home):
        pid = cluster.postmaster(home / "pg" / "data")
    assert pid is not None
    assert cluster._started[pid].returncode == 0


def test_what_was_written_is_there_the_next_time(home: Path) -> None:
    with postgres.ensure(home) as address:
        do(address, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('路灯')")
    with postgres.ensure(home) as address:
        assert ask(address, "SELECT word FROM kept") == "路灯"


def test_nothing_listens_to_the_network_and_only_the_owner_may_enter(home: Path) -> None:
    with postgres.ensure(home) as address:
        assert ask(address, "SHOW listen_addresses") == ""
        socket = Path(str(ask(address, "SHOW unix_socket_directories")))
        assert socket.stat().st_mode & 0o777 == 0o700
        assert (home / "pg").stat().st_mode & 0o777 == 0o700


def test_every_commit_is_flushed_to_disk(home: Path) -> None:
    with postgres.ensure(home) as address:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert ask(address, f"SHOW {name}") == "on"


def test_a_home_may_lie_deeper_than_a_socket_path_can_be_long(empty_home: Path) -> None:
    deep = empty_home / ("deep" * 20) / ("deeper" * 10)
    try:
        with postgres.ensure(deep) as address:
            assert ask(address, "SELECT 1") == 1
    finally:
        postgres.remove(deep)


def test_whoever_comes_second_uses_the_running_server(home: Path) -> None:
    with postgres.ensure(home) as first, postgres.ensure(home) as second:
        assert first == second
        assert ask(second, "SELECT 1") == 1


def test_the_last_to_leave_stops_it_not_the_first_to_come(home: Path) -> None:
    first, second = postgres.ensure(home), postgres.ensure(home)
    first.__enter__()
    address = second.__enter__()
    first.__exit__(None, None, None)
    assert ask(address, "SELECT 1") == 1
    second.__exit__(None, None, None)
    assert not postgres.running(home)


def test_two_homes_run_side_by_side(home: Path, other_home: Path) -> None:
    with postgres.ensure(home) as one, postgres.ensure(other_home) as other:
        do(one, "CREATE TABLE mine (a int)")
        assert ask(other, "SELECT to_regclass('mine')") is None


def test_every_acknowledged_row_survives_the_killing_of_everything(home: Path) -> None:
    for _ in range(2):
        with postgres.ensure(home) as address:
            do(address, "DROP TABLE IF EXISTS written")
        told = killed_writer(home, rows=500)
        kill_server(home)
        with postgres.ensure(home) as address:
            assert ask(address, "SELECT count(*) FROM written WHERE number <= " + str(told)) == (
                told + 1
            )


def test_what_a_killed_command_left_running_is_adopted_and_then_stopped(home: Path) -> None:
    killed_writer(home, rows=10)
    assert postgres.running(home)
    left = cluster.postmaster(home / "pg" / "data")
    with postgres.ensure(home):
        assert cluster.postmaster(home / "pg" / "data") == left
    assert not postgres.running(home)


def test_stop_ends_what_a_killed_command_left_running(home: Path) -> None:
    killed_writer(home, rows=10)
    assert postgres.stop(home)
    assert not postgres.running(home)
    assert not postgres.stop(home)


def test_a_server_that_died_under_its_user_is_started_again(home: Path) -> None:
    with postgres.ensure(home) as address:
        do(address, "CREATE TABLE kept AS SELECT generate_series(1, 1000)")
        kill_server(home)
        assert not postgres.running(home)
        postgres.revive(home)
        assert ask(address, "SELECT count(*) FROM kept") == 1000


def test_a_stale_lock_naming_a_living_stranger_does_not_keep_it_from_starting(home: Path) -> None:
    with postgres.ensure(home):
        lock = (home / "pg" / "data" / "postmaster.pid").read_text()
        socket = postgres._remembered_socket(home / "pg")
        assert socket is not None
        kill_server(home)
    stranger = str(os.getpid())
    (home / "pg" / "data" / "postmaster.pid").write_text(
        "\n".join([stranger, *lock.split("\n")[1:]])
    )
    socket.joinpath(".s.PGSQL.5432.lock").write_text(stranger + "\n")
    with postgres.ensure(home) as address:
        assert ask(address, "SELECT 1") == 1


def test_a_socket_folder_that_a_cleaner_took_is_made_again_under_its_name(home: Path) -> None:
    with postgres.ensure(home) as address:
        do(address, "CREATE TABLE kept (a int)")
        socket = postgres._remembered_socket(home / "pg")
        assert socket is not None
        shutil.rmtree(socket)
        assert not postgres.running(home)
        postgres.revive(home)
        assert ask(address, "SELECT count(*) FROM kept") == 0


def test_a_socket_folder_that_others_may_enter_is_not_trusted(home: Path) -> None:
    with postgres.ensure(home) as before:
        pass
    socket = postgres._remembered_socket(home / "pg")
    assert socket is not None
    socket.chmod(0o755)
    try:
        with postgres.ensure(home) as after:
            assert after != before
    finally:
        shutil.rmtree(socket)


def test_a_setup_killed_half_way_is_begun_again(empty_home: Path) -> None:
    (empty_home / "pg" / "data.draft" / "base").mkdir(parents=True)
    with postgres.ensure(empty_home) as address:
        assert ask(address, "SELECT 1") == 1


def test_a_server_that_cannot_start_says_why(home: Path) -> None:
    with postgres.ensure(home):
        pass
    with (
        pytest.raises(CommandFailed, match="unrecognized configuration parameter"),
        postgres.ensure(home, options={"no_such_setting": "on"}),
    ):
        pass


def test_a_log_that_grew_large_is_put_aside(home: Path) -> None:
    log = home / "pg" / "log"
    log.write_bytes(b"." * cluster.LARGE_LOG)
    with postgres.ensure(home):
        assert log.stat().st_size < cluster.LARGE_LOG
    assert log.with_name("log.old").stat().st_size == cluster.LARGE_LOG
