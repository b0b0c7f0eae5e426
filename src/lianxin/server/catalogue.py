"""The catalogue that Django reads (`django.mo`), made on this machine from the one people write.

Only `locale/*/LC_MESSAGES/django.po` is kept in the repository. Whoever reads the settings first
compiles it; the digest of the `.po` stands in the head of what was made, so that one of another
release is never taken for it, however the days of the files were copied.
"""

import ast
import hashlib
import logging
import re
import secrets
import shutil
import struct
from collections.abc import Iterator
from pathlib import Path

from lianxin.server.home import private_folder

_LINE = re.compile(r'(?:(?P<field>msgid|msgid_plural|msgstr)(?:\[\d+\])?\s+)?(?P<text>".*")')
_FORMAT = struct.Struct("<7I")
_MAGIC = 0x950412DE
_MADE_FROM = "X-Made-From"

_log = logging.getLogger(__name__)


def ready(written: Path, *, home: Path) -> Path:
    """Return the folder whose catalogues say what those in `written` do.

    That is `written` itself, or `locale` in the home where nobody may write beside the code.
    Where neither takes a file, pages stay Chinese, and a line of the log says why.
    """
    try:
        return _made(written, written)
    except OSError:
        pass
    try:
        return _made(written, private_folder(private_folder(home) / "locale"))
    except OSError as failed:
        _log.warning("There is no English: %s", failed)
        return written


def _made(written: Path, folder: Path) -> Path:
    for source in sorted(written.glob("*/LC_MESSAGES/*.po")):
        target = (folder / source.relative_to(written)).with_suffix(".mo")
        if not _is_made_from(source, target):
            _write(source, target)
    return folder


def _is_made_from(source: Path, target: Path) -> bool:
    return target.exists() and _digest(source.read_bytes()).encode() in target.read_bytes()


def _write(source: Path, target: Path) -> None:
    """Put the whole file there at once: another process reads the old or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        draft.write_bytes(compiled(source.read_bytes()))
        # Made by root, it is still read by whoever serves.
        shutil.copymode(source, draft)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)


def compiled(written: bytes) -> bytes:
    """Return a `.po` as the `.mo` that gettext reads. Raises ValueError where it is none.

    What is not translated, or fuzzy, is left out: it is then shown in Chinese.
    """
    told = dict(_told(written.decode()))
    told[""] = f"{told.get('', '')}{_MADE_FROM}: {_digest(written)}\n"
    pairs = sorted((one.encode(), text.encode()) for one, text in told.items())
    columns = [list(column) for column in zip(*pairs, strict=True)]
    head = _FORMAT.size
    tables, start = b"", head + 16 * len(pairs)
    for texts in columns:
        for text in texts:
            tables += struct.pack("<2I", len(text), start)
            start += len(text) + 1
    count = len(pairs)
    bodies = b"".join(text + b"\0" for texts in columns for text in texts)
    return _FORMAT.pack(_MAGIC, 0, count, head, head + 8 * count, 0, head) + tables + bodies


def _told(written: str) -> Iterator[tuple[str, str]]:
    """Yield each sentence with its translation; forms of a count are parted as gettext wants it."""
    for block in re.split(r"\n\s*\n", written):
        lines = block.splitlines()
        fields = _fields(line for line in lines if not line.startswith("#"))
        fuzzy = any(line.startswith("#,") and "fuzzy" in line for line in lines)
        said = [text for name, text in fields if name == "msgstr"]
        if fields and not fuzzy and all(said):
            yield "\0".join(text for name, text in fields if name != "msgstr"), "\0".join(said)


def _fields(lines: Iterator[str]) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for line in lines:
        read = _LINE.fullmatch(line.strip())
        if read is None or not (read["field"] or fields):
            raise ValueError(f"no line of a catalogue: {line}")
        text = ast.literal_eval(read["text"])
        if read["field"]:
            fields.append((read["field"], text))
        else:
            fields[-1] = (fields[-1][0], fields[-1][1] + text)
    return fields


def _digest(written: bytes) -> str:
    return hashlib.sha256(written).hexdigest()
