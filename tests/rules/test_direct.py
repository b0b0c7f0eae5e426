"""What comes to a department itself, what is a suggestion, who needs relief (articles 23, 29, 37)."""

import pytest

from tests.rules.county import LI, Play, handled, officer
from tests.rules.test_statutory import refused

TOWN = officer("shuangqiao-gov")


def direct() -> Play:
    """A matter that was raised with the township itself."""
    return Play(actor=TOWN)


@pytest.mark.parametrize("do", ["refer", "assign"])
def test_a_body_sends_on_within_its_own_system_what_came_to_it_itself(do: str) -> None:
    play = direct()
    play.do(do, TOWN, lead="shuangchun-committee")
    assert play.state.lead is not None
    assert play.state.lead.body == "shuangchun-committee"
    assert play.clock("tell_direct").stopped_at is not None
    assert play.clock("tell").running


def test_it_sends_nothing_beside_or_above_itself() -> None:
    for lead in ("water", "qinghe-gov", "bihu-gov"):
        no = refused(direct(), "refer", TOWN, lead=lead)
        assert [one["code"] for one in no.why["conditions"]] == ["own_system"]


def test_what_the_centre_took_in_no_department_sends_on() -> None:
    assert refused(Play(), "refer", TOWN, lead="shuangchun-committee").code == "not_visible"


def test_the_answer_to_a_suggestion_says_whether_it_is_adopted() -> None:
    play = Play(kind="suggestion")
    no = refused(play, "reply", LI, text="谢谢")
    assert [one["code"] for one in no.why["conditions"]] == ["adoption_said"]
    (fact,) = play.do("reply", LI, text="列入明年计划", adopted="partly_adopted")
    told = fact.spoken()
    assert told is not None
    assert "部分建议" in told.zh


def test_any_other_answer_needs_no_such_word() -> None:
    play = Play(kind="consultation")
    play.do("reply", LI, text="到窗口办理")
    assert play.state.stage == "answered"


def test_relief_is_a_measure_of_help_that_its_body_owes() -> None:
    play = handled()
    measure = {"what": "申请临时救助", "body": "shuangqiao-gov", "relief": "social"}
    play.do("help_plan", officer("water"), consent=True, measures=[measure])
    (task,) = play.state.open_tasks
    assert (task.source, task.body, task.about) == ("help", "shuangqiao-gov", "social")
