"""Tables that wait for a yes: kept by content, found by their own name alone, gone in time."""

import os
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from lianxin.files import drops
from lianxin.files.kinds import UnableToStore
from lianxin.files.spreadsheets import guarded, unguarded

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    """A place for files of the test's own."""
    settings.FILES_FOLDER = tmp_path / "files"


def workbook(size: int) -> BytesIO:
    """Return a workbook that says how large it is unpacked."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "x")
        made.writestr("xl/workbook.xml", b"0" * size)
    out.seek(0)
    return out


def test_a_table_is_found_under_the_name_it_was_given() -> None:
    name = drops.put(BytesIO("甲,乙".encode()), at=AT)
    path = drops.find(name)
    assert path is not None
    assert path.suffix == ".csv"
    assert path.read_text("utf-8") == "甲,乙"
    assert path.stat().st_mode & 0o077 == 0
    drops.remove(name)
    assert drops.find(name) is None


def test_a_table_in_the_encoding_of_offices_is_taken() -> None:
    assert drops.put(BytesIO("甲,乙".encode("gb18030")), at=AT).endswith(".csv")


def test_a_map_is_told_from_a_table_by_how_it_begins() -> None:
    assert drops.put(BytesIO(b'\xef\xbb\xbf \n{"type": 1}'), at=AT).endswith(".geojson")
    assert drops.put(BytesIO(b"code,{shape}"), at=AT).endswith(".csv")


def test_a_workbook_that_would_unpack_without_end_is_not_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert drops.put(workbook(1000), at=AT).endswith(".xlsx")
    monkeypatch.setattr(drops, "MOST_UNPACKED", 500)
    with pytest.raises(UnableToStore, match="too_large"):
        drops.put(workbook(1000), at=AT)


def test_what_is_too_large_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(UnableToStore, match="too_large"):
        drops.put(BytesIO(b"a" * 11), at=AT, limit=10)
    assert list((tmp_path / "drops").iterdir()) == []


@pytest.mark.parametrize("name", ["", "../x.csv", "x" * 32 + ".csv", "/etc/passwd", "0" * 32])
def test_another_name_finds_nothing(name: str) -> None:
    drops.put(BytesIO(b"a"), at=AT)
    assert drops.find(name) is None


def test_what_nobody_said_yes_to_is_gone_after_two_days() -> None:
    name = drops.put(BytesIO(b"a"), at=AT)
    path = drops.find(name)
    assert path is not None
    os.utime(path, times=(AT.timestamp(), AT.timestamp()))
    drops.put(BytesIO(b"b"), at=AT + timedelta(days=1))
    assert drops.find(name) is not None
    drops.put(BytesIO(b"c"), at=AT + timedelta(days=3))
    assert drops.find(name) is None


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-5", "@x", "\tx", "\rx"])
def test_a_formula_goes_out_as_text_and_comes_back_as_it_was(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "甲", "1=1", "'甲", "'"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert guarded(cell) == cell
    assert unguarded(cell) == cell
