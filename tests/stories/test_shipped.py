"""Every story that ships goes as told."""

from pathlib import Path

import pytest

from lianxin.org.preset_folders import PRESETS
from lianxin.stories.databases import Databases
from lianxin.stories.lines import read
from lianxin.stories.player import play

STORIES = sorted(PRESETS.glob("*/stories/*.jsonl"))


def test_there_are_stories_of_both_procedures() -> None:
    assert len(STORIES) >= 20


@pytest.mark.parametrize("file", STORIES, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_a_shipped_story_goes_as_told(file: Path, databases: Databases) -> None:
    said: list[str] = []
    played = play(read(file), databases=databases, say=said.append)
    assert played.difference is None, f"{file.name}:{played.line}: {played.difference}"
    assert played.steps == len(said)
