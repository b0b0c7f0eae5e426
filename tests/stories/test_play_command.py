"""`lianxin play`: what it tells and how it ends."""

import argparse
from pathlib import Path

import pytest

from lianxin.server import playing
from tests.stories.script import expect, lamp_answered, text


def _play(*words: str) -> int:
    parser = argparse.ArgumentParser()
    playing.register(parser.add_subparsers())
    parsed = parser.parse_args(["play", *words])
    return int(parsed.run(parsed))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """A story that goes as told."""
    file = tmp_path / "a-good.jsonl"
    file.write_text(text(*lamp_answered(), expect(case="a", stage="concluded")), encoding="utf-8")
    return file


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A story that does not."""
    file = tmp_path / "b-wrong.jsonl"
    file.write_text(text(*lamp_answered(), expect(case="a", stage="closed")), encoding="utf-8")
    return file


@pytest.mark.usefixtures("databases")
def test_a_story_that_goes_as_told_is_good(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _play(str(good)) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "▶ test  (a-good.jsonl)"
    assert "operator-1  register a" in told[1]
    assert told[-1].split()[:4] == ["qinghe", "1", "1", "5"]


@pytest.mark.usefixtures("databases")
def test_after_one_that_differs_the_next_goes_on_and_the_end_is_1(
    good: Path, wrong: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _play("--quiet", str(wrong), str(good)) == 1
    told = capsys.readouterr().out
    assert f"{wrong}:6: stage" in told
    assert "expected  closed" in told
    assert "got       concluded" in told
    assert "operator-1" not in told
    assert told.splitlines()[-1].split()[:4] == ["qinghe", "2", "1", "9"]


@pytest.mark.usefixtures("good", "databases")
def test_a_folder_stands_for_its_stories(tmp_path: Path) -> None:
    assert _play("--quiet", str(tmp_path)) == 0


def test_a_malformed_story_is_told_before_any_is_played(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text(text({"do": "register"}), encoding="utf-8")
    assert _play(str(good), str(bad)) == 2
    told = capsys.readouterr()
    assert f"{bad}:2: " in told.err
    assert told.out == ""


def test_no_story_at_all_is_a_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    assert _play() == 2
    assert "no story to play" in capsys.readouterr().err


@pytest.mark.usefixtures("databases")
def test_somebody_unknown_is_a_wrong_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "who.jsonl"
    step = {**lamp_answered()[0], "as": "nobody"}
    file.write_text(text(step), encoding="utf-8")
    assert _play("--quiet", str(file)) == 2
    assert f"{file}:2: the preset has no person nobody" in capsys.readouterr().err


@pytest.mark.usefixtures("databases")
def test_a_preset_that_is_not_there_is_told(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _play("--quiet", "--preset", "nowhere", str(good)) == 1
    assert "no such preset" in capsys.readouterr().err
