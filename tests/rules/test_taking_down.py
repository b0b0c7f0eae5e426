"""What a petitioner asks for by letter or at the window is his own step, at the day it came in."""

import pytest

from lianxin.rules.actor import Actor
from lianxin.rules.decide import open_to, words_open_to
from lianxin.rules.facts.closing import WordTakenDown
from lianxin.rules.facts.intake import Withdrawn
from tests.rules.county import CHEN, LI, SUN, WANG, Play, answered, at, handled
from tests.rules.test_statutory import refused


def taken(play: Play, actor: Actor, when: str, **fields: object) -> None:
    """Somebody takes down at a moment what the petitioner said."""
    play.do("take_down", actor, when, **told(**fields))


def told(**fields: object) -> dict[str, object]:
    """What is said of a word that came in."""
    moment = fields.pop("received", "2026-05-06 10:00")
    return {
        "came": "visit",
        "text": "我不服这个意见。",
        "received_at": at(str(moment)).isoformat(),
        **fields,
    }


def test_a_letter_in_time_is_in_time_though_it_is_typed_in_late() -> None:
    play = answered()
    window = play.clock("review_apply")
    assert window.due is not None
    last = f"{window.due.astimezone(at('2026-01-01 00:00').tzinfo):%Y-%m-%d %H:%M}"
    taken(
        play,
        SUN,
        "2026-07-20 09:00",
        asks="request_review",
        received=last,
    )
    assert play.state.stage == "reviewing"
    assert play.state.lead is not None and play.state.lead.body == "qinghe-gov"
    assert not play.clock("review_apply").late
    # The reviewer's thirty days run from the day on which the letter came, not from its typing.
    assert play.clock("review").start == at(last)


def test_a_letter_that_came_after_the_thirty_days_is_too_late() -> None:
    play = answered()
    late = told(asks="request_review", received="2026-07-01 09:00")
    play.at = at("2026-07-02 09:00")
    assert refused(play, "take_down", SUN, **late).code == "unmet"


def test_no_word_comes_before_what_it_answers_or_after_now() -> None:
    play = answered()
    early = told(asks="request_review", received="2026-03-10 09:00")
    assert refused(play, "take_down", SUN, **early).code == "past"
    to_come = told(asks="urge", received="2027-01-01 09:00")
    assert refused(play, "take_down", SUN, **to_come).code == "future"


def test_a_letter_has_its_scan() -> None:
    play = answered()
    without = told(asks="request_review", came="letter")
    play.at = at("2026-05-07 09:00")
    assert refused(play, "take_down", SUN, **without).code == "proof_missing"


def test_who_took_it_down_and_how_it_came_stand_beside_it() -> None:
    play = answered()
    taken(play, SUN, "2026-05-07 09:00", asks="request_review")
    step, entry = play.facts[-2:]
    assert step.name == "review_requested"
    assert isinstance(entry, WordTakenDown)
    assert (entry.asks, entry.came, entry.body) == ("request_review", "visit", "petition-office")
    assert entry.spoken() is not None


def test_whoever_handles_the_matter_writes_no_withdrawal_and_no_rating() -> None:
    play = handled()
    taking_back = told(asks="withdraw", received="2026-03-10 10:00")
    play.at = at("2026-03-12 09:00")
    assert refused(play, "take_down", WANG, **taking_back).code == "not_yours"
    rating = told(asks="rate", satisfied="satisfied")
    play = answered()
    play.at = at("2026-05-07 09:00")
    assert refused(play, "take_down", WANG, **rating).code == "not_yours"


