"""A matter of which nobody can be told is owed a decision and its answer by a moment all the same."""

from tests.rules.county import LI, WANG, Play


def anonymous() -> Play:
    """A petition that nobody signed, sent to the body whose duty it is."""
    play = Play(anonymous=True, petitioner=None)
    play.do("assign", LI, "2026-03-02 15:00", lead="water")
    return play


def test_the_lead_owes_the_decision_by_the_day_on_which_it_would_be_told() -> None:
    play = anonymous()
    assert play.due("decide") == "2026-03-17 23:59"
    assert play.clock("decide").whose == "lead"
    assert play.state.clock("tell") is None


def test_the_decision_stops_it_and_the_sixty_days_begin() -> None:
    play = anonymous()
    play.do("receive", WANG, "2026-03-03 09:00")
    play.do("accept", WANG, "2026-03-04 09:00", route="6")
    assert play.clock("decide").stopped_at == play.at
    assert play.clock("handle").running


def test_where_somebody_can_be_told_the_law_s_own_period_is_owed() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:00", lead="water")
    assert play.due("tell") == "2026-03-17 23:59"
    assert play.state.clock("decide") is None


def test_what_was_refused_and_is_taken_up_again_is_told_of_no_refusal() -> None:
    play = Play()
    play.do("decline", LI, "2026-03-03 09:00", reason="other", text="不受理", next_door="法院")
    assert play.clock("tell_refusal").running
    play.do("reopen", LI, "2026-03-05 09:00", reason="应当受理")
    assert not play.clock("tell_refusal").running
    assert play.clock("route").running
