"""Attachments: taken in by content, kept once by digest, given out for download only."""

import os
import re
import secrets
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Literal, Protocol
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.files import downloads, statements
from lianxin.files.ids import time_ordered
from lianxin.files.kinds import EXTENSIONS, MEDIA_TYPES, UnableToStore, kind_of
from lianxin.files.texts import SALT, Redaction, UnableToRedact

__all__ = [
    "LIMIT",
    "Opened",
    "Stored",
    "UnableToOpen",
    "UnableToStore",
    "clean_name",
    "fetch",
    "keep",
    "redact",
    "store",
    "sweep",
]

LIMIT = 20 * 1024 * 1024
_PIECE = 256 * 1024
_LONGEST_NAME = 120
# Wherever a byte may not be in a file name, on any system residents use.
_NOT_IN_NAMES = re.compile(r'[<>:"|?*]')


class Readable(Protocol):
    """Anything bytes can be read from, such as an uploaded file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose bytes are on disk; it counts only once `keep` has given it a row."""

    digest: bytes
    size: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file being read, and the headers it must be sent with."""

    file: BinaryIO
    headers: dict[str, str]


class UnableToOpen(Exception):
    """There is no such attachment, it was redacted, or its bytes are lost; `reason` says which."""

    def __init__(self, reason: Literal["no_such", "redacted", "lost"]) -> None:
        super().__init__(reason)
        self.reason = reason


def store(stream: Readable, *, name: str, limit: int = LIMIT) -> Stored:
    """Write a file to disk under its digest, once however often it comes, safe from a power cut.

    Raises UnableToStore for more than `limit` bytes and for every kind not on the list.
    """
    drafts = _folder() / "drafts"
    drafts.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = drafts / secrets.token_hex(16)
    try:
        digest, size = _write(stream, path=draft, limit=limit)
        kind = kind_of(draft)
        _settle(draft, path=_path(digest))
    finally:
        draft.unlink(missing_ok=True)
    return Stored(digest=digest, size=size, kind=kind, name=clean_name(name, kind=kind))


def keep(stored: Stored, *, at: datetime) -> UUID:
    """Give a stored file its row and return its id, by which commands name it.

    Raises UnableToOpen if the last other holder of the same bytes was redacted meanwhile.
    """
    id_, salt = time_ordered(at), secrets.token_bytes(SALT)
    mark = sha256(salt + stored.digest).digest()
    with transaction.atomic(), connection.cursor() as cursor:
        _hold(stored.digest)
        if not _path(stored.digest).exists():
            raise UnableToOpen("lost")
        cursor.execute(
            statements.PUT_ATTACHMENT,
            [id_, stored.kind, stored.size, mark, salt, stored.digest, stored.name],
        )
    return id_


def fetch(id_: UUID) -> Opened:
    """Open an attachment for download; who may have it is the caller's question."""
    with connection.cursor() as cursor:
        cursor.execute(statements.ATTACHMENT, [id_])
        row = cursor.fetchone()
    if row is None:
        raise UnableToOpen("no_such")
    kind, size, digest, name = row
    if digest is None:
        raise UnableToOpen("redacted")
    try:
        file = _path(bytes(digest)).open("rb")
    except FileNotFoundError:
        raise UnableToOpen("lost") from None
    return Opened(file=file, headers=_headers(name, kind=kind, size=size))


def redact(id_: UUID, *, ground: str, at: datetime, record: Callable[[Redaction], object]) -> None:
    """Destroy an attachment's name and salt, and its bytes when nobody else holds the same.

    `record` appends the fact to a stream, in the same transaction; the bytes go after commit.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            statements.LOCK_ATTACHMENT,
            [id_],
        )
        row = cursor.fetchone()
        if row is None:
            raise UnableToRedact("no such attachment, or it is redacted already")
        digest, mark = bytes(row[0]), bytes(row[1])
        cursor.execute(
            statements.EMPTY_ATTACHMENT,
            [at, id_],
        )
        record(Redaction(id=id_, digest=mark, ground=ground, at=at))
        transaction.on_commit(lambda: _remove_if_unheld(digest))


def sweep(*, before: datetime) -> int:
    """Remove drafts and files last written before a moment that no row holds; returns how many.

    They are left when a process dies between the disk and the database.
    """
    removed = 0
    for path in [path for path in _folder().rglob("*") if path.is_file()]:
        with suppress(FileNotFoundError):
            if path.stat().st_mtime >= before.timestamp():
                continue
            if path.parent.name == "drafts":
                path.unlink()
                removed += 1
            else:
                removed += _remove_if_unheld(bytes.fromhex(path.name))
    return removed


def clean_name(name: str, *, kind: str) -> str:
    """Return a file name without folders, control and direction characters, fit for its kind.

    An ending that does not belong to the kind stays readable and the right one is put behind it.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(
        character for character in last if not unicodedata.category(character).startswith("C")
    )
    plain = _NOT_IN_NAMES.sub("_", plain).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot or ending.lower() not in EXTENSIONS[kind]:
        stem, ending = plain, EXTENSIONS[kind][0]
    return f"{stem[:_LONGEST_NAME].strip(' .') or '附件'}.{ending}"


def _headers(name: str, *, kind: str, size: int) -> dict[str, str]:
    return {**downloads.headers(name, MEDIA_TYPES[kind]), "Content-Length": str(size)}


def _write(stream: Readable, *, path: Path, limit: int) -> tuple[bytes, int]:
    hashed, size = sha256(), 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise UnableToStore("too_large")
            hashed.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return hashed.digest(), size


def _settle(draft: Path, *, path: Path) -> None:
    """Move the draft to its place. One that is there already is written anew, which heals damage."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _remove_if_unheld(digest: bytes) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        _hold(digest)
        cursor.execute(statements.IS_HELD, [digest])
        if cursor.fetchone()[0] or not _path(digest).exists():
            return 0
        _path(digest).unlink()
    return 1


def _hold(digest: bytes) -> None:
    """Let nobody else add or remove a holder of these bytes until the transaction ends."""
    locks.until_commit(Lock.BYTES, digest.hex())


def _folder() -> Path:
    return Path(settings.FILES_FOLDER)


def _path(digest: bytes) -> Path:
    name = digest.hex()
    return _folder() / name[:2] / name[2:4] / name
