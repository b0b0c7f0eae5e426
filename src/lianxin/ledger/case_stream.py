"""How case streams are written: statements the door puts into its one writing statement.

Only the door imports this module (pyproject.toml); every other stream goes through `journal`.
"""

from operator import attrgetter

from lianxin.database.rows import RowStatement
from lianxin.ledger.outbox import OutboxLine
from lianxin.ledger.rows import EMPTY, EntryRow, Head, Origin, chain

__all__ = [
    "EMPTY",
    "INSERT_ENTRIES",
    "INSERT_OUTBOX",
    "EntryRow",
    "Head",
    "Origin",
    "OutboxLine",
    "chain",
]

_ENTRY = {
    "stream": "uuid",
    "sequence": "integer",
    "family": "text",
    "fact": "text",
    "at": "timestamptz",
    "person": "text",
    "post": "text",
    "body": "text",
    "command": "uuid",
    "payload": "text",
    "payload_digest": "bytea",
    "previous": "bytea",
    "digest": "bytea",
}
_LINE = {"reader": "text", "stream": "uuid", "sequence": "integer", "payload": "text"}

INSERT_ENTRIES = RowStatement(
    "INSERT INTO ledger_entry ({columns}) {rows}",
    prefix="e",
    columns=_ENTRY,
    values=attrgetter(*_ENTRY),
)
INSERT_OUTBOX = RowStatement(
    "INSERT INTO ledger_outbox ({columns}) {rows}",
    prefix="o",
    columns=_LINE,
    values=attrgetter(*_LINE),
)
