"""Texts: deposited with a salt, read back, and destroyed when the law asks for it."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from lianxin.files import statements
from lianxin.files.ids import time_ordered
from lianxin.rules.refs import Ref

SALT = 16


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
        cursor.execute(statements.PUT_TEXTS.text(), statements.PUT_TEXTS.parameters([row]))
    return Ref.of(row.id, row.digest)


def read(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the bodies of texts by id in one query; redacted and unknown ones lack."""
    with connection.cursor() as cursor:
        cursor.execute(statements.BODIES, [list(ids)])
        return dict(cursor.fetchall())


def redact(id_: UUID, *, ground: str, at: datetime, record: Callable[[Redaction], object]) -> None:
    """Destroy a text and its salt, keep its digest, and put that on record in one transaction.

    `record` appends the fact to a stream. Without the salt nobody can find the text again by
    trying. Copies in backups live until these expire. Raises UnableToRedact for a second time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            statements.EMPTY_TEXT,
            [at, id_],
        )
        row = cursor.fetchone()
        if row is None:
            raise UnableToRedact("no such text, or it is redacted already")
        record(Redaction(id=id_, digest=bytes(row[0]), ground=ground, at=at))


def altered() -> list[UUID]:
    """Return the texts that no longer give their digest: changed past the trigger."""
    with connection.cursor() as cursor:
        cursor.execute(statements.ALTERED_TEXTS)
        return [row[0] for row in cursor.fetchall()]
