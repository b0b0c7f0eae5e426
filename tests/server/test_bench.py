"""`bench` measures in a database of its own and leaves nothing; how fast is never asserted."""

import json
import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from lianxin.server import postgres
from lianxin.server.bench import caller, figures, machine
from lianxin.server.bench.command import MEASURES
from lianxin.server.bench.figures import Measurement
from lianxin.server.bench.place import PREFIX
from lianxin.server.home import CHECKOUT

TOLD = {
    "import": "import: all processes",
    "register": "register by the API",
    "command": "command by the API",
    "list": "list: the centre, by the API",
    "clocks": "ring 500 clocks of",
    "verify": "verify: entries, heads, seals",
}


def bench(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run the command in a home."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-m", "lianxin.server", "bench", *words],
        capture_output=True,
        text=True,
        env={**kept, "LIANXIN_HOME": str(home), "PYTHONPATH": str(CHECKOUT / "src")},
        timeout=600,
        check=False,
    )


def databases(address: str) -> set[str]:
    """Return the databases of the bench."""
    with psycopg.connect(address) as server:
        rows = server.execute("SELECT datname FROM pg_database").fetchall()
    return {row[0] for row in rows if row[0].startswith(PREFIX)}


def test_a_small_run_tells_every_figure_and_leaves_no_database(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    with postgres.ensure(home) as address:
        # What a killed run left behind goes with the next one.
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {PREFIX}forgotten")
        done = bench(
            home, *("--cases", "200", "--played", "100", "--seconds", "0.2", "--json", str(file))
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert databases(address) == set()
    for name in MEASURES:
        assert TOLD[name] in done.stdout
    assert "100 cases were played through the door; 100 are copies" in done.stdout
    told = json.loads(file.read_text())
    assert told["setting"]["cases"] == 200
    assert {"cores", "processor", "memory", "postgresql", "python", "commit"} <= set(
        told["machine"]
    )
    for figure in told["figures"]:
        assert figure["measured"] > 0, figure
        assert figure["met"] in ("stretch", "yes", "no", "")
    for private in (socket.gethostname(), str(home), str(CHECKOUT)):
        assert private not in file.read_text()


def test_an_unknown_measure_is_a_wrong_use(home: Path) -> None:
    done = bench(home, "--only", "register,flight")
    assert done.returncode == 2
    assert "flight" in done.stderr


def test_a_figure_is_held_against_its_bar_whichever_way_it_counts() -> None:
    assert Measurement("a", 540, "/s", bar=540, stretch=1080).met == "yes"
    assert Measurement("a", 1080, "/s", bar=540, stretch=1080).met == "stretch"
    assert Measurement("a", 539, "/s", bar=540, stretch=1080).met == "no"
    assert Measurement("a", 15, "ms", bar=15, stretch=8, more=False).met == "yes"
    assert Measurement("a", 16, "ms", bar=15, stretch=8, more=False).met == "no"
    assert Measurement("a", 1, "ms").met == ""


def test_the_ratio_is_what_is_left_of_the_bare_databases_speed() -> None:
    assert Measurement("a", 500, "/s", raw=1000).ratio == 0.5
    assert Measurement("a", 4, "ms", raw=2, more=False).ratio == 0.5
    assert Measurement("a", 4, "ms").ratio is None
    assert Measurement("a", 0, "ms", raw=2, more=False).ratio is None


def test_the_table_stands_in_columns_whatever_the_script() -> None:
    text = figures.table(
        [Measurement("登记", 1234.5, "/s", raw=2000, bar=540), Measurement("b", 2, "ms")]
    )
    rows = text.splitlines()
    assert rows[0].split() == list(figures.HEADINGS)
    assert rows[1].startswith("登记") and rows[1].endswith("yes")
    assert rows[1].index("/s") + 2 == rows[2].index("ms")  # two letters stand in four columns


def test_percentiles_of_nothing_are_nothing() -> None:
    assert figures.percentiles([]) == {"p50": 0.0, "p95": 0.0, "p99": 0.0}
    assert figures.percentiles([0.001 * n for n in range(101)]) == {
        "p50": 50.0,
        "p95": 95.0,
        "p99": 99.0,
    }


def test_what_this_process_cost_and_holds_is_known() -> None:
    if not machine.PROCESSES.is_dir():
        assert machine.below(os.getpid()) == []
        return
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        assert child.pid in machine.below(os.getpid())
    finally:
        child.communicate()
    assert machine.cpu([os.getpid()]) > 0
    assert machine.resident(os.getpid()) > 1
    assert machine.resident(2**22 + 1) == 0


class Answering:
    """A server that gives each request on each connection the next of some answers."""

    def __init__(self, *answers: list[bytes]) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address: caller.Address = self.socket.getsockname()
        self.answers = answers
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with self.socket:
            line, _ = self.socket.accept()
        with line:
            for pieces in self.answers:
                line.recv(65536)
                for piece in pieces:
                    line.sendall(piece)


def test_answers_are_counted_however_they_come() -> None:
    whole = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    pieces = [b"HTTP/1.1 201 Created\r\ncontent-le", b"ngth: 3\r\n\r\nab", b"c"]
    chunks = [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n", b"0\r\n\r\n"]
    bad = [b"HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n"]
    server = Answering([whole], pieces, chunks, bad)
    answers = caller.call(server.address, [caller.request("GET", "/")] * 4, connections=1)
    assert answers.statuses == {200: 2, 201: 1, 409: 1}
    assert len(answers.seconds) == 4
    assert answers.first_bad.startswith(b"HTTP/1.1 409")
    assert answers.rate > 0


def test_a_server_that_hangs_up_is_told() -> None:
    with pytest.raises(ConnectionError):
        caller.call(Answering().address, [caller.request("GET", "/")], connections=1)
