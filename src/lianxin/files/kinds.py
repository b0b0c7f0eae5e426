"""What a file is, by its content and never by its name; what is not on the list is refused."""

import codecs
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Reason = Literal[
    "too_large",
    "empty",
    "executable",
    "html",
    "svg",
    "script",
    "archive",
    "macros",
    "text_encoding",
    "unknown_kind",
]


class UnableToStore(Exception):
    """A file that is not taken in; `reason` is a code the edge puts into words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


MEDIA_TYPES = {
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "wav": "audio/wav",
    "amr": "audio/amr",
    "ofd": "application/ofd",
    "txt": "text/plain; charset=utf-8",
}
EXTENSIONS = {kind: (kind,) for kind in MEDIA_TYPES} | {
    "jpeg": ("jpg", "jpeg"),
    "heic": ("heic", "heif"),
    "mp4": ("mp4", "m4v", "3gp"),
}

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"#!AMR\n", "amr"),
    (b"#!AMR-WB\n", "amr"),
    (b"ID3", "mp3"),
)
_REFUSED: tuple[tuple[bytes, Reason], ...] = (
    (b"MZ", "executable"),
    (b"\x7fELF", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"\xfe\xed\xfa\xce", "executable"),
    (b"\xfe\xed\xfa\xcf", "executable"),
    (b"\xce\xfa\xed\xfe", "executable"),
    (b"\xcf\xfa\xed\xfe", "executable"),
    (b"dex\n", "executable"),
    (b"L\0\0\0\x01\x14\x02\0", "executable"),
    (b"#!", "script"),
    (b"<?php", "script"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ\0", "archive"),
    (b"\x28\xb5\x2f\xfd", "archive"),
    (b"MSCF", "archive"),
)
_BRANDS = {
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1"), "heic"),
    **dict.fromkeys((b"M4A ", b"M4B "), "m4a"),
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42"), "mp4"),
    **dict.fromkeys((b"avc1", b"M4V ", b"dash", b"3gp4", b"3gp5", b"3gp6"), "mp4"),
    b"qt  ": "mov",
}
_RIFF = {b"WEBP": "webp", b"WAVE": "wav"}
_ZIPPED = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"<(!doctype html|html|head|body|script|iframe|svg)\b", re.IGNORECASE)
# What a browser that guesses would look at, and more.
_GUESSED = 4096


def kind_of(path: Path) -> str:
    """Return the kind of a file, a key of MEDIA_TYPES; raises UnableToStore with the reason."""
    with path.open("rb") as file:
        head = file.read(_GUESSED)
    if not head:
        raise UnableToStore("empty")
    for begins, kind in _BEGINNINGS:
        if head.startswith(begins):
            return kind
    for begins, reason in _REFUSED:
        if head.startswith(begins):
            raise UnableToStore(reason)
    return _by_structure(head, path=path)


def _by_structure(head: bytes, *, path: Path) -> str:
    looks: tuple[tuple[bool, Callable[[], str | None]], ...] = (
        (head[4:8] == b"ftyp", lambda: _BRANDS.get(head[8:12])),
        (head.startswith(b"RIFF"), lambda: _RIFF.get(head[8:12])),
        (head.startswith(b"PK"), lambda: _zipped(path)),
        (head.startswith(_OLE), lambda: _compound(path)),
        (_is_mp3_frame(head), lambda: "mp3"),
    )
    for fits, look in looks:
        if fits:
            kind = look()
            if kind is None:
                raise UnableToStore("unknown_kind")
            return kind
    if head[257:262] == b"ustar":
        raise UnableToStore("archive")
    return _text(head, path=path)


def _zipped(path: Path) -> str:
    """Only the list of members is read, so a file that unpacks without end does no harm."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise UnableToStore("unknown_kind") from None
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise UnableToStore("macros")
    if "OFD.xml" in names:
        return "ofd"
    if "[Content_Types].xml" in names:
        for member, kind in _ZIPPED.items():
            if member in names:
                return kind
    raise UnableToStore("archive")


def _compound(path: Path) -> str | None:
    """The old Office form; its streams are named in UTF-16."""
    content = path.read_bytes()
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise UnableToStore("macros")
    if "WordDocument".encode("utf-16-le") in content:
        return "doc"
    books = ("Workbook\0", "Book\0")
    return "xls" if any(name.encode("utf-16-le") in content for name in books) else None


def _is_mp3_frame(head: bytes) -> bool:
    """Eleven bits of synchronisation, then layer III (ISO 11172-3)."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2


def _text(head: bytes, *, path: Path) -> str:
    markup = _MARKUP.search(head)
    if markup:
        raise UnableToStore("svg" if markup[1].lower() == b"svg" else "html")
    if head.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith((b"#!", b"<?")):
        raise UnableToStore("script")
    content = path.read_bytes()
    if b"\0" in content:
        raise UnableToStore("unknown_kind")
    try:
        content.decode()
    except UnicodeDecodeError:
        raise UnableToStore(_why_no_text(content)) from None
    return "txt"


def _why_no_text(content: bytes) -> Reason:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "unknown_kind"
    return "text_encoding"


REASONS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "empty": ("文件是空的", "the file is empty"),
        "executable": ("不接受可执行文件", "a program is not taken"),
        "html": ("不接受网页文件", "a web page is not taken"),
        "svg": ("不接受SVG图片，请改用PNG", "an SVG picture is not taken; use PNG"),
        "script": ("不接受脚本", "a script is not taken"),
        "archive": (
            "不接受压缩包，请逐个上传",
            "an archive is not taken; send the files one by one",
        ),
        "macros": ("不接受带宏的文档", "a document with macros is not taken"),
        "text_encoding": ("文本文件请用UTF-8编码", "a text must be in UTF-8"),
        "unknown_kind": ("不认识的文件类型", "this kind of file is not known"),
    }
)
"""Why a file was not taken, in both languages, by the reason of UnableToStore."""
