"""Statements that run with every command: planned once a connection, several in one journey.

Django puts values into the text, so that the server reads and plans it anew each time, and asks
for one thing at a time. What the door does with every command goes through here instead, over
libpq's own calls on Django's connection: a tenth of the processor time, half the journeys.
"""

import re
import select
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from django.db import DEFAULT_DB_ALIAS, connections
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.pq import ConnStatus, ExecStatus
from psycopg.pq.abc import PGconn, PGresult

Row = tuple[bytes | None, ...]
Line = psycopg.Connection[Any]


class Statement:
    """A statement with named parameters (`%(name)s`), each with its type (`%(ids)s::uuid[]`)."""

    __slots__ = ("names", "text")

    def __init__(self, text: str) -> None:
        places: dict[str, int] = {}

        def numbered(mark: re.Match[str]) -> str:
            return "%" if mark[2] else f"${places.setdefault(mark[1], len(places) + 1)}"

        self.text = _MARK.sub(numbered, text).encode()
        self.names = tuple(places)

    def run(self, values: Mapping[str, Any]) -> list[Row]:
        """Run it by itself, inside whatever transaction is open; see `journey`."""
        return journey((self, values))[0]


Asked = tuple[Statement, Mapping[str, Any]]
_Message = tuple[Statement, list[bytes | None]]
_MARK = re.compile(r"%(?:\((\w+)\)s|(%))")
_numbers = count(1)
_names: "WeakKeyDictionary[Line, dict[Statement, bytes]]" = WeakKeyDictionary()
"""Under which name each connection has prepared a statement."""


def journey(*questions: Asked) -> list[list[Row]]:
    """Send statements together and return the rows of each, values as the server writes them.

    The first that fails raises Django's error for it; those after it do not run. In the values a
    list stands for an array.
    """
    # The proxy `connection` would look for this thread's own at every mention.
    wrapper = connections[DEFAULT_DB_ALIAS]
    wrapper.ensure_connection()
    line: Line = wrapper.connection
    # Before anything is sent: a value that cannot be written must not leave a question half asked.
    messages = [
        (statement, [written(values[name]) for name in statement.names])
        for statement, values in questions
    ]
    with wrapper.wrap_database_errors:
        line.pgconn.enter_pipeline_mode()
        try:
            new = _send(line, messages)
            results = _received(line.pgconn)
        finally:
            _leave(line)
        return [_rows(result) for result in _answers(line, results, new=new)]


def _send(line: Line, messages: Iterable[_Message]) -> dict[int, tuple[Statement, bytes]]:
    """Send all of it; returns at which places of the results a statement was only prepared."""
    server, names = line.pgconn, _names.setdefault(line, {})
    new: dict[int, tuple[Statement, bytes]] = {}
    place = 0
    for statement, values in messages:
        name = names.get(statement)
        if name is None:
            name = f"lianxin_{next(_numbers)}".encode()
            server.send_prepare(name, statement.text)
            new[place] = statement, name
            place += 1
        server.send_query_prepared(name, values)
        place += 1
    server.pipeline_sync()
    while server.flush():
        # Whoever only writes, while the other side waits to be read, waits forever.
        _await(server, select.POLLIN | select.POLLOUT)
        server.consume_input()
    return new


def _received(server: PGconn) -> list[PGresult]:
    results: list[PGresult] = []
    while server.status != ConnStatus.BAD:
        while server.is_busy():
            # Other threads work on meanwhile; libpq's own waiting would hold them up.
            _await(server, select.POLLIN)
            server.consume_input()
        result = server.get_result()
        if result is not None and result.status == ExecStatus.PIPELINE_SYNC:
            break
        if result is not None:
            results.append(result)
    return results


def _await(server: PGconn, events: int) -> None:
    waiting = select.poll()
    waiting.register(server.socket, events)
    waiting.poll()


def _leave(line: Line) -> None:
    """Let the connection be used in the ordinary way again; one that cannot be is closed."""
    try:
        line.pgconn.exit_pipeline_mode()
    except psycopg.Error:
        # Broken, or interrupted half-way: what is still to come would answer the next question.
        line.close()
        connections[DEFAULT_DB_ALIAS].close()


def _answers(
    line: Line, results: Sequence[PGresult], *, new: Mapping[int, tuple[Statement, bytes]]
) -> list[PGresult]:
    answers = []
    for place, result in enumerate(results):
        if result.status not in (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK):
            raise _error(line, result)
        if place in new:
            statement, name = new[place]
            _names[line][statement] = name
        else:
            answers.append(result)
    if line.closed:
        raise psycopg.OperationalError("the connection to the database was lost")
    return answers


def _error(line: Line, result: PGresult) -> psycopg.Error:
    if line.closed:
        return psycopg.OperationalError(result.error_message.decode(errors="replace"))
    error = error_from_result(result)
    if isinstance(error, InvalidSqlStatementName):
        # Somebody between us and the server threw them away; they are prepared again next time.
        _names.pop(line, None)
    return error


def _rows(result: PGresult) -> list[Row]:
    columns = range(result.nfields)
    return [
        tuple([result.get_value(row, column) for column in columns])
        for row in range(result.ntuples)
    ]


def text(value: bytes | None) -> str:
    """Return a value of a row as text; a NULL as the empty one."""
    return (value or b"").decode()


def octets(value: bytes | None) -> bytes:
    """Return a `bytea` of a row; a NULL as none."""
    return bytes.fromhex((value or b"\\x")[2:].decode())


def written(value: Any) -> bytes | None:
    """Return a value as PostgreSQL reads it, a list as an array; KeyError for an unknown type."""
    if value is None:
        return None
    if isinstance(value, list):
        return f"{{{','.join([_INSIDE[type(item)](item) for item in value])}}}".encode()
    return _ALONE[type(value)](value).encode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_ALONE: Mapping[type, Callable[[Any], str]] = {
    str: str,
    UUID: str,
    int: str,
    bool: lambda truth: "t" if truth else "f",
    bytes: lambda octets: f"\\x{octets.hex()}",
    datetime: datetime.isoformat,
}
_INSIDE: Mapping[type, Callable[[Any], str]] = {
    **_ALONE,
    str: _quoted,
    bytes: lambda octets: f'"\\\\x{octets.hex()}"',
    type(None): lambda _: "NULL",
}
