"""Tables that were sent in and wait for a yes: kept for two days at most, by content and never by name."""

import codecs
import os
import re
import secrets
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from lianxin.files.attachments import Readable
from lianxin.files.kinds import UnableToStore, kind_of

KEPT = timedelta(days=2)
LARGEST = 20 * 1024 * 1024
MOST_UNPACKED = 400 * 1024 * 1024
"""A workbook that says it is larger than this unpacked is not opened."""
_PIECE = 256 * 1024
_NAME = re.compile(r"[0-9a-f]{32}\.(csv|xlsx|geojson)")


def put(stream: Readable, *, at: datetime, limit: int = LARGEST) -> str:
    """Keep a table and return the name it is found under, ending in its kind (`csv`, `xlsx`, `geojson`).

    Raises UnableToStore for more than `limit` bytes, for what is neither text nor a workbook
    without macros, and for a workbook that would unpack without end.
    """
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _sweep(folder, before=at - KEPT)
    draft = folder / secrets.token_hex(16)
    try:
        _write(stream, draft, limit)
        kept = draft.with_suffix(f".{_kind(draft)}")
        draft.rename(kept)
    finally:
        draft.unlink(missing_ok=True)
    return kept.name


def find(name: str) -> Path | None:
    """Return where a table lies; None for one that is gone or was never there."""
    if not _NAME.fullmatch(name):
        return None
    path = _folder() / name
    return path if path.is_file() else None


def remove(name: str) -> None:
    """Throw a table away, if it is there."""
    path = find(name)
    if path is not None:
        path.unlink(missing_ok=True)


def _kind(path: Path) -> str:
    try:
        kind = kind_of(path)
    except UnableToStore as no:
        if no.reason != "text_encoding":
            raise
        return "csv"  # a table from an office is often in GB18030
    if kind == "txt":
        return "geojson" if _begins_as_json(path) else "csv"
    if kind != "xlsx":
        raise UnableToStore("unknown_kind")
    with zipfile.ZipFile(path) as workbook:
        if sum(member.file_size for member in workbook.infolist()) > MOST_UNPACKED:
            raise UnableToStore("too_large")
    return kind


def _begins_as_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(_PIECE).removeprefix(codecs.BOM_UTF8).lstrip()[:1] == b"{"


def _write(stream: Readable, path: Path, limit: int) -> None:
    size = 0
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > limit:
                raise UnableToStore("too_large")
            out.write(piece)


def _sweep(folder: Path, *, before: datetime) -> None:
    for path in folder.iterdir():
        if _NAME.fullmatch(path.name) and path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.FILES_FOLDER).with_name("drops")
