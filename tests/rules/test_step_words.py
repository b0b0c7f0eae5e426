"""What takes part in a step is called one thing, in both languages, wherever it is told."""

import re

import pytest

from lianxin.rules.drawing.words import clock_words
from lianxin.rules.procedures import ClockRule, Limit
from lianxin.rules.proving.telling import standing
from lianxin.rules.step_words import OUTCOMES, STANDINGS

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("code", sorted(STANDINGS))
def test_a_standing_is_called_the_same_in_a_proof_and_in_a_drawing(code: str) -> None:
    clock = ClockRule(
        code="handling",
        start=("registered",),
        stop=(),
        limit=Limit(amount=5, unit="days"),
        whose=code,
    )
    told = standing(code)
    assert told.zh in clock_words(clock, "zh").split(" · ")
    assert told.en.removeprefix("the ").removeprefix("a ").removeprefix("an ") in clock_words(
        clock, "en"
    ).split(" · ")


def test_no_two_standings_share_a_name() -> None:
    for names in ({one.zh for one in STANDINGS.values()}, {one.en for one in STANDINGS.values()}):
        assert len(names) == len(STANDINGS)


def test_every_name_is_in_its_language() -> None:
    pairs = [*OUTCOMES.values(), *((one.zh, one.en) for one in STANDINGS.values())]
    assert [zh for zh, _en in pairs if not CHINESE.search(zh)] == []
    assert [en for _zh, en in pairs if not en.isascii()] == []
