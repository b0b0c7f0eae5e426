"""A caller that costs next to nothing: prepared requests over a few connections kept open."""

import re
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field

PATIENCE = 30.0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding: *chunked", re.IGNORECASE)
_LAST_CHUNK = b"\r\n0\r\n\r\n"
Address = tuple[str, int]


@dataclass(slots=True)
class Answers:
    """How requests were answered: seconds of each, how often each status, the first bad answer."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    took: float = 0.0
    first_bad: bytes = b""

    @property
    def rate(self) -> float:
        """Good answers a second."""
        good = sum(count for status, count in self.statuses.items() if status < 400)
        return good / self.took if self.took else 0.0


@dataclass(slots=True)
class _Line:
    socket: socket.socket
    begun: float = 0.0
    got: bytes = b""


def request(
    method: str,
    path: str,
    *,
    token: str = "",
    body: bytes = b"",
    key: str = "",
    session: str = "",
) -> bytes:
    """Return the bytes of a request to the API, or to a page where a session is named.

    A page is asked for as browsers do, who take it compressed.
    """
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost"]
    lines += (
        ["Accept: text/html", "Accept-Encoding: gzip"] if session else ["Accept: application/json"]
    )
    if token:
        lines.append(f"Authorization: Bearer {token}")
    if session:
        lines.append(f"Cookie: sessionid={session}")
    if key:
        lines.append(f"Idempotency-Key: {key}")
    if body:
        lines += ["Content-Type: application/json", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def call(
    address: Address,
    requests: Iterable[bytes],
    *,
    connections: int = 8,
    seconds: float = float("inf"),
) -> Answers:
    """Send the requests in order, one at a time a connection, until they or the seconds end.

    Raises ConnectionError when the server hangs up or is silent for half a minute.
    """
    waiting, answers = iter(requests), Answers()
    with selectors.DefaultSelector() as selector, ExitStack() as lines:
        began = time.perf_counter()
        for _ in range(connections):
            line = _Line(lines.enter_context(socket.create_connection(address, PATIENCE)))
            line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(line.socket, selectors.EVENT_READ, line)
            _send_next(line, waiting, selector)
        while selector.get_map():
            is_over = time.perf_counter() - began >= seconds
            for line in _ready(selector):
                _receive(line, answers)
                if not line.got:
                    _send_next(line, iter(()) if is_over else waiting, selector)
        answers.took = time.perf_counter() - began
    return answers


def _ready(selector: selectors.BaseSelector) -> Iterator[_Line]:
    ready = selector.select(PATIENCE)
    if not ready:
        raise ConnectionError("the server does not answer")
    for key, _ in ready:
        yield key.data


def _send_next(line: _Line, waiting: Iterator[bytes], selector: selectors.BaseSelector) -> None:
    wanted = next(waiting, None)
    if wanted is None:
        selector.unregister(line.socket)
        return
    line.begun = time.perf_counter()
    line.socket.sendall(wanted)


def _receive(line: _Line, answers: Answers) -> None:
    """Take what came; with a whole answer in hand count it and empty the line."""
    more = line.socket.recv(1 << 18)
    if not more:
        raise ConnectionError("the server hung up")
    line.got += more
    if not _is_whole(line.got):
        return
    status = int(line.got[9:12])
    answers.seconds.append(time.perf_counter() - line.begun)
    answers.statuses[status] += 1
    if status >= 400 and not answers.first_bad:
        answers.first_bad = line.got
    line.got = b""


def _is_whole(got: bytes) -> bool:
    end = got.find(b"\r\n\r\n")
    if end < 0:
        return False
    head = got[: end + 2]
    length = _LENGTH.search(head)
    if length:
        return len(got) >= end + 4 + int(length[1])
    return _CHUNKED.search(head) is None or got.endswith(_LAST_CHUNK)
