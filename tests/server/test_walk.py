"""The whole product as a visitor meets it: `demo`, a case from curl to closed, a proof checked."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from tests.server.conftest import filled
from tests.server.test_serving import free_port

from lianxin.server import postgres

COMMAND = [sys.executable, "-m", "lianxin.server"]
MATTER = {
    "channel": "hotline",
    "kind": "complaint",
    "title": "路灯不亮",
    "text": "十二号楼前两盏路灯坏了一周。",
    "area": "liuyin",
    "category": "c-010201",
    "petitioner": {"name": "周明亮", "phone": "13900000001"},
}
# What the printed commands need of curl, for a machine that has none.
CURL = f"""#!{sys.executable}
import sys, urllib.request
words, headers, data, url = sys.argv[1:], {{}}, None, ""
while words:
    word = words.pop(0)
    if word == "-H":
        name, _, value = words.pop(0).partition(": ")
        headers[name] = value
    elif word == "-d":
        data = words.pop(0).encode()
    elif word != "-s":
        url = word
sys.stdout.write(urllib.request.urlopen(urllib.request.Request(url, data, headers)).read().decode())
"""


@dataclass
class Demo:
    """A running demonstration: its home, its process and what it told until it was ready."""

    home: Path
    port: int
    process: "subprocess.Popen[str]"
    told: str

    def token(self, person: str) -> str:
        """Return the token that was shown for a person."""
        found = re.search(rf"^  {person} +(\S+)$", self.told, re.MULTILINE)
        assert found, self.told
        return found[1]

    def ask(self, path: str, body: Any = None, *, token: str = "") -> tuple[int, Any]:
        """Send one request and return its status and what was answered."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1{path}",
            data=None if body is None else json.dumps(body).encode(),
            headers={"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {token}"} if token else {}),
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - as above
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as no:
            with no:
                return no.code, json.load(no)

    def give(self, person: str, number: str, command: str, **fields: Any) -> Any:
        """Give a command to a case and return the case after it."""
        path = f"/cases/{number}/commands"
        status, told = self.ask(path, {"command": command, **fields}, token=self.token(person))
        assert status == 200, told
        return told


def environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a command in a home of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"LIANXIN_HOME": str(home)} | more


