"""`demo`: from nothing to an address where a county with cases in it can be tried."""

import argparse
import json
import os
import signal
import threading
import time
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lianxin.server import postgres, serving
from lianxin.server.address import product
from lianxin.server.console import CommandFailed, complain, tell
from lianxin.server.home import home_folder
from lianxin.server.watching import Stopwatch

if TYPE_CHECKING:
    from lianxin.server.demo_county import DemoKeys

HOST = "127.0.0.1"
FIRST_PORT, PORTS = 8000, 20
PATIENCE = 120.0  # seconds until the web must answer
GOOD, WRONG = 0, 1
MATTER = {
    "channel": "hotline",
    "kind": "complaint",
    "title": "楼道灯不亮",
    "text": "三单元楼道灯坏了一周，老人晚上不敢下楼。",
    "area": "liuyin",
    "category": "c-010201",
    "petitioner": {"name": "周明亮", "phone": "13900000001"},
}
STORY = "src/lianxin/presets/qinghe/stories/hotline-whole-way.jsonl"
ASSIGNMENT = {"command": "assign", "lead": "urban-management"}


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `demo`."""
    parser = commands.add_parser("demo", help="a county with cases in it, to be tried at once")
    parser.add_argument("--port", type=int, help=f"default: the first free one from {FIRST_PORT}")
    parser.add_argument("--once", action="store_true", help="show that it comes up, then stop")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    port = arguments.port or _free_port()
    serving.refuse_taken(HOST, port=port)
    home = home_folder()
    os.environ.setdefault("LIANXIN_URL", f"http://localhost:{port}")
    watch = Stopwatch()
    tell(f"Lianxin in {home}")
    with ExitStack() as kept:
        if not os.environ.get("DATABASE_URL"):
            # Held from filling to serving, so that the server is started once.
            watch.timed("database", lambda: kept.enter_context(postgres.ensure(home)))
        keys = _filled(watch, home)
        showing = _Showing(port, keys, watch, once=arguments.once)
        threading.Thread(target=showing.run, daemon=True).start()
        serving.serve(host=HOST, port=port, workers=1, upgrade="done")
    return WRONG if showing.failed else GOOD


def _filled(watch: Stopwatch, home: Path) -> "DemoKeys":
    began = time.monotonic()
    with product(current=False):
        # Models can be imported once Django is set up, not before.
        from lianxin.server.demo_county import prepare  # noqa: PLC0415 - see above

        watch.tell("product", time.monotonic() - began)
        return prepare(watch, keys_folder=home / "keys")


@dataclass
class _Showing:
    """Waits beside the server until it answers, then shows what can be tried."""

    port: int
    keys: "DemoKeys"
    watch: Stopwatch
    once: bool
    failed: bool = True

    def run(self) -> None:
        """Show it, and end the whole command where it did not come up or nobody stays to use it."""
        try:
            self._show()
        finally:
            if self.once or self.failed:
                os.kill(os.getpid(), signal.SIGTERM)

    def _show(self) -> None:
        began = time.monotonic()
        if not _is_ready(self.port):
            complain(f"The web does not answer within {PATIENCE:.0f} s.")
            return
        self.watch.tell("web", time.monotonic() - began)
        tell(f"Ready after {self.watch.seconds:.1f} s.\n")
        tell(what_to_try(self.keys, url=f"http://localhost:{self.port}"))
        self.failed = False


def _is_ready(port: int) -> bool:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{port}/readyz", timeout=5):
                return True
        except OSError:  # refused, cut off, or answered that it is not ready
            time.sleep(0.1)
    return False


def _free_port() -> int:
    """The first port that nobody uses now; other things often sit on the usual one."""
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        try:
            serving.refuse_taken(HOST, port=port)
        except CommandFailed:
            continue
        return port
    raise CommandFailed(
        f"Ports {FIRST_PORT} to {FIRST_PORT + PORTS - 1} are taken: give one with --port."
    )


def what_to_try(keys: "DemoKeys", *, url: str) -> str:
    """Return what to try: addresses, three commands to paste, tokens and log-ins."""
    api, first = f"{url}/api/v1", next(iter(keys.tokens.values()))
    auth = f"-H 'Authorization: Bearer {first}' -H 'Content-Type: application/json'"
    tokens = "\n".join(f"  {person:<14}{token}" for person, token in keys.tokens.items())
    who = "\n".join(f"  {person:<21}{what}" for person, what in keys.people.items())
    return f"""\
The resident's pages          {url}/
A matter being followed       {url}/follow/{keys.code}
A resident's own matters      {url}/mine   (telephone 13900000001; the code: `lianxin messages`)
The desk                      {url}/desk/

Log-ins at the desk, all with the password {keys.password}
{who}

The interface, page by page   {api}/docs
Its machine-readable form     {api}/openapi.json

Register a case, assign it, and look at it as the resident does, without any log-in:

  case=$(curl -s {api}/cases {auth} -d '{json.dumps(MATTER, ensure_ascii=False)}'); echo "$case"

  number=$(echo "$case" | {_picked("number")}); curl -s {api}/cases/$number/commands {auth} -d '{json.dumps(ASSIGNMENT)}'

  curl -s {api}/track/$(echo "$case" | {_picked("query_code")})

Play a story step by step, and check every entry, seal and row, each in another window:

  ./run lianxin play {STORY}
  ./run lianxin verify

Tokens (Authorization: Bearer …); between these three a case goes from registering to closing:
{tokens}

Ctrl-C stops everything; `./run demo` goes on where it was."""


def _picked(name: str) -> str:
    return f"""sed -E 's/.*"{name}": *"([^"]+)".*/\\1/'"""
