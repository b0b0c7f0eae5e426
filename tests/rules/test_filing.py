"""What somebody puts on record for a resident, and the resident's own word on it."""

import pytest

from lianxin.rules.actor import Actor
from lianxin.rules.ask import Ask
from lianxin.rules.conditions.registry import holds
from lianxin.rules.decide import ask_of
from lianxin.rules.facts import sentences
from lianxin.rules.refusals import Refused
from tests.rules.county import LI, WANG, Play


def filed() -> Play:
    """A matter that a window put on record for somebody."""
    return Play()


def asked(play: Play) -> Ask:
    """The question whether a condition of the matter holds now."""
    return ask_of(play.state, None, actor=LI, at=play.at, book=play.book)


def test_the_resident_says_that_a_filing_is_right() -> None:
    play = filed()
    play.do("confirm_filing", play.zhao, right=True)
    assert play.state.handling.filing == "confirmed"
    with pytest.raises(Refused, match="unmet"):
        play.do("confirm_filing", play.zhao, right=True)


def test_a_filing_said_to_be_wrong_may_be_confirmed_later() -> None:
    play = filed()
    play.do("confirm_filing", play.zhao, right=False, text="地点写错了")
    assert play.state.handling.filing == "disputed"
    play.do("confirm_filing", play.zhao, right=True)
    assert play.state.handling.filing == "confirmed"


@pytest.mark.parametrize("who", [LI, WANG])
def test_nobody_confirms_a_filing_but_the_resident(who: Actor) -> None:
    play = filed()
    play.do("assign", LI, lead="water")
    with pytest.raises(Refused, match="not_yours"):
        play.do("confirm_filing", who, right=True)


def test_who_files_for_himself_has_nothing_to_confirm() -> None:
    play = Play(actor=Actor(person="", kind="petitioner"))
    assert "confirm_filing" not in play.open_to(play.zhao)
    assert "confirm_filing" in filed().open_to(filed().zhao)


def test_what_the_resident_calls_wrong_is_put_right_and_he_is_told() -> None:
    play = filed()
    play.do("confirm_filing", play.zhao, right=False, text="地点写错了")
    assert not holds("filing_undisputed", asked(play))
    (other,) = play.do("correct", LI, entry=2, text="更正别处。")
    assert (other.qualifier, play.state.handling.filing) == ("", "disputed")
    (put_right,) = play.do("correct", LI, entry=1, text="更正：一单元。")
    assert put_right.qualifier == "filing"
    told = sentences.corrected(put_right)
    assert told is not None and told.texts == ("text",)
    assert sentences.corrected(other) is None
    # His silence holds nothing up; a further word of his does.
    assert holds("filing_undisputed", asked(play))
    play.do("confirm_filing", play.zhao, right=False, text="还是不对")
    assert not holds("filing_undisputed", asked(play))
