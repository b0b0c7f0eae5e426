"""Tasks within a case: each with its own body, its own moment and its own clock."""

from typing import Any

import pytest

from lianxin.rules.actor import SYSTEM, Actor, HeldPost
from lianxin.rules.conditions.registry import holds
from lianxin.rules.decide import ask_of
from lianxin.rules.standings import standings
from tests.rules.county import CHEN, LI, WANG, Play, at, book, handled, officer
from tests.rules.test_statutory import refused

CLERK = officer("agriculture", person="clerk-agriculture")
URBAN = officer("urban", person="clerk-urban")
INSPECTOR = officer("petition-office", "inspector", "inspector")
LEADER = Actor("leader-1", posts=(HeldPost("qinghe-gov-head", "qinghe-gov", "qinghe", "head"),))


def advised(**fields: Any) -> Play:
    """A petition on which the agriculture office was advised to improve its work by 20 March."""
    play = handled(**fields)
    play.do(
        "advise",
        LI,
        "2026-03-05 09:00",
        kind="improve_work",
        body="agriculture",
        text="完善巡渠制度",
        due=at("2026-03-20 17:00"),
    )
    return play


def called(**fields: Any) -> Play:
    """A petition over which two offices were called to the canal by noon."""
    play = handled(**fields)
    play.do(
        "call_in",
        WANG,
        "2026-03-05 09:00",
        bodies=["agriculture", "urban"],
        place="三号闸",
        by="当日中午",
        due=at("2026-03-05 12:00"),
    )
    return play


def clocks(play: Play, code: str) -> dict[str, bool]:
    """What each clock of a code is about, and whether it runs."""
    return {one.about: one.running for one in play.state.clocks if one.code == code}


def test_advice_is_a_task_of_the_body_advised_with_the_moment_given() -> None:
    play = advised()
    (task,) = play.state.tasks
    assert (task.source, task.body, task.about, task.state) == (
        "advice",
        "agriculture",
        "improve_work",
        "open",
    )
    assert play.due("advice_reply") == "2026-03-20 23:59"
    assert play.clock("advice_reply").whose == "tasked"


def test_advice_without_a_moment_takes_the_limit_of_the_row() -> None:
    play = handled()
    play.do(
        "advise", LI, "2026-03-05 09:00", kind="improve_policy", body="agriculture", text="修订办法"
    )
    assert play.due("advice_reply") == "2026-04-04 23:59"
    assert play.clock("advice_reply").limits == ("30 days",)


def test_a_task_without_a_moment_and_without_a_fallback_has_no_clock() -> None:
    play = handled()
    play.do("plan", WANG, text="先通水", tasks=[{"text": "备料"}])
    assert play.state.tasks[0].body == "water"
    assert play.state.clock("plan_step") is None


def test_the_one_advised_answers_in_writing_and_the_adviser_takes_it() -> None:
    play = advised()
    play.do("report_task", CLERK, "2026-03-18 09:00", task=1, done=True, text="采纳，已修订")
    assert play.state.tasks[0].state == "reported"
    assert not play.clock("advice_reply").running
    assert not play.clock("advice_reply").late
    play.do("close_task", LI, "2026-03-19 09:00", task=1, text="予以销号")
    assert play.state.tasks[0].state == "closed"
    assert standings(play.state, CLERK, book()) == frozenset()


def test_a_late_answer_presses_the_body_that_owes_it_and_not_the_lead() -> None:
    play = advised()
    facts = play.ring("advice_reply", "due", "2026-03-21 00:00")
    assert [fact.name for fact in facts] == ["rung", "supervised"]
    pressed: Any = facts[1]
    assert (pressed.body, pressed.trigger) == ("agriculture", "late-advice_reply")
    play.do("report_task", CLERK, "2026-03-23 09:00", task=1, done=False, text="暂不具备条件")
    assert play.clock("advice_reply").late
    assert play.state.tasks[0].done is False


def test_advice_outlives_the_matter_and_a_call_does_not() -> None:
    play = advised()
    play.do(
        "call_in", WANG, bodies=["urban"], place="三号闸", by="明日", due=at("2026-03-06 12:00")
    )
    play.do("withdraw", play.zhao, "2026-03-05 10:00", reason="已协商")
    assert [task.state for task in play.state.tasks] == ["open", "released"]
    assert clocks(play, "advice_reply") == {"task-1": True}
    assert clocks(play, "call_in") == {"task-2": False}
    play.do("report_task", CLERK, "2026-03-18 09:00", task=1, done=True, text="采纳")
    assert not play.clock("advice_reply").running


