"""How case streams are written: pieces of SQL the door puts into its one writing statement.

Only the door imports this module (pyproject.toml); every other stream goes through `journal`.
The parameters are arrays, one a column: `e_stream`, `e_sequence`, … for entries, `o_reader`,
`o_stream`, `o_sequence`, `o_payload` for outbox lines; `entries()` and `outbox()` make them.
"""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from lianxin.ledger.outbox import OutboxLine
from lianxin.ledger.rows import EMPTY, EntryRow, Head, Origin, chain

__all__ = [
    "EMPTY",
    "ENTRY_COLUMNS",
    "INSERT_ENTRIES",
    "INSERT_OUTBOX",
    "OUTBOX_COLUMNS",
    "EntryRow",
    "Head",
    "Origin",
    "OutboxLine",
    "chain",
    "entries",
    "outbox",
]

ENTRY_COLUMNS: tuple[str, ...] = (
    "stream",
    "sequence",
    "family",
    "fact",
    "at",
    "person",
    "post",
    "body",
    "command",
    "payload",
    "payload_digest",
    "previous",
    "digest",
)
OUTBOX_COLUMNS: tuple[str, ...] = ("reader", "stream", "sequence", "payload")

INSERT_ENTRIES = f"""
INSERT INTO ledger_entry ({", ".join(ENTRY_COLUMNS)})
SELECT * FROM unnest(
    %(e_stream)s::uuid[], %(e_sequence)s::integer[], %(e_family)s::text[], %(e_fact)s::text[],
    %(e_at)s::timestamptz[], %(e_person)s::text[], %(e_post)s::text[], %(e_body)s::text[],
    %(e_command)s::uuid[], %(e_payload)s::text[], %(e_payload_digest)s::bytea[],
    %(e_previous)s::bytea[], %(e_digest)s::bytea[])
"""  # noqa: S608 - the columns are the constant above

INSERT_OUTBOX = f"""
INSERT INTO ledger_outbox ({", ".join(OUTBOX_COLUMNS)})
SELECT * FROM unnest(
    %(o_reader)s::text[], %(o_stream)s::uuid[], %(o_sequence)s::integer[], %(o_payload)s::text[])
"""  # noqa: S608 - the columns are the constant above

_entry = attrgetter(*ENTRY_COLUMNS)
_line = attrgetter(*OUTBOX_COLUMNS)


def entries(rows: Sequence[EntryRow]) -> dict[str, list[Any]]:
    """Return the `e_` parameters of `INSERT_ENTRIES` for these rows (none is allowed)."""
    columns = zip(*map(_entry, rows), strict=True) if rows else ((),) * len(ENTRY_COLUMNS)
    return {f"e_{name}": list(values) for name, values in zip(ENTRY_COLUMNS, columns, strict=True)}


def outbox(lines: Sequence[OutboxLine]) -> dict[str, list[Any]]:
    """Return the `o_` parameters of `INSERT_OUTBOX` for these lines (none is allowed)."""
    columns = zip(*map(_line, lines), strict=True) if lines else ((),) * len(OUTBOX_COLUMNS)
    return {f"o_{name}": list(values) for name, values in zip(OUTBOX_COLUMNS, columns, strict=True)}
