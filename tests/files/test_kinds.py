"""What a file is, by its content."""

import io
import zipfile
from pathlib import Path

import pytest

from lianxin.files.kinds import EXTENSIONS, MEDIA_TYPES, UnableToStore, kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    """A zip file with such members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def ole(*streams: str) -> bytes:
    """The beginning of an old Office file and the names of its streams."""
    return OLE + b"\0" * 600 + b"".join(f"{name}\0".encode("utf-16-le") for name in streams)


def box(brand: bytes) -> bytes:
    """The beginning of an ISO media file."""
    return b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0" + b"\0" * 8


TAKEN: list[tuple[str, bytes]] = [
    ("jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
    ("png", b"\x89PNG\r\n\x1a\n\0"),
    ("gif", b"GIF89a\0"),
    ("webp", b"RIFF\0\0\0\0WEBPVP8 "),
    ("heic", box(b"heic")),
    ("heic", box(b"mif1")),
    ("pdf", b"%PDF-1.7\n"),
    ("docx", zipped("[Content_Types].xml", "word/document.xml")),
    ("xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")),
    ("pptx", zipped("[Content_Types].xml", "ppt/presentation.xml")),
    ("ofd", zipped("OFD.xml", "Doc_0/Document.xml")),
    ("doc", ole("WordDocument")),
    ("xls", ole("Workbook")),
    ("xls", ole("Book")),
    ("mp3", b"ID3\x04\0"),
    ("mp3", b"\xff\xfb\x90\x64"),
    ("m4a", box(b"M4A ")),
    ("mp4", box(b"isom")),
    ("mp4", box(b"3gp4")),
    ("mov", box(b"qt  ")),
    ("wav", b"RIFF\0\0\0\0WAVEfmt "),
    ("amr", b"#!AMR\n\x3c"),
    ("amr", b"#!AMR-WB\n"),
    ("txt", "路灯坏了，请来修。\n".encode()),
    ("txt", b"\xef\xbb\xbfwith a mark"),
    ("txt", b"5 < 6 and <b> is bold"),
]
REFUSED: list[tuple[str, bytes]] = [
    ("empty", b""),
    ("executable", b"MZ\x90\0"),
    ("executable", b"\x7fELF\x02"),
    ("executable", b"\xca\xfe\xba\xbe\0"),
    ("executable", b"\xcf\xfa\xed\xfe\0"),
    ("executable", b"L\0\0\0\x01\x14\x02\0\0"),
    ("html", b"<!DOCTYPE html><p>x"),
    ("html", b"  \n<HTML><body>"),
    ("html", b"hello <script>alert(1)</script>"),
    ("svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ("svg", b'<?xml version="1.0"?><svg onload="x"/>'),
    ("script", b"#!/bin/sh\nrm"),
    ("script", b"\n#!/bin/sh\n"),
    ("script", b"<?php echo 1;"),
    ("script", b'<?xml version="1.0"?><other/>'),
    ("archive", zipped("a.txt")),
    ("archive", zipped("[Content_Types].xml", "AppManifest.xaml")),
    ("archive", zipped("META-INF/MANIFEST.MF", "A.class")),
    ("archive", b"Rar!\x1a\x07\x01"),
    ("archive", b"7z\xbc\xaf\x27\x1c\0"),
    ("archive", b"\x1f\x8b\x08\0"),
    ("archive", b"a" * 257 + b"ustar\0"),
    ("macros", zipped("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin")),
    ("macros", ole("WordDocument", "_VBA_PROJECT")),
    ("text_encoding", "路灯坏了，请来修。".encode("gb18030")),
    ("unknown_kind", b"abc\0def"),
    ("unknown_kind", b"PK\x03\x04 broken"),
    ("unknown_kind", box(b"none")),
    ("unknown_kind", b"RIFF\0\0\0\0AVI "),
    ("unknown_kind", ole("Installer")),
    ("unknown_kind", b"\x81\xff\xfe\x02\x03"),
]


@pytest.mark.parametrize(("kind", "content"), TAKEN)
def test_what_residents_send_is_known_by_its_content(
    tmp_path: Path, kind: str, content: bytes
) -> None:
    path = tmp_path / "setup.exe"
    path.write_bytes(content)
    assert kind_of(path) == kind


@pytest.mark.parametrize(("reason", "content"), REFUSED)
def test_what_could_do_harm_is_refused_with_the_reason(
    tmp_path: Path, reason: str, content: bytes
) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    with pytest.raises(UnableToStore) as refusal:
        kind_of(path)
    assert refusal.value.reason == reason


def test_every_kind_has_an_ending() -> None:
    assert set(EXTENSIONS) == set(MEDIA_TYPES) == {kind for kind, _ in TAKEN}
