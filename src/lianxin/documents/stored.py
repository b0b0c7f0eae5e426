"""Sheets as they went out: read back by digest, and held against what is on record."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.db import connection

from lianxin.documents import statements
from lianxin.documents.models import Paper
from lianxin.files import attachments
from lianxin.files.attachments import UnableToOpen
from lianxin.rules.refs import Ref


@dataclass(frozen=True, slots=True)
class Altered:
    """A paper that is not what was made: where it stands on record, and what is wrong."""

    stream: UUID
    sequence: int
    serial: str
    told: str


class Tampered(Exception):
    """The file of a paper is not the one that went out."""


def sheet_of(paper: Paper) -> bytes:
    """Return the PDF that went out. Raises Tampered if the file is another or is gone."""
    try:
        opened = attachments.fetch(paper.sheet)
    except UnableToOpen as no:
        raise Tampered(f"the file of {paper} is {no.reason}") from None
    with opened.file as file:
        made = file.read()
    with connection.cursor() as cursor:
        cursor.execute(statements.DIGEST_OF_SHEET, [paper.sheet])
        row = cursor.fetchone()
    # Better no paper than another one: what is handed out counts as what was delivered.
    if row is None or sha256(made).digest() != bytes(row[0]):
        raise Tampered(f"the file of {paper} is not the one that went out")
    return made


def altered() -> Iterator[Altered]:
    """Yield every paper whose row or file no longer is what the ledger says was made."""
    with connection.cursor() as cursor:
        cursor.execute(statements.RECORDED)
        rows = cursor.fetchall()
    for stream, sequence, payload, id_, sheet, serial, *rest in rows:
        recorded = json.loads(payload)
        fault = _fault(recorded, id_, sheet, serial, *rest)
        if fault:
            yield Altered(stream, sequence, recorded["serial"], fault)


def _fault(
    recorded: dict[str, str],
    id_: UUID | None,
    sheet: UUID | None,
    serial: str | None,
    mark: bytes | None,
    salt: bytes | None,
    digest: bytes | None,
    redacted: object,
) -> str | None:
    # Sought from the ledger's side: a row that was taken away cannot hide itself.
    if id_ is None or mark is None:
        return "the paper is gone"
    if serial != recorded["serial"] or sheet is None or Ref.of(sheet, mark) != recorded["sheet"]:
        return "the paper is not the one on record"
    # Destroyed on purpose (its mark stays): that is on record and no fault.
    if redacted is not None or salt is None or digest is None or sheet is None:
        return None
    # The mark is salted, so that nobody can tell from the ledger which file it was.
    if sha256(bytes(salt) + bytes(digest)).digest() != bytes(mark):
        return "the digest of its file was altered"
    try:
        with attachments.fetch(sheet).file as file:
            same = sha256(file.read()).digest() == bytes(digest)
    except UnableToOpen as no:
        return f"its file is {no.reason}"
    return None if same else "its file was altered"
