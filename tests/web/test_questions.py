"""Forms made from commands: every moment is asked for as one, and read as one of China's."""

import pytest
from django.http import QueryDict
from pydantic import ValidationError

from lianxin.rules import commands
from lianxin.rules.commands import CLASSES
from lianxin.web import questions


@pytest.mark.parametrize(
    ("name", "field"),
    [("order_sitting", "meets_at"), ("instruct", "due"), ("take_step", "done_at")],
)
def test_a_moment_is_asked_for_as_one(name: str, field: str) -> None:
    asked = {one.name: one.kind for one in questions.of(CLASSES[name])}
    assert asked[field] == "moment"


def test_a_moment_as_a_browser_writes_it_is_one_of_china() -> None:
    asked = questions.of(CLASSES["order_sitting"])
    given = QueryDict("kind=hearing&demand=x&meets_at=2026-03-05T09:00")
    told = questions.fields_told(asked, given)
    assert told["meets_at"] == "2026-03-05T09:00:00+08:00"
    assert commands.parse("order_sitting", told)


def test_what_holds_unless_denied_is_asked_yes_or_no_and_never_denied_by_silence() -> None:
    asked = {one.name: one for one in questions.of(CLASSES["sign"])}
    assert (asked["approve"].kind, asked["approve"].default) == ("yes_no", "yes")
    told = questions.fields_told(tuple(asked.values()), QueryDict("document=opinion"))
    assert "approve" not in told
    told = questions.fields_told(tuple(asked.values()), QueryDict("document=opinion&approve=no"))
    assert told["approve"] is False


def test_what_may_be_left_open_stays_open() -> None:
    asked = questions.of(CLASSES["shield"])
    assert {one.name: one.kind for one in asked}["confidential"] == "yes_no"
    assert "confidential" not in questions.fields_told(asked, QueryDict("reason=x"))


def test_what_is_false_until_said_is_ticked() -> None:
    asked = questions.of(CLASSES["note"])
    assert {one.name: one.kind for one in asked}["public"] == "check"


def test_a_fault_stands_at_its_own_question() -> None:
    asked = questions.of(CLASSES["decline_sitting"])
    with pytest.raises(ValidationError) as wrong:
        commands.parse("decline_sitting", {})
    assert set(questions.faults(asked, wrong.value, QueryDict())) == {"sitting", "reason"}
