"""Walks entries in order, as fast as it can, and tells which streams do not verify.

COPY hands each entry over as one line of text that needs no conversion: the header's text is put
together from the very characters the database sends.
"""

import re
from collections.abc import Callable, Generator, Iterable
from hashlib import sha256
from json.encoder import encode_basestring
from uuid import UUID

from django.db import DatabaseError, connection
from psycopg.pq import ExecStatus
from psycopg.pq.abc import PGconn

from lianxin.ledger import statements
from lianxin.ledger.faults import NO_ENTRY, Raw

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\"}
WHOLE = "ledger_entry"
STEP = 100_000
_MOST_KEPT = 200_000

Progress = Callable[[int], None]


class _Quoted(dict[str, str]):
    """Texts of a COPY line as JSON texts; codes come again and again, so they are kept."""

    def __missing__(self, text: str) -> str:
        if len(self) > _MOST_KEPT:
            self.clear()
        made = self[text] = encode_basestring(_plain(text))
        return made


def suspects(server: PGconn, table: str, *, progress: Progress) -> tuple[int, list[UUID]]:
    """Return how many entries a table holds, and the streams in which anything does not fit.

    No stream may stand in two tables. `progress` is told the count after every `STEP` entries.
    """
    checked, streams = _walk(lines(server, table), progress=progress)
    return checked, [UUID(stream) for stream in streams]


def stored(stream: UUID) -> list[Raw]:
    """Return one stream's entries as the database has them, in their order."""
    connection.ensure_connection()
    server = connection.connection.pgconn
    return [_raw(line) for line in lines(server, WHOLE, f"WHERE stream = '{stream}'")]


def _walk(source: Iterable[bytes], *, progress: Progress) -> tuple[int, dict[str, None]]:
    # One loop that calls nothing of ours: a call for each entry costs a tenth of the speed.
    quoted, hashed = _Quoted(), sha256
    streams: dict[str, None] = {}
    checked = here = 0
    at_stream = previous_digest = ""
    for line in source:
        (stream, sequence, family, fact, at, person, post, body, command, payload, payload_digest,
         previous, digest) = str(line, "utf-8")[:-1].split("\t")  # fmt: skip
        # The rows come in order of streams, so a new name begins a new chain.
        if stream != at_stream:
            at_stream, here, previous_digest = stream, 0, NO_ENTRY
        here += 1
        checked += 1
        if "\\" in payload:
            payload = _plain(payload)
        inner = hashed(payload.encode())
        header = (
            f'{{"at":"{at[:10]}T{at[11:]}Z","body":{quoted[body]},"command":"{command}",'
            f'"fact":{quoted[fact]},"family":{quoted[family]},"person":{quoted[person]},'
            f'"post":{quoted[post]},"previous":"{previous}","sequence":{sequence},'
            f'"stream":"{stream}"}}'
        )
        if (
            hashed(header.encode() + inner.digest()).hexdigest() != digest
            or inner.hexdigest() != payload_digest
            or previous != previous_digest
            # A gap keeps every digest right; only the count shows that an entry is gone.
            or sequence != f"{here}"
        ):
            streams[stream] = None
        previous_digest = digest
        if checked % STEP == 0:
            progress(checked)
    return checked, streams


def lines(server: PGconn, table: str, where: str = "") -> Generator[bytes, None, None]:
    """Yield the entries as COPY lines, in the order of streams; `where` is SQL of this module.

    To be read inside a transaction. libpq's own calls: a cursor's `copy` costs as much a line as
    checking it does.
    """
    # A session may print moments its own way; the hashed text knows one.
    server.exec_(b"SET LOCAL DateStyle = 'ISO'")
    begun = server.exec_(statements.LINES.format(table=table, where=where).encode())
    if begun.status != ExecStatus.COPY_OUT:
        raise DatabaseError(begun.get_error_message())
    ended = False
    try:
        while not ended:
            size, line = server.get_copy_data(0)
            ended = size < 0
            if not ended:
                yield bytes(line)
    finally:
        _finish(server, ended=ended)


def _finish(server: PGconn, *, ended: bool) -> None:
    """Read the answer to its end, so that the connection can be used again; raise its error."""
    while not ended:
        ended = server.get_copy_data(0)[0] < 0
    while (result := server.get_result()) is not None:
        if result.status != ExecStatus.COMMAND_OK:
            raise DatabaseError(result.get_error_message())


def _raw(line: bytes) -> Raw:
    stream, sequence, *rest = (_plain(text) for text in str(line, "utf-8")[:-1].split("\t"))
    return Raw(stream, int(sequence), *rest)


def _plain(text: str) -> str:
    """Return what a text of a COPY line stands for."""
    return _ESCAPED.sub(lambda match: _MEANT[match[1]], text) if "\\" in text else text
