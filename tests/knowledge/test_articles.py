"""Articles are data: shipped, a preset's, and a county's own, which goes before both."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lianxin.knowledge import articles
from lianxin.org.preset_folders import PRESETS

DAY = date(2026, 3, 2)
OWN = """
title = {{ zh = "{title}", en = "Ours" }}
{more}
[body]
zh = "正文"
en = "Body"
"""
SHIPPED = sorted(PRESETS.glob("*/articles/*.toml"))


@pytest.fixture
def home(county: str, tmp_path: Path, settings: Any) -> Path:
    """A home with an empty folder of articles."""
    settings.HOME = tmp_path
    folder = tmp_path / "articles"
    folder.mkdir()
    return folder


def _write(home: Path, code: str, title: str = "我们的", more: str = "") -> None:
    (home / f"{code}.toml").write_text(OWN.format(title=title, more=more), encoding="utf-8")


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parts[-3]}-{file.stem}")
def test_what_comes_with_us_reads_and_says_the_same_in_both_languages(file: Path) -> None:
    found = articles.read_article(file)
    assert [part.kind for part in found.body_zh] == [part.kind for part in found.body_en]
    for ours, theirs in zip(found.body_zh, found.body_en, strict=True):
        assert len(ours.items) == len(theirs.items)


def test_a_county_says_it_in_its_own_words(home: Path) -> None:
    _write(home, "no-fees", "本县一律不收费")
    assert articles.readable_article("no-fees", on=DAY).zh == "本县一律不收费"  # type: ignore[union-attr]  # it is there
    _write(home, "own-page", "本县的")
    assert articles.readable_article("own-page", on=DAY)


def test_a_changed_file_shows_at_once(home: Path) -> None:
    _write(home, "own-page", "一")
    assert articles.readable_article("own-page", on=DAY).zh == "一"  # type: ignore[union-attr]  # it is there
    _write(home, "own-page", "二二")
    assert articles.readable_article("own-page", on=DAY).zh == "二二"  # type: ignore[union-attr]  # it is there


def test_a_county_may_take_one_away(home: Path) -> None:
    _write(home, "no-fees", more="hidden = true")
    assert articles.readable_article("no-fees", on=DAY) is None


def test_a_notice_shows_from_its_first_day_to_its_last(home: Path) -> None:
    _write(home, "well", more='kind = "notice"\nsince = 2026-03-02\nuntil = 2026-03-04')
    found = [
        articles.readable_article("well", on=date(2026, 3, day)) is not None for day in range(1, 6)
    ]
    assert found == [False, True, True, True, False]
    assert articles.readable_articles(DAY)[0].code == "well"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title = 1", "title is not of the right kind; body is missing"),
        ("nonsense", "own.toml"),
        ('title = { zh = "题" }\nbody = { zh = "文", en = "B" }', "title has not zh and en"),
        ('colour = "red"', "colour is no field"),
        ('kind = "poem"\ntitle = { zh = "", en = "" }\nbody = { zh = "", en = "" }', "kind is"),
    ],
)
def test_a_faulty_file_is_named_and_the_others_stay(
    home: Path, text: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    (home / "own.toml").write_text(text, encoding="utf-8")
    with pytest.raises(articles.Faulty) as no:
        articles.read_article(home / "own.toml")
    assert all(part in str(no.value) for part in why.split("; "))
    assert articles.readable_article("own", on=DAY) is None
    assert articles.readable_article("no-fees", on=DAY)
    assert "an article is left out" in caplog.text
