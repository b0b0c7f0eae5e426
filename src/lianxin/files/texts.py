"""Texts: deposited with a salt, read back, and destroyed when the law asks for it."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from lianxin.files.ids import time_ordered

SALT = 16
# A piece for the one statement that registers: a WITH member, its arrays from `parameters`.
INSERT_TEXTS = """
INSERT INTO files_text (id, kind, salt, body, digest)
SELECT * FROM unnest(
    %(t_id)s::uuid[], %(t_kind)s::text[], %(t_salt)s::bytea[], %(t_body)s::text[],
    %(t_digest)s::bytea[])
"""


@dataclass(frozen=True, slots=True)
class TextRow:
    """A text ready to be inserted; the fields are the columns."""

    id: UUID
    kind: str
    salt: bytes
    body: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Redaction:
    """What the fact of a redaction says: which text, its digest that stays, and on what ground."""

    id: UUID
    digest: bytes
    ground: str
    at: datetime


class UnableToRedact(Exception):
    """There is no such text or attachment, or its content is destroyed already."""


_values = attrgetter(*TextRow.__slots__)


def prepare(body: str, *, kind: str, at: datetime) -> TextRow:
    """Return the row of a text; `kind` is `prose` or `personal`, `at` orders the id."""
    salt = secrets.token_bytes(SALT)
    return TextRow(time_ordered(at), kind, salt, body, sha256(salt + body.encode()).digest())


def parameters(rows: Sequence[TextRow]) -> dict[str, list[Any]]:
    """Return the arrays that INSERT_TEXTS reads; empty ones insert nothing."""
    columns = zip(*map(_values, rows), strict=True) if rows else ((),) * len(TextRow.__slots__)
    names = (f"t_{name}" for name in TextRow.__slots__)
    return {name: list(values) for name, values in zip(names, columns, strict=True)}


def put(body: str, *, at: datetime) -> str:
    """Put one text away by itself and return the reference that an entry holds."""
    row = prepare(body, kind="prose", at=at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT_TEXTS, parameters([row]))
    return f"{row.id}#{row.digest.hex()}"


def read(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the bodies of texts by id in one query; redacted and unknown ones lack."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, body FROM files_text WHERE id = ANY(%s) AND body IS NOT NULL", [list(ids)]
        )
        return dict(cursor.fetchall())


def redact(id_: UUID, *, ground: str, at: datetime, record: Callable[[Redaction], object]) -> None:
    """Destroy a text and its salt, keep its digest, and put that on record in one transaction.

    `record` appends the fact to a stream. Without the salt nobody can find the text again by
    trying. Copies in backups live until these expire. Raises UnableToRedact for a second time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE files_text SET body = NULL, salt = NULL, redacted_at = %s"
            " WHERE id = %s AND redacted_at IS NULL RETURNING digest",
            [at, id_],
        )
        row = cursor.fetchone()
        if row is None:
            raise UnableToRedact("no such text, or it is redacted already")
        record(Redaction(id=id_, digest=bytes(row[0]), ground=ground, at=at))


def altered() -> list[UUID]:
    """Return the texts that no longer give their digest: changed past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id FROM files_text WHERE body IS NOT NULL"
            " AND sha256(salt || convert_to(body, 'UTF8')) <> digest ORDER BY id"
        )
        return [row[0] for row in cursor.fetchall()]
