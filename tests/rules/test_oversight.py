"""How grave a matter is, who above is told of it, and how a body is held to its duty (25, 38, 39)."""

from lianxin.rules.commands.oversight import Above
from tests.rules.county import CHEN, LI, WANG, Play, at, handled, officer
from tests.rules.test_hotline import order
from tests.rules.test_statutory import refused

INSPECTOR = officer("petition-office", "inspector", "ling")
ALL = ("government", "departments", "joint_office", "upper_office", "national_office")


def running(play: Play) -> set[str]:
    """The clocks of reports that run."""
    return {clock.code for clock in play.state.clocks if clock.running and "report_" in clock.code}


def test_the_receivers_are_those_of_the_article() -> None:
    assert Above.__args__ == ALL


def test_what_came_in_as_urgent_is_judged_at_once() -> None:
    play = Play(urgent=True)
    assert play.clock("judge_gravity").running
    play.do("set_gravity", LI, gravity="urgent", text="一户停水，不涉及公共安全")
    assert play.clock("judge_gravity").stopped_at is not None
    assert running(play) == set()


def test_a_major_matter_goes_to_each_of_those_above_by_a_clock_of_its_own() -> None:
    play = Play()
    play.do("set_gravity", LI, "2026-03-02 09:00", gravity="major", text="水库渗漏，下游两村")
    assert running(play) == {f"report_{name}" for name in ALL}
    assert play.due("report_national_office") == "2026-03-02 11:00"
    facts = play.do("report_upward", LI, to=["upper_office", "national_office"], text="渗漏扩大")
    assert [fact.qualifier for fact in facts] == ["upper_office", "national_office"]
    assert running(play) == {"report_government", "report_departments", "report_joint_office"}
    play.do("report_upward", LI, to=ALL, text="续报")
    assert running(play) == set()


def test_a_judgement_taken_back_ends_what_was_owed_by_it() -> None:
    play = Play()
    play.do("set_gravity", LI, gravity="major", text="误判")
    play.do("set_gravity", LI, gravity="ordinary", text="核实为谣传")
    assert running(play) == set()
    assert not play.state.matter.urgent


def test_a_matter_that_turns_urgent_is_owed_sooner_and_gets_no_time_back() -> None:
    play = order()
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("set_gravity", WANG, "2026-03-02 15:00", gravity="urgent", text="水漫进配电房")
    assert play.due("handle") == "2026-03-03 15:00"
    play.do("set_gravity", LI, "2026-03-02 16:00", gravity="ordinary", text="已断电")
    assert play.due("handle") == "2026-03-03 15:00"


def test_the_same_judgement_twice_says_nothing_new() -> None:
    play = Play()
    play.do("set_gravity", LI, gravity="urgent", text="孤寡老人")
    assert refused(play, "set_gravity", LI, gravity="urgent", text="再说").code == "not_now"


def test_a_body_held_to_its_duty_owes_an_answer_by_the_day() -> None:
    play = handled()
    due = at("2026-03-20 18:00")
    play.do("take_measure", INSPECTOR, kind="correction", body="water", text="拖延", due=due)
    assert play.clock("measure").whose == "tasked"
    assert play.due("measure") == "2026-03-20 23:59"
    play.do("report_task", WANG, task=1, done=True, text="已整改")
    assert play.clock("measure").stopped_at is not None


def test_nobody_below_holds_a_body_to_its_duty() -> None:
    play = handled()
    due = at("2026-03-20 18:00")
    fields = {"kind": "talk", "body": "water", "text": "x", "due": due}
    assert refused(play, "take_measure", WANG, **fields).code == "not_yours"
    assert refused(play, "take_measure", CHEN, **fields).code == "not_visible"
    early = {**fields, "due": at("2026-03-01 18:00")}
    assert refused(play, "take_measure", INSPECTOR, **early).code == "past"
    assert (
        refused(play, "report_upward", play.zhao, to=["government"], text="x").code == "not_yours"
    )
    assert refused(play, "set_gravity", CHEN, gravity="major", text="x").code == "not_visible"


def test_the_complained_of_is_told_of_no_measure() -> None:
    play = Play(kind="misconduct_report", respondent=["water"])
    due = at("2026-03-20 18:00")
    no = refused(play, "take_measure", INSPECTOR, kind="talk", body="water", text="x", due=due)
    assert no.code == "respondent"


def test_those_who_appoint_are_told_of_a_report_of_misconduct_and_of_nothing_else() -> None:
    fields = {"to": ["organisation", "party_head"], "text": "反映一名科室负责人收受好处"}
    play = Play(kind="misconduct_report", respondent=["water"])
    facts = play.do("tell_appointers", LI, **fields)
    assert [fact.qualifier for fact in facts] == ["organisation", "party_head"]
    assert all(fact.audience() == "house" for fact in facts)
    assert refused(play, "tell_appointers", WANG, **fields).code == "not_visible"
    no = refused(Play(), "tell_appointers", LI, **fields)
    assert [one["code"] for one in no.why["conditions"]] == ["kind_misconduct_report"]
