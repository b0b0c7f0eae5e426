"""Faults in Chinese: found in plain English, said to a clerk in his own language."""

import pytest

from lianxin.org.fault_words import chinese


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("is empty", "是空的"),
        ("nowhere is not among the areas", "nowhere不在地区表里"),
        ("2026-01-01 is before 2026-02-01", "2026-01-01早于2026-02-01"),
        ("holds {odd} braces", "holds {odd} braces"),
        ("{odd} is not a date like 2026-03-01", "{odd}不是2026-03-01这样的日期"),
        ("has no {n}", "缺少序号{n}"),
    ],
)
def test_a_fault_is_said_in_chinese_and_an_unknown_one_as_it_is(reason: str, told: str) -> None:
    assert chinese(reason) == told
