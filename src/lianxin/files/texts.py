"""Texts: deposited with a salt, read back, and destroyed when the law asks for it."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from operator import attrgetter
from uuid import UUID

from django.db import connection, transaction

from lianxin.database.rows import RowStatement
from lianxin.files.ids import time_ordered
from lianxin.rules.refs import Ref

SALT = 16
_COLUMNS = {"id": "uuid", "kind": "text", "salt": "bytea", "body": "text", "digest": "bytea"}
INSERT_TEXTS = RowStatement(
    "INSERT INTO files_text ({columns}) {rows}",
    prefix="t",
    columns=_COLUMNS,
    values=attrgetter(*_COLUMNS),
)
"""A part of the door's one writing statement, too."""


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


def prepare(body: str, *, kind: str, at: datetime) -> TextRow:
    """Return the row of a text; `kind` is `prose` or `personal`, `at` orders the id."""
    salt = secrets.token_bytes(SALT)
    return TextRow(time_ordered(at), kind, salt, body, sha256(salt + body.encode()).digest())


def put(body: str, *, at: datetime) -> Ref:
    """Put one text away by itself and return the reference that an entry holds."""
    row = prepare(body, kind="prose", at=at)
    with connection.cursor() as cursor:
        cursor.execute(INSERT_TEXTS.text(), INSERT_TEXTS.parameters([row]))
    return Ref.of(row.id, row.digest)


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
