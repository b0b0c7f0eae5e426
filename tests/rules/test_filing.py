"""What somebody puts on record for a resident, and the resident's own word on it."""

import pytest

from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from tests.rules.county import LI, WANG, Play


def filed() -> Play:
    """A matter that a window put on record for somebody."""
    return Play()


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
