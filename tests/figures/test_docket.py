"""The docket of hard matters burns down: what stood on it, what was cleared, what was struck off."""

from dataclasses import replace
from datetime import UTC, date, datetime

from lianxin.figures import reader
from lianxin.figures.registry import Count, FigureQuestion, compute
from lianxin.org.preset_folders import PRESETS
from lianxin.stories.databases import Databases
from lianxin.stories.lines import Expect, parse, read
from lianxin.stories.player import Run

STORIES = PRESETS / "pingfang" / "stories"
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def cleared(since: date, until: date) -> Count:
    return compute(FigureQuestion(name="docket_cleared", since=since, until=until, at=NOW)).total


def play(name: str, *more: str) -> None:
    file = STORIES / f"{name}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines()
    story = parse("\n".join([*lines, *more]), file=name) if more else read(file)
    acts = tuple(line for line in story.lines if not isinstance(line.step, Expect))
    assert Run(replace(story, lines=acts)).all(lambda line: None) == (0, None)


def test_a_cleared_matter_leaves_the_docket_and_one_that_stays_is_counted_on(
    databases: Databases,
) -> None:
    march, april, may = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)
    with databases.fresh("pingfang"):
        play("hard-matter-on-the-docket")
        play("docket-without-leader-or-plan")
        reader.catch_up()
        assert cleared(march, april) == Count(0, 2)
        assert cleared(april, may) == Count(1, 2)
        assert cleared(may, date(2026, 6, 1)) == Count(0, 1)


def test_what_is_struck_off_with_a_reason_is_left_out_and_says_so(databases: Databases) -> None:
    struck = (
        '{"at": "2026-03-20T09:00+08:00", "as": "dispatcher-2", "do": "take_step", "case": "a",'
        ' "with": {"track": "backlog", "step": "struck", "text": "已并入另一件办理。"}}'
    )
    with databases.fresh("pingfang"):
        play("docket-without-leader-or-plan", struck)
        reader.catch_up()
        assert cleared(date(2026, 3, 1), date(2026, 4, 1)) == Count(0, 0, {"struck": 1})
        assert cleared(date(2026, 4, 1), date(2026, 5, 1)) == Count(0, 0)
