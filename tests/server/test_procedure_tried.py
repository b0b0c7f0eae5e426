"""A district about to shorten its ten days to seven sees which of March's cases would have run late."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.plays import databases, unblocked

from lianxin.org.preset_folders import PRESETS
from lianxin.server import cli
from lianxin.stories.databases import Databases
from lianxin.stories.lines import Expect, read
from lianxin.stories.player import Run

__all__ = ["databases", "unblocked"]
PINGFANG = PRESETS / "pingfang"
MARCH = ("--since", "2026-03-01", "--until", "2026-04-01")
STORIES = ("five-ones-whole-way", "five-ones-answer-late", "five-ones-hour-and-day-missed")


@pytest.fixture
def march(databases: Databases) -> Iterator[dict[str, str]]:
    """A month of the district: its stories in one database, their cases by the story's name."""
    with databases.fresh("pingfang"):
        numbers = {}
        for name in STORIES:
            story = read(PINGFANG / "stories" / f"{name}.jsonl")
            # What each expects of the figures holds where it plays alone: only the acts are played.
            acts = tuple(line for line in story.lines if not isinstance(line.step, Expect))
            run = Run(replace(story, lines=acts))
            assert run.all(lambda line: None) == (0, None)
            numbers[name] = run.numbers["a"]
        yield numbers


def seven(tmp_path: Path, days: int = 7) -> str:
    text = (PINGFANG / "procedures" / "five-ones.toml").read_text("utf-8")
    answer = 'code = "answer", promise = true, limit = "10 days"'
    assert answer in text
    path = tmp_path / "five-ones.toml"
    path.write_text(text.replace(answer, answer.replace("10", str(days))), encoding="utf-8")
    return str(path)


def test_the_cases_that_would_have_run_late_are_told_with_who_led_them(
    march: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["procedure", "try", seven(tmp_path), *MARCH]) == 1
    told = capsys.readouterr().out.splitlines()
    number = march["five-ones-whole-way"]
    assert told[:3] == [
        f"{number}: answer (一旬答复) late: due 2026-03-09 09:20, done 2026-03-11 16:00, housing",
        "answer (一旬答复): 1 of 3 cases would have run late",
        "3 cases of five-ones tried, 1 would have gone otherwise: 1 clocks late,"
        " 0 commands refused. Nothing was written.",
    ]


def test_what_ran_late_already_and_what_was_in_time_anyway_are_not_told(
    march: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.main(["procedure", "try", seven(tmp_path), *MARCH])
    told = capsys.readouterr().out
    assert march["five-ones-answer-late"] not in told
    assert march["five-ones-hour-and-day-missed"] not in told


def test_with_the_ten_days_as_they_are_nothing_would_have_gone_otherwise(
    march: dict[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["procedure", "try", seven(tmp_path, days=10), *MARCH]) == 0
    assert "3 cases of five-ones tried, 0 would have gone otherwise" in capsys.readouterr().out