def test_a_withdrawal_is_told_to_whom_it_is_said_to_come_from_and_undone_by_his_word() -> None:
    play = handled()
    taken(play, SUN, "2026-03-12 09:00", asks="withdraw", received="2026-03-11 10:00")
    withdrawn = play.facts[-2]
    assert isinstance(withdrawn, Withdrawn) and withdrawn.taken_down
    assert play.state.stage == "withdrawn"
    assert play.clock("tell_withdrawal").stopped_at is None
    play.do("issue", SUN, document="word_receipt")
    play.do("deliver", SUN, document="word_receipt", means="post")
    assert play.clock("tell_withdrawal").stopped_at == play.at
    play.do("reopen", play.zhao, "2026-03-16 09:00", reason="我没有撤回。")
    assert play.state.stage == "registered"
    assert play.clock("route").stopped_at is None


def test_a_withdrawal_of_his_own_needs_no_undoing() -> None:
    play = handled()
    play.do("withdraw", play.zhao, reason="不办了")
    assert refused(play, "reopen", play.zhao, reason="又要办").code == "unmet"
    assert "tell_withdrawal" not in {clock.code for clock in play.state.clocks}


def test_a_rating_taken_down_is_the_petitioners_word() -> None:
    play = answered()
    taken(play, SUN, "2026-05-07 09:00", asks="rate", satisfied="not", contacted=True)
    assert (play.state.closing.satisfied, play.state.closing.solved) == ("not", False)


@pytest.mark.parametrize("asks", ["request_review", "urge"])
def test_an_outsider_takes_nothing_down(asks: str) -> None:
    play = answered()
    play.at = at("2026-05-07 09:00")
    assert refused(play, "take_down", CHEN, **told(asks=asks)).code == "not_visible"


def test_only_what_is_open_to_the_petitioner_can_be_taken_down() -> None:
    play = handled()
    now = {"actor": LI, "at": play.at, "book": play.book}
    assert "take_down" in open_to(play.state, **now)
    assert set(words_open_to(play.state, **now)) == {"withdraw", "urge"}
    play = answered()
    later = {"actor": LI, "at": at("2026-07-20 09:00"), "book": play.book}
    # The window is over by now; a letter may have come before.
    assert {"request_review", "rate"} <= set(words_open_to(play.state, **later))
    play.at = at("2026-07-20 09:00")
    assert refused(play, "take_down", SUN, **told(asks="urge")).code == "not_now"


def test_a_carried_matters_petitioner_is_named_by_his_matter() -> None:
    play = answered()
    play.at = at("2026-05-07 09:00")
    other = told(asks="rate", satisfied="not", of="QINGHE-260302-ABCDEF")
    assert refused(play, "take_down", SUN, **other).code == "no_such"


def test_a_rating_says_whether_he_is_content_and_nothing_else_does() -> None:
    for fields in (told(asks="rate"), told(asks="urge", satisfied="not")):
        with pytest.raises(ValueError, match="satisfied"):
            answered().do("take_down", SUN, "2026-05-07 09:00", **fields)


def test_a_letter_typed_in_late_makes_nothing_punctual_that_the_house_was_late_with() -> None:
    play = answered()
    play.do("conclude", WANG, "2026-04-21 09:00", outcome="resolved", text="办结")
    play.do(
        "follow_up",
        SUN,
        "2026-04-22 09:00",
        reached=True,
        contacted=True,
        true=True,
        satisfied="not",
    )
    play.ring("close", "due", "2026-04-30 09:00")
    assert play.clock("close").late
    taken(play, SUN, "2026-05-08 09:00", asks="request_review", received="2026-04-24 10:00")
    assert (play.clock("close").running, play.clock("close").late) == (False, True)


def test_a_withdrawal_typed_in_late_makes_no_silent_assist_punctual() -> None:
    play = Play(channel="hotline", kind="complaint")
    play.do("assign", LI, "2026-03-02 09:00", lead="water", assist=["agriculture"])
    assert play.due("assist_reply") < "2026-03-09"
    taken(play, SUN, "2026-03-10 09:00", asks="withdraw", received="2026-03-03 10:00")
    clock = play.clock("assist_reply")
    assert (clock.running, clock.late) == (False, True)
