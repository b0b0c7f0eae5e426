"""To whose place of reception a visitor came (article 20(1)): put on record, and never a reason to send him away."""

from typing import Any

import pytest

from lianxin.rules.commands.intake import Reception
from lianxin.rules.facts.intake import Registered
from tests.rules.county import REF, Play


def visited(**fields: Any) -> Registered:
    fact = Play(channel="in_person", **fields).facts[0]
    assert isinstance(fact, Registered)
    return fact


@pytest.mark.parametrize("reception", [*Reception.__args__, None])
def test_wherever_he_came_his_matter_is_put_on_record(reception: str | None) -> None:
    fact = visited(reception=reception)
    assert fact.reception == reception
    assert fact.clocks == visited().clocks


def test_he_is_told_the_right_place_on_his_own_page() -> None:
    fact = visited(reception="elsewhere", told_place="水务局信访接待室")
    assert fact.told_place == REF
    sentence = fact.spoken()
    assert sentence is not None
    assert sentence.texts == (str(REF),)
    assert "这类事由这里接待" in sentence.zh


def test_who_was_told_nothing_reads_that_it_is_on_record() -> None:
    sentence = visited(reception="competent").spoken()
    assert sentence is not None
    assert (sentence.zh, sentence.texts) == ("您反映的事已经登记", ())
