"""Requests answered inside this process, exactly as a worker does, so that each can be looked into."""

import cProfile
import io
import pstats
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from psycopg_pool import ConnectionPool

LONGEST_LIST = 45
# A line of libpq's own trace: who speaks, how many bytes, which message.
_SPOKEN = re.compile(r"\t([FB])\t\d+\t(\w+)")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a request costs: processor time in this process, round trips, statements."""

    cpu_ms: float
    round_trips: float
    statements: float


@dataclass(frozen=True, slots=True)
class CountedRequest:
    """A request as a WSGI server hands it over."""

    method: str
    path: str
    token: str
    body: bytes = b""
    key: str = ""

    def environment(self) -> dict[str, Any]:
        """Return what a WSGI server would say of it."""
        path, _, query = self.path.partition("?")
        variables = {
            "REQUEST_METHOD": self.method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_AUTHORIZATION": f"Bearer {self.token}",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(self.body)),
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
        }
        return variables | ({"HTTP_IDEMPOTENCY_KEY": self.key} if self.key else {})


def costs(requests: Sequence[CountedRequest]) -> tuple[Cost, str]:
    """Answer the requests here; returns the usual cost and the profile of the second half.

    The first tenth warms up. Raises AssertionError for an answer that is none of the good ones.
    """
    application = get_wsgi_application()
    warm, half = len(requests) // 10, len(requests) // 2
    with _pooled() as pool:
        for request in requests[:warm]:
            answer(application, request)
        with _traced(pool) as traces:
            for request in requests[warm : 2 * warm]:
                answer(application, request)
        cpu = cpu_of(lambda request: answer(application, request), requests[2 * warm : half])
        profile = profiled(lambda request: answer(application, request), requests[half:])
    trips, statements = _counted("".join(traces))
    return Cost(cpu, trips / max(1, warm), statements / max(1, warm)), profile


def answer(application: WSGIHandler, request: CountedRequest) -> bytes:
    """Return the body of a good answer."""
    statuses: list[str] = []
    response = application(request.environment(), lambda status, _headers: statuses.append(status))  # type: ignore[arg-type]  # nobody writes by the old way
    body = b"".join(response)
    response.close()
    assert statuses[0] < "400", body.decode(errors="replace")
    return body


def cpu_of(do: Callable[[Any], object], things: Sequence[Any]) -> float:
    """Do something with each; returns the usual milliseconds of processor time in this process.

    The median: what else the machine does meanwhile makes some of them dear.
    """
    spent = []
    for thing in things:
        before = time.process_time()
        do(thing)
        spent.append(time.process_time() - before)
    return 1000 * median(spent) if spent else 0.0


def profiled(do: Any, things: Iterable[Any]) -> str:
    """Do something with each of the things and return where the time went, dearest first."""
    profile = cProfile.Profile()
    profile.enable()
    for thing in things:
        do(thing)
    profile.disable()
    out = io.StringIO()
    stats = pstats.Stats(profile, stream=out).strip_dirs()
    stats.sort_stats("tottime").print_stats(LONGEST_LIST)
    stats.sort_stats("cumulative").print_stats(LONGEST_LIST)
    return out.getvalue()


def _counted(trace: str) -> tuple[int, int]:
    """Round trips and statements of a trace: a trip ends where the server speaks."""
    trips = statements = 0
    speaker = "B"
    for who, message in _SPOKEN.findall(trace):
        statements += who == "F" and message in ("Query", "Execute")
        trips += speaker == "F" and who == "B"
        speaker = who
    return trips, statements


@contextmanager
def _pooled() -> "Iterator[ConnectionPool[Any]]":
    """One pooled connection, taken and given back with each request, as in a worker."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    assert isinstance(wrapper, DatabaseWrapper)
    options = wrapper.settings_dict["OPTIONS"]
    wrapper.close()
    options["pool"] = {"min_size": 1, "max_size": 1, "timeout": 10}
    try:
        wrapper.ensure_connection()
        wrapper.close()
        yield wrapper.pool
    finally:
        wrapper.close()
        wrapper.close_pool()
        del options["pool"]


@contextmanager
def _traced(pool: "ConnectionPool[Any]") -> Iterator[list[str]]:
    """Let libpq write down every message of the pool's one connection; told at the end."""
    traces: list[str] = []
    with tempfile.NamedTemporaryFile("w") as written:
        with pool.connection() as pooled:
            # The pool has no other one, and asking it again would be traced too.
            server = pooled.pgconn
            server.trace(written.fileno())
        try:
            yield traces
        finally:
            server.untrace()
            traces.append(Path(written.name).read_text(errors="replace"))
