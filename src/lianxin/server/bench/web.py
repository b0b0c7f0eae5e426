"""The web server as `serve` runs it, on a port of its own, and what its workers cost."""

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lianxin.server import serving
from lianxin.server.bench import machine
from lianxin.server.bench.caller import Address, call, request
from lianxin.server.console import CommandFailed

WORKERS = 2
START = 60.0
HERE = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Web:
    """A running web server and the processes it works in."""

    address: Address
    workers: tuple[int, ...]

    def cpu(self) -> float:
        """Seconds of processor time of all workers so far."""
        return machine.cpu(self.workers)

    def memory(self) -> float:
        """What the largest worker holds, in MiB."""
        return max((machine.resident(pid) for pid in self.workers), default=0.0)


@contextmanager
def running() -> Iterator[Web]:
    """Give a web server that answers; it ends with the bench."""
    address = (HERE, _free_port())
    child = serving.web(HERE, port=address[1], workers=WORKERS)
    try:
        child.tend(time.monotonic())
        assert child.process is not None
        while not _answers(address):
            if child.process.poll() is not None:
                raise CommandFailed("The web server did not start; what it said stands above.")
        yield Web(address, tuple(machine.below(child.process.pid)))
    finally:
        child.ask_to_end()
        child.see_end(time.monotonic() + 10)


def _answers(address: Address) -> bool:
    try:
        return call(address, [request("GET", "/healthz")], connections=1).statuses[200] == 1
    except OSError:
        time.sleep(0.1)
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
