"""Matters that say much the same: found at one place and subject, never out of sight."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases.likeness.alike import alike, likeness, pairs
from tests.county import AT, officer, register
from tests.documents.matters import asked

LAMP = {"title": "十二号楼前路灯不亮", "text": "楼前两盏路灯坏了一周，老人出门看不清路。"}
SAID = "路灯坏了。十二号楼门口路灯不亮，晚上看不见路。"


def found(person: str = "dispatcher-1", **more: Any) -> list[str]:
    """Return the numbers that are alike for somebody."""
    asked = {"category": "c-01", "area": "liuyin", "at": AT, **more}
    return [one.number for one in alike(officer(person), SAID, **asked)]


def test_the_likest_stands_first_and_another_subject_is_left_out(county: str) -> None:
    near = register(**LAMP).state.number
    nearer = register(title="路灯坏了", text="十二号楼门口路灯不亮。").state.number
    register(title="下水道堵了", text="污水溢到路面，气味很大。")
    assert found() == [nearer, near]


def test_another_place_category_and_time_are_not_compared(county: str) -> None:
    register(**LAMP)
    assert found(area="shanghe") == []
    assert found(category="c-0501") == []
    assert found(at=AT + timedelta(days=91)) == []
    assert len(found(area="chengguan")) == 1


@pytest.mark.parametrize("lacking", ["category", "area"])
def test_without_place_or_subject_nothing_is_compared(county: str, lacking: str) -> None:
    register(**LAMP)
    assert found(**{lacking: None}) == []


def test_the_matter_itself_and_one_that_is_closed_are_left_out(county: str) -> None:
    number = register(**LAMP).state.number
    assert found(but=number) == []
    asked(number, "withdraw", at=AT, reason="修好了。")
    assert found() == []


def test_an_outsider_finds_nothing(county: str) -> None:
    register(**LAMP)
    assert found("clerk-human") == []


def test_a_respondent_does_not_find_what_complains_of_it(county: str) -> None:
    register(kind="misconduct_report", respondent=["urban-management"], channel="web", **LAMP)
    assert found("clerk-urban") == []


def test_likeness_is_the_share_of_pairs_in_common() -> None:
    assert likeness(pairs("路灯坏了"), pairs("路灯，坏了！")) == 80
    assert likeness(pairs("路灯坏了"), pairs("路灯坏了")) == 100
    assert likeness(pairs("路灯"), pairs("噪声")) == 0
    assert likeness(pairs(""), pairs("")) == 0


def test_the_name_of_the_place_that_both_share_counts_for_nothing() -> None:
    assert pairs("柳荫社区路灯", ["柳荫社区"]) == pairs("路灯")
