"""Sheets that went out: any change of file, row or digest is found."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from lianxin.documents import papers, stored
from lianxin.documents.models import Paper
from lianxin.documents.stored import Tampered
from tests.county import officer
from tests.documents.matters import CLERK, day, delivered


@pytest.fixture
def sheet(county: str) -> tuple[str, Path]:
    """A delivered opinion that was read, and the file of its sheet."""
    number = delivered()
    papers.printed(officer(CLERK), number, "opinion", form="pdf", at=day(9))
    return number, _file()


def _file() -> Path:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT encode(digest, 'hex') FROM files_attachment WHERE id = %s",
            [Paper.objects.get().sheet],
        )
        name = cursor.fetchone()[0]
    return Path(settings.FILES_FOLDER) / name[:2] / name[2:4] / name


def test_sheets_as_they_went_out_are_sound(sheet: tuple[str, Path]) -> None:
    assert list(stored.altered()) == []


def test_an_altered_file_is_found_and_not_given_out(sheet: tuple[str, Path]) -> None:
    number, file = sheet
    file.write_bytes(file.read_bytes().replace(b"%PDF-1.7", b"%PDF-1.6"))
    (found,) = stored.altered()
    assert found.told == "its file was altered"
    assert found.serial.endswith("1号")
    with pytest.raises(Tampered):
        papers.printed(officer(CLERK), number, "opinion", form="pdf", at=day(9))


def test_a_lost_file_is_found(sheet: tuple[str, Path]) -> None:
    sheet[1].unlink()
    assert [one.told for one in stored.altered()] == ["its file is lost"]
    with pytest.raises(Tampered):
        stored.sheet_of(Paper.objects.get())


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM documents_paper", "the paper is gone"),
        ("UPDATE documents_paper SET serial = '9号'", "the paper is not the one on record"),
        ("UPDATE files_attachment SET digest = sha256('x')", "the digest of its file was altered"),
        ("UPDATE files_attachment SET mark = sha256('x')", "the paper is not the one on record"),
    ],
)
def test_a_row_changed_past_the_triggers_is_found(
    sheet: tuple[str, Path], statement: str, told: str
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
    assert [one.told for one in stored.altered()] == [told]
