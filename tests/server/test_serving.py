"""`serve`: one command brings everything up, keeps it up, and takes it down."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from tests.waiting import until

from lianxin.server import cluster, postgres
from lianxin.server import serving as serving_module
from lianxin.server.console import CommandFailed

COMMAND = [sys.executable, "-m", "lianxin.server"]


def free_port() -> int:
    """Return a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Say whether a web server answers, whatever it says."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
            return True
    except urllib.error.HTTPError as answer:
        answer.close()
        return True
    except (urllib.error.URLError, OSError):
        return False


def ready(port: int) -> bool:
    """Say whether it has its database, and the loops have run."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return int(answer.status) == 200
    except OSError:
        return False


@contextmanager
def serving(home: Path, *, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """A `serve` of the home, ended however the test goes."""
    words = ["serve", "--port", str(port), "--workers", "1"]
    environment = {**os.environ, "LIANXIN_HOME": str(home)}
    with subprocess.Popen([*COMMAND, *words], env=environment) as process:
        try:
            until(lambda: answers(port) or process.poll() is not None)
            yield process
        finally:
            process.terminate()
            process.wait(timeout=120)


def children(pid: int) -> list[int]:
    """Return the process ids of the children, server of the database included."""
    return [int(number) for number in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_all_comes_up_survives_killing_and_goes_away(home: Path) -> None:
    port = free_port()
    with serving(home, port=port) as process:
        data = home / "pg" / "data"
        database = cluster.postmaster(data)
        assert database is not None
        for pid in children(process.pid):
            os.kill(pid, signal.SIGKILL)
        until(lambda: cluster.postmaster(data) not in (None, database))
        until(lambda: answers(port))

        second = subprocess.run(
            [*COMMAND, "serve", "--port", str(free_port())], capture_output=True, check=False
        )
        assert second.returncode == 1
        assert b"already serves" in second.stderr
    assert process.returncode == 0
    assert not answers(port)
    assert not postgres.running(home)


def connected(home: Path) -> set[str]:
    """The roles that the web and the loops are connected as; our own question is left out."""
    question = (
        "SELECT DISTINCT usename FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(postgres.known_address(home)) as connection:
        return {str(row[0]) for row in connection.execute(question)}


def test_the_web_and_the_loops_come_as_the_role_that_owns_nothing(home: Path) -> None:
    port = free_port()
    with serving(home, port=port):
        until(lambda: ready(port))
        until(lambda: connected(home) == {"lianxin_app"})
        with psycopg.connect(postgres.application_address(home)) as connection:
            assert connection.execute("SELECT count(*) FROM ledger_entry").fetchone() == (0,)
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
                connection.execute("DELETE FROM ledger_entry")


def test_only_the_web_has_a_limit_for_its_statements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LIANXIN_STATEMENT_TIMEOUT", raising=False)
    limit = "LIANXIN_STATEMENT_TIMEOUT"
    web = serving_module.web("127.0.0.1", port=1, workers=1).environment
    assert web[limit] == "30s"
    assert not any(limit in child.environment for child in serving_module._loops())
    monkeypatch.setenv(limit, "5s")
    assert serving_module.web("127.0.0.1", port=1, workers=1).environment[limit] == "5s"


def test_stop_ends_a_serving_home(home: Path) -> None:
    port = free_port()
    with serving(home, port=port) as process:
        stopped = subprocess.run([*COMMAND, "stop"], capture_output=True, check=False)
        assert stopped.returncode == 0
        assert b"Stopped" in stopped.stdout
        assert process.wait(timeout=120) == 0
    assert not postgres.running(home)


def test_a_killed_serve_takes_the_web_along_and_leaves_a_database_to_stop(home: Path) -> None:
    port = free_port()
    with serving(home, port=port) as process:
        process.kill()
        process.wait()
        until(lambda: not answers(port))
    assert postgres.running(home)
    assert postgres.stop(home)


def test_a_taken_port_is_said_before_anything_starts(home: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        refused = subprocess.run(
            [*COMMAND, "serve", "--port", port], capture_output=True, check=False
        )
    assert refused.returncode == 1
    assert f"Port {port}".encode() in refused.stderr
    assert not postgres.running(home)


def test_a_database_that_cannot_start_now_is_tried_again(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tries: list[Path] = []

    def full(home: Path) -> None:
        tries.append(home)
        raise CommandFailed("no space left")

    monkeypatch.setattr(postgres, "revive", full)
    watch = serving_module._watch(home)
    watch()
    watch()
    assert tries == [home, home]
    assert "The database is down: no space left" in capsys.readouterr().err