@pytest.mark.parametrize(
    ("actor", "code"), [(CHEN, "not_visible"), (URBAN, "not_visible"), (WANG, "not_yours")]
)
def test_nobody_else_reports_on_a_task(actor: Actor, code: str) -> None:
    play = advised()
    assert refused(play, "report_task", actor, task=1, done=True, text="好").code == code


def test_one_tasked_body_does_not_report_for_another() -> None:
    no = refused(called(), "report_task", CLERK, task=2, done=True, text="已到")
    assert (no.code, no.why["by"]) == ("not_yours", ["urban"])


def test_a_task_is_reported_once_and_an_unknown_one_never() -> None:
    play = advised()
    play.do("report_task", CLERK, task=1, done=True, text="采纳")
    assert refused(play, "report_task", CLERK, task=1, done=True, text="又报").code == "not_now"
    assert refused(play, "report_task", CLERK, task=7, done=True, text="好").code == "no_such"


def test_only_whoever_gave_a_task_or_the_centre_takes_its_report() -> None:
    play = handled()
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do("instruct", LEADER, text="三日内通水", due=at("2026-03-07 18:00"))
    play.do("report_task", WANG, "2026-03-06 18:00", task=1, done=True, text="已通水")
    assert refused(play, "close_task", WANG, task=1).code == "not_yours"
    assert refused(play, "close_task", CHEN, task=1).code == "not_visible"
    play.do("close_task", LEADER, task=1)
    assert refused(play, "close_task", LEADER, task=1).code == "not_now"


def test_nobody_takes_the_own_report() -> None:
    play = handled()
    play.do("plan", WANG, text="先通水", tasks=[{"text": "备料", "due": at("2026-03-09 18:00")}])
    play.do("report_task", WANG, "2026-03-06 18:00", task=1, done=True, text="备齐")
    assert refused(play, "close_task", WANG, task=1).code == "self_check"
    play.do("close_task", LI, task=1)


def test_a_task_lifted_undone_is_released() -> None:
    play = advised()
    play.do("close_task", LI, task=1, text="不再需要")
    assert play.state.tasks[0].state == "released"
    assert not play.clock("advice_reply").running


def test_a_moment_gone_by_is_no_deadline() -> None:
    no = refused(
        handled(),
        "advise",
        LI,
        kind="improve_work",
        body="agriculture",
        text="完善",
        due=at("2026-03-03 09:00"),
    )
    assert no.code == "past"


def test_each_body_called_has_its_own_clock_and_its_arrival_stops_that_one_alone() -> None:
    play = called()
    assert clocks(play, "call_in") == {"task-1": True, "task-2": True}
    play.do("arrive", CLERK, "2026-03-05 11:00", at_place="三号闸")
    assert clocks(play, "call_in") == {"task-1": False, "task-2": True}
    assert play.state.tasks[0].done is True
    rung: Any = play.do(
        "ring",
        SYSTEM,
        "2026-03-05 12:00",
        clock="call_in",
        about="task-2",
        moment="due",
    )
    assert (rung[0].about, rung[0].tell) == ("task-2", ("tasked", "lead", "supervisor"))
    assert rung[1].body == "urban"
    play.do("arrive", URBAN, "2026-03-05 15:00", at_place="三号闸")
    late = {one.about: one.late for one in play.state.clocks if one.code == "call_in"}
    assert late == {"task-1": False, "task-2": True}


def test_the_arrival_of_somebody_who_was_not_called_stops_no_clock() -> None:
    play = called()
    play.do("arrive", WANG, "2026-03-05 11:00", at_place="三号闸")
    assert clocks(play, "call_in") == {"task-1": True, "task-2": True}


def test_a_respondent_is_never_tasked() -> None:
    play = Play(kind="misconduct_report", respondent=["agriculture"])
    play.do("assign", LI, "2026-03-02 15:10", lead="water")
    no = refused(play, "advise", LI, kind="improve_work", body="agriculture", text="整改")
    assert no.code == "respondent"
    play.do("receive", WANG)
    no = refused(play, "plan", WANG, text="核查", tasks=[{"text": "自查", "body": "agriculture"}])
    assert no.code == "respondent"


