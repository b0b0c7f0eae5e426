"""The salted digests by which the ledger knows attachments."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from lianxin.files import statements


def marks(ids: Iterable[UUID]) -> dict[UUID, bytes]:
    """Return the marks of stored attachments by id; redacted and unknown ones lack."""
    with connection.cursor() as cursor:
        cursor.execute(
            statements.MARKS,
            [list(ids)],
        )
        return {id_: bytes(mark) for id_, mark in cursor.fetchall()}