def run(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a command of the product in a home."""
    return subprocess.run(
        [*COMMAND, *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment(home),
    )


@pytest.fixture(scope="module")
def demo(made_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demonstration that answers; made once for this file."""
    home = filled(tmp_path_factory.mktemp("demo") / "home", made_data=made_data)
    port = free_port()
    with subprocess.Popen(
        [*COMMAND, "demo", "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(home),
    ) as process:
        try:
            yield Demo(home, port, process, _told_until_ready(process))
        finally:
            process.terminate()
            process.wait(timeout=180)
            postgres.remove(home)


def _told_until_ready(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Ctrl-C"):
            return "".join(lines)
    raise AssertionError("".join(lines))


def pasted(demo: Demo, commands: Sequence[str], tmp_path: Path) -> str:
    """Paste commands into one shell and return what it wrote."""
    if shutil.which("curl") is None:
        shim = tmp_path / "curl"
        shim.write_text(CURL)
        shim.chmod(0o755)
    done = subprocess.run(
        ["bash", "-e"],
        input="\n".join(commands),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=environment(demo.home, PATH=f"{os.environ['PATH']}:{tmp_path}"),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_commands_shown_work_when_they_are_pasted(demo: Demo, tmp_path: Path) -> None:
    commands = [line.strip() for line in demo.told.splitlines() if "curl -s" in line]
    assert len(commands) == 3
    answers = pasted(demo, [f"{command}; echo" for command in commands], tmp_path).split("\n")
    registered, assigned, tracked = (json.loads(line) for line in answers if line.strip())
    assert registered["stage"] == "registered"
    assert assigned["stage"] == tracked["stage"] == "dispatched"
    assert registered["number"] == assigned["number"] == tracked["number"]


def test_every_address_shown_answers(demo: Demo) -> None:
    addresses = re.findall(r"^\S.*?(http\S+)$", demo.told, re.MULTILINE)
    pages = {urlsplit(address).path.split("/")[1] for address in addresses}
    assert {"", "follow", "desk", "api"} <= pages
    for address in addresses:
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own server
            assert answer.status == 200


def test_the_log_ins_shown_open_the_door(demo: Demo) -> None:
    found = re.search(r"password (\S+)$", demo.told, re.MULTILINE)
    assert found
    log_in = {"username": "clerk-urban", "password": found[1]}
    status, told = demo.ask("/login", log_in)
    assert (status, told["person"]) == (200, "clerk-urban")
    assert demo.ask("/login", {**log_in, "password": "another"})[0] == 401


def test_a_case_goes_from_registering_to_closed_and_its_proof_holds_elsewhere(
    demo: Demo, tmp_path: Path
) -> None:
    status, registered = demo.ask("/cases", MATTER, token=demo.token("dispatcher-1"))
    assert status == 201
    number = registered["number"]
    demo.give("dispatcher-1", number, "assign", lead="urban-management")
    demo.give("clerk-urban", number, "receive")
    replied = demo.give("clerk-urban", number, "reply", text="两盏灯已更换，当晚亮灯。")
    assert replied["stage"] == "concluded"
    asked = {"reached": True, "contacted": True, "true": True, "solved": True}
    demo.give("follow-up-1", number, "follow_up", **asked, satisfied="satisfied")
    closed = demo.give("follow-up-1", number, "close", disposition="justified_settled")
    assert closed["stage"] == "closed"
    assert demo.ask(f"/track/{registered['query_code']}")[1]["stage"] == "closed"

    status, proof = demo.ask(f"/cases/{number}/proof", token=demo.token("clerk-urban"))
    assert status == 200
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof, ensure_ascii=False), "utf-8")
    elsewhere = tmp_path / "elsewhere"
    checked = run(elsewhere, "verify", "--proof", str(file), "--receipt", closed["head"])
    assert (checked.returncode, checked.stderr) == (0, "")
    assert "6 entries, each follows from the one before" in checked.stdout
    assert "The proof holds." in checked.stdout
    assert not elsewhere.exists()

    verified = run(demo.home, "verify")
    assert (verified.returncode, verified.stderr) == (0, ""), verified.stdout
    assert "Everything is as it was recorded." in verified.stdout


def test_a_case_can_be_audited_beside_the_running_server(demo: Demo) -> None:
    _, page = demo.ask("/cases?stage=concluded&limit=1", token=demo.token("dispatcher-1"))
    audited = run(demo.home, "audit", page["items"][0]["number"])
    assert (audited.returncode, audited.stderr) == (0, "")
    assert "the rows agree with them" in audited.stdout


def counts(home: Path) -> tuple[Any, ...]:
    """How much there is of everything that a demonstration makes."""
    with postgres.ensure(home) as address, psycopg.connect(address) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM cases_case), (SELECT count(*) FROM cases_key),"
            " (SELECT count(*) FROM people_token), (SELECT count(*) FROM people_account),"
            " (SELECT count(*) FROM org_body)"
        ).fetchone()
    assert row is not None
    return row


def test_ctrl_c_stops_everything_and_running_it_again_adds_nothing(demo: Demo) -> None:
    demo.process.send_signal(signal.SIGINT)
    assert demo.process.wait(timeout=180) == 0
    assert not postgres.running(demo.home)
    before = counts(demo.home)
    again = run(demo.home, "demo", "--once", "--port", str(free_port()))
    assert (again.returncode, again.stderr) == (0, "")
    assert "Ready after" in again.stdout
    assert demo.token("dispatcher-1") in again.stdout
    assert counts(demo.home) == before
    assert not postgres.running(demo.home)