def test_a_tasked_body_may_report_and_note_and_leads_nothing() -> None:
    play = advised()
    assert standings(play.state, CLERK, book()) == {"tasked"}
    open_now = play.open_to(CLERK)
    assert {"report_task", "note"} <= set(open_now)
    assert not {"reply", "accept", "propose_opinion", "conclude"} & set(open_now)


def test_an_instruction_goes_to_the_lead_or_to_those_it_names() -> None:
    play = handled()
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do(
        "instruct",
        LEADER,
        text="修好并排查同类",
        due=at("2026-03-07 18:00"),
        bodies=["water", "agriculture"],
        like_places=True,
        places_due=at("2026-03-31 18:00"),
    )
    told = [(task.n, task.source, task.body) for task in play.state.tasks]
    assert told == [
        (1, "instruction", "water"),
        (2, "instruction", "agriculture"),
        (3, "like_places", "water"),
        (4, "like_places", "agriculture"),
    ]
    assert clocks(play, "instruction") == {"task-1": True, "task-2": True}
    assert play.due("like_places") == "2026-03-31 23:59"


def test_an_instruction_without_a_moment_is_no_task() -> None:
    play = handled()
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do("instruct", LEADER, text="请重视")
    assert play.state.tasks == ()


def test_a_term_is_watched_until_its_performance_is_recorded() -> None:
    play = handled()
    play.do(
        "record_agreement",
        WANG,
        "2026-03-06 09:00",
        parties=["甲", "乙"],
        terms=["三月底前付半", "四月底前付清"],
        due=[at("2026-03-31 18:00"), at("2026-04-30 18:00")],
    )
    assert clocks(play, "term") == {"task-1": True, "task-2": True}
    play.do("record_performance", WANG, "2026-03-30 09:00", term=1, done=True)
    assert clocks(play, "term") == {"task-1": False, "task-2": True}
    no = refused(play, "record_performance", WANG, "2026-05-06 09:00", term=2, done=False)
    assert no.code == "ways_untold"
    play.do("record_performance", WANG, term=2, done=False, ways="可向法院起诉")
    assert [(task.state, task.done) for task in play.state.tasks] == [
        ("closed", True),
        ("closed", False),
    ]
    assert play.clock("term").late


def test_the_record_of_one_term_stops_the_clock_of_no_other() -> None:
    play = handled()
    told = {"parties": ["甲", "乙"], "terms": ["付半", "道歉"], "due": [at("2026-03-31 18:00")]}
    play.do("record_agreement", WANG, "2026-03-06 09:00", **told)
    play.do("record_performance", WANG, term=2, done=True)
    assert clocks(play, "term") == {"task-1": True}


def test_each_assist_has_its_own_clock_and_its_answer_stops_that_one_alone() -> None:
    play = Play(channel="hotline", kind="complaint")
    play.do("assign", LI, "2026-03-02 09:00", lead="water", assist=["agriculture", "urban"])
    assert clocks(play, "assist_reply") == {"leg-2": True, "leg-3": True}
    play.do("reply", CLERK, "2026-03-03 09:00", text="已查")
    assert clocks(play, "assist_reply") == {"leg-2": False, "leg-3": True}
    assert play.state.clock("assist_reply", "leg-3") == play.state.clocks[-1]


def test_an_assist_that_takes_the_lead_owes_no_answer_to_itself() -> None:
    play = Play(channel="hotline", kind="complaint")
    play.do("assign", LI, "2026-03-02 09:00", lead="water", assist=["agriculture", "urban"])
    play.do("reassign", LI, lead="agriculture", reason="属其职责")
    assert clocks(play, "assist_reply") == {"leg-2": False, "leg-3": True}


def test_a_task_keeps_its_clock_when_the_order_becomes_a_petition() -> None:
    play = Play(channel="hotline", kind="complaint")
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("receive", WANG)
    play.do("advise", LI, kind="improve_work", body="agriculture", text="完善")
    play.do("move", LI, "2026-03-04 09:00", procedure="statutory", reason="属信访事项")
    assert clocks(play, "advice_reply") == {"task-1": True}


def test_no_open_tasks_looks_at_what_serves_the_matter_alone() -> None:
    def held(play: Play) -> bool:
        ask = ask_of(play.state, None, actor=LI, at=play.at, book=book())
        return holds("no_open_tasks", ask)

    assert held(advised())
    play = called()
    assert not held(play)
    for clerk in (CLERK, URBAN):
        play.do("arrive", clerk, at_place="三号闸")
    assert held(play)
