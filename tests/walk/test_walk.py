"""Every step of every story that ships can be done by hand, but for what is written down."""

from pathlib import Path

import pytest

from lianxin.org.preset_folders import PRESETS
from lianxin.stories.databases import Databases
from lianxin.stories.lines import read
from lianxin.web import clock as web_clock
from tests.walk import not_yet
from tests.walk.not_yet import Walked
from tests.walk.walker import Walk

STORIES = sorted(PRESETS.glob("*/stories/*.jsonl"))


def name_of(file: Path) -> str:
    """Return what a story is called here: its preset and its own name."""
    return f"{file.parts[-3]}/{file.stem}"


@pytest.mark.parametrize("file", STORIES, ids=name_of)
def test_a_shipped_story_is_walked(
    file: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = read(file)
    with databases.fresh(story.header.preset):
        walk = Walk(story, clock=lambda at: monkeypatch.setattr(web_clock, "now", lambda: at))
        line, difference = walk.all(lambda told: None)
    assert difference is None, f"{file.name}:{line}: {difference}"
    misses, unoffered = (tuple(m.what for m in of) for of in (walk.misses, walk.unoffered))
    not_yet.TALLY.append(Walked(name_of(file), walk.walked, misses, unoffered))
    known = not_yet.reasons_of(name_of(file))
    new = [f"{file.name}:{miss.line} {miss.what}" for miss in walk.misses if miss.what not in known]
    assert not new, "cannot be done through a page: " + "; ".join(new)
    now = known - {miss.what for miss in walk.misses}
    assert not now, f"can be walked now, take it out of {not_yet.LIST.name}: {sorted(now)}"


def test_every_story_of_the_list_is_there() -> None:
    named = {story for stories in not_yet.listed().values() for story in stories}
    assert named <= set(map(name_of, STORIES))
