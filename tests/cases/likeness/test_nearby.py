"""What others raised nearby, as everybody may know it: a subject, a place, a number, a day."""

from dataclasses import fields
from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases.likeness import nearby
from lianxin.cases.likeness.nearby import Near
from tests.county import AT, give, register

LAMP, SAID = "c-010201", "楼前的路灯坏了"


def _near(said: str = SAID, area: str = "liuyin") -> tuple[Near, ...]:
    return nearby.near(said, area=area, at=AT + timedelta(hours=1))


def _lamp(**fields: Any) -> str:
    return register(**{"category": LAMP, "title": "赵家门口", **fields}).state.number


def test_a_subject_is_found_by_its_own_name(county: str) -> None:
    first = _lamp()
    _lamp()
    give("dispatcher-1", first, "assign", lead="urban-management")
    (found,) = _near()
    assert (found.zh, found.en, found.count, found.handled) == ("路灯", "Street lamps", 2, 1)


def test_nothing_of_a_person_or_of_the_words_is_in_it(county: str) -> None:
    _lamp(text="赵一家老人摔伤，住三单元。")
    assert {one.name for one in fields(Near)} == {
        "category",
        "zh",
        "en",
        "count",
        "handled",
        "last_at",
    }
    assert _near("赵一家老人摔伤，住三单元。") == ()


def test_a_place_counts_with_all_below_it_and_nothing_beside_it(county: str) -> None:
    _lamp()
    assert len(_near(area="chengguan")) == 1
    assert _near(area="pingchuan") == ()
    assert _near(area="nowhere") == ()


@pytest.mark.parametrize(
    "told",
    [
        {"category": "c-1701"},
        {"category": None},
        {"confidential": True},
        {"kind": "misconduct_report", "respondent": "urban-management"},
        {"kind": "misconduct_report"},
    ],
)
def test_what_is_not_public_is_not_counted(county: str, told: dict[str, Any]) -> None:
    _lamp(**told)
    assert _near("邻居家庭矛盾，路灯坏了") == ()


def test_what_is_over_or_long_ago_is_not_counted(county: str) -> None:
    number = _lamp()
    told = {"reason": "court", "text": "不归这里管。", "next_door": "法院"}
    give("dispatcher-1", number, "decline", **told)
    assert _near() == ()
    _lamp()
    assert nearby.near(SAID, area="liuyin", at=AT + timedelta(days=nearby.DAYS + 1)) == ()


def test_a_word_of_many_names_tells_nothing(county: str) -> None:
    register(category="c-010104")
    assert _near("物业管理太差") == ()
    assert _near("公厕太脏")[0].zh == "公厕管理"
