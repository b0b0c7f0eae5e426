"""Attachments on disk and in the table."""

import io
import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from lianxin.files import attachments
from lianxin.files.attachments import UnableToOpen, UnableToStore
from lianxin.files.marks import marks
from lianxin.files.texts import Redaction, UnableToRedact

AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
PHOTO = b"\xff\xd8\xff\xe0" + b"x" * 600_000


@pytest.fixture(autouse=True)
def folder(transactional_db: None, tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """A files folder of this test's own."""
    settings.FILES_FOLDER = tmp_path / "files"
    yield tmp_path / "files"
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE files_attachment")


def add(content: bytes = PHOTO, *, name: str = "照片.jpg") -> UUID:
    """Store a file and keep it."""
    return attachments.keep(attachments.store(io.BytesIO(content), name=name), at=AT)


def redact(id_: UUID) -> list[Redaction]:
    """Redact an attachment; returns what was put on record."""
    told: list[Redaction] = []
    attachments.redact(id_, ground="article 44", at=AT, record=told.append)
    return told


def on_disk(folder: Path) -> list[Path]:
    """Every file under the folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_lies_under_its_digest_and_only_its_owner_reads_it(folder: Path) -> None:
    stored = attachments.store(io.BytesIO(PHOTO), name="照片.jpg")
    digest = sha256(PHOTO).hexdigest()
    assert (stored.digest.hex(), stored.size, stored.kind) == (digest, len(PHOTO), "jpeg")
    (path,) = on_disk(folder)
    assert path == folder / digest[:2] / digest[2:4] / digest
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_attachment_is_given_out_for_download_only() -> None:
    opened = attachments.fetch(add(name="三单元 路灯.jpg"))
    with opened.file:
        assert opened.file.read() == PHOTO
    assert opened.headers == {
        "Content-Type": "image/jpeg",
        "Content-Length": str(len(PHOTO)),
        "Content-Disposition": "attachment; filename*=UTF-8''"
        "%E4%B8%89%E5%8D%95%E5%85%83%20%E8%B7%AF%E7%81%AF.jpg",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }


def test_the_same_file_twice_lies_on_disk_once(folder: Path) -> None:
    one, other = add(), add(name="另一张.jpg")
    assert one != other
    assert len(on_disk(folder)) == 1


def test_a_damaged_file_is_healed_when_it_comes_again(folder: Path) -> None:
    add()
    (path,) = on_disk(folder)
    path.write_bytes(b"damaged")
    add()
    assert path.read_bytes() == PHOTO


def test_a_file_over_the_limit_is_refused_while_it_comes_in(folder: Path) -> None:
    class Endless:
        given = 0

        def read(self, size: int, /) -> bytes:
            self.given += size
            return b"\xff" * size

    source = Endless()
    with pytest.raises(UnableToStore) as refusal:
        attachments.store(source, name="x.jpg", limit=1_000_000)
    assert refusal.value.reason == "too_large"
    assert source.given < 2_000_000
    assert on_disk(folder) == []


def test_a_file_of_exactly_the_limit_is_taken() -> None:
    assert attachments.store(io.BytesIO(PHOTO), name="x", limit=len(PHOTO)).size == len(PHOTO)


def test_a_refused_file_leaves_nothing(folder: Path) -> None:
    with pytest.raises(UnableToStore) as refusal:
        attachments.store(io.BytesIO(b"MZ\x90\0"), name="photo.jpg")
    assert refusal.value.reason == "executable"
    assert on_disk(folder) == []


def test_the_ledger_knows_an_attachment_by_a_salted_mark() -> None:
    one, other = add(), add()
    found = marks([one, other, uuid4()])
    assert set(found) == {one, other}
    assert len({*found.values(), sha256(PHOTO).digest()}) == 3


def test_a_redacted_attachment_leaves_its_mark_only(folder: Path) -> None:
    id_ = add()
    mark = marks([id_])[id_]
    assert redact(id_) == [Redaction(id=id_, digest=mark, ground="article 44", at=AT)]
    assert on_disk(folder) == []
    assert marks([id_]) == {}
    with pytest.raises(UnableToOpen) as refusal:
        attachments.fetch(id_)
    assert refusal.value.reason == "redacted"
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, salt, digest, mark FROM files_attachment")
        name, salt, digest, kept = cursor.fetchone()
    assert (name, salt, digest, bytes(kept)) == (None, None, None, mark)


def test_bytes_that_another_case_holds_too_stay(folder: Path) -> None:
    one, other = add(), add()
    redact(one)
    assert len(on_disk(folder)) == 1
    attachments.fetch(other).file.close()
    redact(other)
    assert on_disk(folder) == []


def test_an_attachment_is_redacted_once() -> None:
    id_ = add()
    redact(id_)
    for unknown in (id_, uuid4()):
        with pytest.raises(UnableToRedact):
            redact(unknown)


def test_without_a_record_nothing_is_destroyed() -> None:
    id_ = add()

    def fails(_: Redaction) -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        attachments.redact(id_, ground="article 44", at=AT, record=fails)
    attachments.fetch(id_).file.close()


def test_a_file_redacted_between_storing_and_keeping_is_not_kept() -> None:
    id_ = add()
    stored = attachments.store(io.BytesIO(PHOTO), name="again.jpg")
    redact(id_)
    with pytest.raises(UnableToOpen) as refusal:
        attachments.keep(stored, at=AT)
    assert refusal.value.reason == "lost"


def test_unknown_and_lost_attachments_are_told_apart(folder: Path) -> None:
    id_ = add()
    on_disk(folder)[0].unlink()
    for wanted, reason in ((id_, "lost"), (uuid4(), "no_such")):
        with pytest.raises(UnableToOpen) as refusal:
            attachments.fetch(wanted)
        assert refusal.value.reason == reason


def test_what_a_dead_process_left_is_swept_away_later(folder: Path) -> None:
    add()
    attachments.store(io.BytesIO(b"never kept"), name="x.txt")
    (folder / "drafts" / "left").write_bytes(b"half")
    now = datetime.now(UTC)
    assert attachments.sweep(before=now - timedelta(days=1)) == 0
    yesterday = (now - timedelta(days=1)).timestamp()
    for path in on_disk(folder):
        os.utime(path, (yesterday, yesterday))
    assert attachments.sweep(before=now) == 2
    assert [path.read_bytes() for path in on_disk(folder)] == [PHOTO]


def test_an_attachment_changes_in_no_other_way() -> None:
    add()
    for statement in ("UPDATE files_attachment SET name = 'x'", "DELETE FROM files_attachment"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("given", "kind", "clean"),
    [
        ("照片.JPG", "jpeg", "照片.JPG"),
        ("../../etc/passwd", "txt", "passwd.txt"),
        ("C:\\Users\\li\\文件.docx", "docx", "文件.docx"),
        ("run.bat", "txt", "run.bat.txt"),
        ("photo\u202egpj.exe", "jpeg", "photogpj.exe.jpg"),
        ("a\0b\r\n\tc.txt", "txt", "abc.txt"),
        ('a<b>:"|?*.pdf', "pdf", "a_b______.pdf"),
        ("", "png", "附件.png"),
        ("...", "png", "附件.png"),
        (".png", "png", "png.png"),
        ("x" * 500 + ".pdf", "pdf", "x" * 120 + ".pdf"),
        ("clip.m4v", "mp4", "clip.m4v"),
    ],
)
def test_file_names_are_cleaned(given: str, kind: str, clean: str) -> None:
    assert attachments.clean_name(given, kind=kind) == clean
