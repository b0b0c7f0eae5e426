"""`serve` and `stop`: everything on one machine, as one command."""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import psycopg

from lianxin.server import postgres
from lianxin.server.address import database, remark_release
from lianxin.server.console import CommandFailed, complain, tell
from lianxin.server.home import home_folder, private_folder
from lianxin.server.supervisor import Child, Supervisor

THREADS = 4  # a worker; more would only queue for the interpreter lock
PATIENCE = "30s"
"""No page takes a tenth of it; imports, migrations, loops and `verify` are not the web."""
Upgrade = Literal["apply", "check", "done"]
STOPPING = 40.0  # seconds `stop` waits for `serve` to end


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `serve` and `stop`."""
    parser = commands.add_parser("serve", help="run the database, the web and the loops")
    parser.add_argument("--host", default="127.0.0.1", help="default: this machine only")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=max(1, min(4, os.cpu_count() or 1)))
    parser.add_argument(
        "--no-migrate", action="store_true", help="only look whether the database is up to date"
    )
    parser.set_defaults(run=_serve)
    commands.add_parser("stop", help="stop what runs in this home").set_defaults(run=_stop)


def serve(*, host: str, port: int, workers: int, upgrade: Upgrade = "apply") -> None:
    """Run everything until SIGTERM or SIGINT. Raises CommandFailed for a second one in the same home.

    The database is brought up to date before, or only looked at, unless that was `done` just now.
    """
    home = home_folder()
    own_server = not os.environ.get("DATABASE_URL")
    with _alone(home):
        refuse_taken(host, port=port)
        with database() as address:
            if upgrade != "done":
                _migrate(*(("--check",) if upgrade == "check" else ()))
            remark_release(address)
            tell(f"Lianxin answers on http://{host}:{port} (Ctrl-C stops it).")
            children = [web(host, port=port, workers=workers), *_loops()]
            if own_server:
                own = {"DATABASE_URL": postgres.application_address(home)}
                children = [
                    replace(child, environment={**child.environment, **own}) for child in children
                ]
            Supervisor(children, watch=_watch(home) if own_server else _nothing).run()
    tell("Stopped.")


def _serve(arguments: argparse.Namespace) -> int:
    serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        upgrade="check" if arguments.no_migrate else "apply",
    )
    return 0


def _stop(arguments: argparse.Namespace) -> int:
    home = home_folder()
    served = _end_serving(home)
    stopped = postgres.stop(home)
    tell(f"Stopped what ran in {home}." if served or stopped else f"Nothing runs in {home}.")
    return 0


def web(host: str, *, port: int, workers: int) -> Child:
    """Return the web server as a child to tend: so many worker processes of a few threads each."""
    options = {
        "--interface": "wsgi",
        "--host": host,
        "--port": str(port),
        "--workers": str(workers),
        "--blocking-threads": str(THREADS),
        # Without it an open stream keeps a worker from ever ending.
        "--workers-kill-timeout": "3",
        "--log-level": "warning",
    }
    words = [word for pair in options.items() for word in pair]
    command = [sys.executable, "-m", "granian", *words, "--no-ws", "--respawn-failed-workers"]
    return Child(
        name="web",
        command=[*command, "lianxin.server.wsgi:application"],
        environment={
            "DJANGO_SETTINGS_MODULE": "lianxin.server.settings",
            "LIANXIN_POOL": str(THREADS),
            "LIANXIN_STATEMENT_TIMEOUT": os.environ.get("LIANXIN_STATEMENT_TIMEOUT") or PATIENCE,
            "LIANXIN_SUPERVISED": "1",
        },
    )


def _loops() -> Iterator[Child]:
    if find_spec("lianxin.jobs") and find_spec("lianxin.jobs.__main__"):
        yield Child(name="jobs", command=[sys.executable, "-m", "lianxin.jobs"])


def _migrate(*options: str) -> None:
    # In a process of its own: the supervisor needs no models, and lives long.
    command = [sys.executable, "-m", "lianxin.server", "migrate", *options]
    if subprocess.run(command, check=False).returncode != 0:  # noqa: S603 - our own command
        raise CommandFailed("Nothing was started.")


def _watch(home: Path) -> Callable[[], None]:
    def revive() -> None:
        # A full disk may be emptied: whatever keeps the database down, the next second tries again.
        try:
            postgres.revive(home)
        except (CommandFailed, psycopg.Error) as fault:
            complain(f"The database is down: {fault}")

    return revive


def _nothing() -> None:
    """Somebody else's database is somebody else's to watch."""


def refuse_taken(host: str, *, port: int) -> None:
    """Raise CommandFailed for a port in use: the web server would share it with any other that does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise CommandFailed(
                f"Port {port} of {host} cannot be used ({fault.strerror})."
            ) from None


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Hold the home's serving lock, with our process id in it for `stop`."""
    with (private_folder(home) / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CommandFailed(
                f"Lianxin already serves from {home}: `lianxin stop` ends it."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _end_serving(home: Path) -> bool:
    path = home / "serve.lock"
    if not path.exists() or not _held(path):
        return False
    until = time.monotonic() + STOPPING
    is_told = False
    while _held(path):
        number = path.read_text()
        if number and not is_told:
            os.kill(int(number), signal.SIGTERM)
            is_told = True
        if time.monotonic() > until:
            raise CommandFailed(f"`serve` (process {number}) does not end.")
        time.sleep(0.05)
    return True


def _held(path: Path) -> bool:
    with path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
