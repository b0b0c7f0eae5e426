"""What Django reads of the English catalogue is made where the product runs, whole and in time."""

import gettext
import logging
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import lianxin
from lianxin.server import catalogue

KEPT = Path(lianxin.__file__).parent / "locale"
NAME = "en/LC_MESSAGES/django.po"
HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """Return a folder of catalogues as one lies in a checkout."""
    return say(tmp_path / "locale", "连心桥", "The bridge")


def say(folder: Path, msgid: str, msgstr: str) -> Path:
    """Write a catalogue of one sentence."""
    source = folder / NAME
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(f'{HEAD}\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n')
    return folder


def english(folder: Path, sentence: str) -> str:
    """Return what gettext makes of a sentence."""
    with (folder / NAME).with_suffix(".mo").open("rb") as made:
        return gettext.GNUTranslations(made).gettext(sentence)


def sentences(told: Catalog) -> set[tuple[str, ...]]:
    """Return each sentence with its translation, both with the forms they have."""
    return {(*forms(one.id), "=", *forms(one.string)) for one in told if one.id}


def forms(said: str | Sequence[str]) -> tuple[str, ...]:
    """Return one form, or both of what counts."""
    return (said,) if isinstance(said, str) else tuple(said)


def test_the_whole_catalogue_is_compiled_as_its_makers_read_it() -> None:
    source = (KEPT / NAME).read_bytes()
    assert sentences(read_mo(BytesIO(catalogue.compiled(source)))) == sentences(
        read_po(BytesIO(source))
    )


def test_a_first_start_compiles_it_beside_the_written_one(written: Path, tmp_path: Path) -> None:
    assert catalogue.ready(written, home=tmp_path / "home") == written
    assert english(written, "连心桥") == "The bridge"
    assert not (tmp_path / "home").exists()


def test_a_start_after_it_was_changed_compiles_it_anew(written: Path, tmp_path: Path) -> None:
    catalogue.ready(written, home=tmp_path)
    say(written, "连心桥", "The heart bridge")
    # Copied from another machine with its day, an older file may be the newer catalogue.
    os.utime(written / NAME, (0, 0))
    catalogue.ready(written, home=tmp_path)
    assert english(written, "连心桥") == "The heart bridge"


def test_a_start_with_nothing_changed_writes_nothing(written: Path, tmp_path: Path) -> None:
    catalogue.ready(written, home=tmp_path)
    made = (written / NAME).with_suffix(".mo")
    before = made.stat().st_ino
    catalogue.ready(written, home=tmp_path)
    assert made.stat().st_ino == before


def test_many_that_start_at_once_leave_one_whole_file(written: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starts:
        for _ in range(64):
            starts.submit(catalogue.ready, written, home=tmp_path)
    assert english(written, "连心桥") == "The bridge"
    assert len(list((written / NAME).parent.iterdir())) == 2


def test_who_may_read_the_written_one_may_read_what_was_made(written: Path, tmp_path: Path) -> None:
    (written / NAME).chmod(0o644)
    catalogue.ready(written, home=tmp_path)
    assert (written / NAME).with_suffix(".mo").stat().st_mode & 0o777 == 0o644


def test_a_checkout_that_takes_no_file_has_it_in_the_home(written: Path, tmp_path: Path) -> None:
    shut(written)
    folder = catalogue.ready(written, home=tmp_path / "home")
    assert folder == tmp_path / "home" / "locale"
    assert english(folder, "连心桥") == "The bridge"
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700


def test_where_no_place_takes_it_the_pages_stay_chinese_and_the_log_says_so(
    written: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shut(written)
    (tmp_path / "home").write_text("a file, not a folder")
    with caplog.at_level(logging.WARNING):
        assert catalogue.ready(written, home=tmp_path / "home") == written
    assert "There is no English" in caplog.text


def shut(folder: Path) -> None:
    """Leave no room for the file: not even root may write over a folder."""
    (folder / NAME).with_suffix(".mo").mkdir()


def test_what_is_fuzzy_or_not_translated_is_left_in_chinese(tmp_path: Path) -> None:
    folder = say(tmp_path, "甲", "")
    source = folder / NAME
    source.write_text(source.read_text() + '\n#, fuzzy\nmsgid "乙"\nmsgstr "B"\n')
    catalogue.ready(folder, home=tmp_path)
    assert [english(folder, one) for one in "甲乙"] == ["甲", "乙"]


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", '"nobody\'s"', 'msgctxt "menu"', "msgid bare"])
def test_what_is_no_catalogue_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(ValueError, match="no line of a catalogue"):
        catalogue.compiled(f'{HEAD}\n{line}\nmsgstr "a"\n'.encode())
