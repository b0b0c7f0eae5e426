"""Clocks as pages show them."""

from datetime import date

import pytest

from lianxin.rules.time.explaining import SkippedDay
from lianxin.web.clocks import law_of, spans


@pytest.mark.parametrize(
    ("source", "shown"),
    [("条例22、23(2) [V]", "条例22、23(2)"), ("半个工作日 [L]；紧急30分钟 [D]", ""), ("", "")],
)
def test_only_the_law_is_named_as_a_source(source: str, shown: str) -> None:
    assert law_of(source) == shown


def test_days_that_follow_each_other_are_told_as_one_stretch() -> None:
    days = [
        SkippedDay(date(2026, 9, 26), "周末", "weekend"),
        SkippedDay(date(2026, 9, 27), "周末", "weekend"),
        SkippedDay(date(2026, 9, 28), "国庆节", "holiday"),
        SkippedDay(date(2026, 10, 3), "周末", "weekend"),
    ]
    assert [(why, told["day"], told["name"]) for why, told in spans(days)] == [
        ("weekend", "9月26日—9月27日", "周末"),
        ("holiday", "9月28日", "国庆节"),
        ("weekend", "10月3日", "周末"),
    ]
