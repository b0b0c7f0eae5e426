"""What stands in somebody's way is told in words, and only where it can still be met."""

import pytest

from lianxin.rules.conditions.named import FAMILIES, ConditionFamily
from lianxin.rules.conditions.words import WORDS
from lianxin.rules.offering import blocked
from tests.rules.county import LI, WANG, Play, handled


def told(play: Play) -> dict[str, str]:
    """What is told to the handler of what he cannot do yet."""
    found = blocked(play.state, actor=WANG, at=play.at, book=play.book)
    return {one.name: "；".join(str(no["zh"]) for no in one.conditions) for one in found}


def test_what_is_for_matters_of_another_kind_is_no_hint() -> None:
    hints = told(handled())
    assert "tell_appointers" not in hints
    assert "reply" not in hints
    assert "propose_opinion" in hints


def test_no_hint_shows_a_code() -> None:
    raised = Play(channel="hotline", kind="complaint")
    raised.do("assign", LI, lead="water", assist=["urban"])
    for sentence in (*told(handled()).values(), *told(raised).values()):
        assert not any("a" <= letter <= "z" for letter in sentence)


@pytest.mark.parametrize(
    "family", [family for family in FAMILIES if family.words], ids=lambda family: family.prefix
)
def test_every_word_that_a_condition_may_name_is_called_something(family: ConditionFamily) -> None:
    assert set(WORDS[family.prefix]) == family.words
