"""Earlier public answers: only what was told as public, in matters that keep nothing back."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.likeness.answered import answered
from tests.county import AT, give, officer, register

ASKED: dict[str, Any] = {
    "kind": "consultation",
    "title": "老年优待证怎么办理",
    "text": "六十五岁以上如何办理优待证？",
    "category": "c-11",
}
PUBLIC = "持身份证到社区便民服务大厅办理，当场领取。"


def told(public: str | None = PUBLIC, /, **more: Any) -> str:
    """Register a question and answer it at once."""
    number = register(**{**ASKED, **more}).state.number
    give("operator-1", number, "reply", text="已电话告知张女士。", public_text=public)
    return number


def found(said: str = "咨询老年优待证办理", person: str = "operator-3", **more: Any) -> list[str]:
    """Return the answers somebody finds."""
    asked = {"category": "c-11", "at": AT, **more}
    return [one.text for one in answered(officer(person), said, **asked)]


def test_a_public_answer_to_a_like_question_is_found(county: str) -> None:
    told()
    assert found() == [PUBLIC]
    assert found("下水道堵了") == []
    assert found(category="c-0501") == []


def test_what_was_said_to_the_petitioner_alone_is_not(county: str) -> None:
    told(None)
    assert found() == []


def test_an_answer_in_a_matter_that_keeps_something_back_is_not(county: str) -> None:
    told(withheld=True)
    told(confidential=True)
    assert found() == []


def test_an_old_answer_is_not_offered(county: str) -> None:
    told()
    assert found(at=AT + timedelta(days=731)) == []


def test_an_outsider_finds_none(county: str) -> None:
    told()
    assert found(person="clerk-human") == []


def test_the_likest_comes_first_and_the_cost_does_not_grow(county: str) -> None:
    told("另一个答复。", title="优待证丢了怎么补办")
    told()
    with CaptureQueriesContext(connection) as two:
        assert found() == [PUBLIC, "另一个答复。"]
    for n in range(3):
        told(title=f"社保卡办理{n}")
    with CaptureQueriesContext(connection) as five:
        assert len(found()) == 3
    assert len(two) == len(five)
