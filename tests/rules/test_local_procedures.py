"""A county's own procedure over the law: both run on one case, and a change of form loses nothing."""

from functools import cache
from typing import Any

from lianxin.rules.book import Book
from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.procedures import Procedure
from tests.rules.county import (
    HEARD,
    KNOWN,
    LI,
    SUN,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    at,
    book,
    officer,
    shipped,
    with_book,
)
from tests.rules.known import BASE
from tests.rules.test_statutory import refused

FIVE_ONES = BASE.parents[1] / "pingfang" / "procedures" / "five-ones.toml"


@cache
def five_ones() -> Procedure:
    return compile_procedure(
        FIVE_ONES.read_text("utf-8"), name="five-ones.toml", base=shipped, known=KNOWN
    )


def local_book() -> Book:
    mine = five_ones()
    return with_book(
        uses={("*", "*"): "five-ones"},
        current={**book().current, "five-ones": mine.digest},
        procedures={**book().procedures, mine.digest: mine},
    )


def local(**fields: Any) -> Play:
    return Play(book=local_book(), **fields)


def test_the_place_s_own_clocks_run_beside_those_of_the_law() -> None:
    play = local()
    assert play.due("meet") == "2026-03-02 09:30"
    assert play.due("assign") == "2026-03-03 08:30"
    assert play.due("determine") == "2026-03-09 08:30"
    assert play.due("answer") == "2026-03-12 08:30"
    assert play.due("conclude") == "2026-04-02 08:30"
    assert play.due("route") == "2026-03-17 23:59"


def test_only_who_came_must_be_received_within_the_hour() -> None:
    assert local(channel="web").state.clock("meet") is None
    assert local(channel="video").clock("meet").running


def test_being_put_on_record_is_not_being_received() -> None:
    play = local()
    assert play.clock("meet").running
    play.do("contact", LI, "2026-03-02 08:50", means="video", reached=False, text="没有接通")
    assert play.clock("meet").running, "a try that reached nobody receives nobody"
    play.do("contact", LI, "2026-03-02 09:00", means="in_person", reached=True, text="当面接访")
    assert not play.clock("meet").running
    assert not play.clock("meet").late


def test_a_move_between_two_forms_of_one_law_takes_no_day_of_the_law_away_and_gives_none() -> None:
    play = local(kind="help", channel="web")
    play.do("refer", LI, "2026-03-02 10:00", lead="water")
    play.do("move", LI, "2026-03-06 10:00", procedure="simple", reason="事实清楚")
    assert play.state.stage == "dispatched"
    assert play.due("tell") == "2026-03-17 23:59", "the fifteen days still run from the dispatch"
    assert play.due("object") == "2026-03-09 23:59"
    assert not play.clock("answer").running, "the place's own clocks end with the move"
    play.do("receive", WANG)
    play.do("accept", WANG, route="6")
    sixty = play.due("handle")
    play.do("move", WANG, "2026-03-16 09:00", procedure="five-ones", reason="案情复杂")
    assert (play.state.stage, play.due("handle")) == ("handling", sixty)
    assert play.due("answer") == "2026-03-12 08:30", "out and back restarts nothing"


def test_a_conference_holds_the_matter_in_joint_study_until_its_outcome() -> None:
    play = local()
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route="6")
    play.do("order_sitting", WANG, kind="mediation", demand="先调解")
    assert play.state.stage == "handling"
    play.do("order_sitting", WANG, kind="coordination", demand="三个单位会商")
    assert (play.state.stage, play.state.phase) == ("joint_study", "handling")
    play.do("conclude_sitting", LI, sitting=2, outcome="agreed", decisions=["水务局牵头"])
    assert play.state.stage == "handling"


def closable(**fields: Any) -> Play:
    play = local(kind="help", **fields)
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route="6")
    play.do("hear", WANG, **HEARD)
    told = {"outcome": "supported", "facts": "属实", "basis": "救助办法", "text": "予以救助"}
    play.do("propose_opinion", WANG, **told)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, document="opinion")
    play.do("deliver", WANG, document="opinion", means="in_person")
    return play


def test_a_matter_with_a_help_plan_closes_with_the_resident_s_own_word() -> None:
    play = closable()
    play.do("help_plan", WANG, consent=True, measures=[{"what": "临时救助", "body": "water"}])
    play.do("conclude", WANG, outcome="resolved", text="完成")
    sun = {"reached": True, "true": True, "solved": True, "satisfied": "satisfied"}
    play.do("follow_up", LI, **sun)
    no = refused(play, "close", LI, disposition="hardship_helped")
    assert [one["code"] for one in no.why["conditions"]] == ["help_confirmed | exemption_signed"]
    play.do("confirm", play.zhao)
    play.do("close", LI, disposition="hardship_helped")
    assert play.state.stage == "closed"


def test_each_measure_of_help_is_a_task_of_the_body_that_gives_it() -> None:
    play = closable()
    play.do(
        "help_plan",
        WANG,
        consent=True,
        measures=[
            {"what": "临时救助", "body": "water", "due": at("2026-03-10 17:30")},
            {"what": "介绍工作", "body": "agriculture"},
        ],
    )
    assert [(one.source, one.body, one.state) for one in play.state.tasks] == [
        ("help", "water", "open"),
        ("help", "agriculture", "open"),
    ]
    assert play.due("help") == "2026-03-10 17:30"
    play.do("report_task", officer("agriculture"), task=2, done=True, text="已上岗")
    assert play.state.tasks[1].state == "reported"


def test_a_word_given_before_the_help_was_planned_does_not_count_for_it() -> None:
    play = closable()
    play.do("confirm", play.zhao)
    play.do("help_plan", WANG, consent=True, measures=[{"what": "介绍工作", "body": "water"}])
    assert not play.state.closing.confirmed


def test_only_the_reply_that_both_have_signed_is_published() -> None:
    assert {row.needs for row in five_ones().action_index["publish"]} == {("public_reply",)}
    assert five_ones().sign_off_index["public_reply"].posts == (
        "petition-office-head",
        "yuling-gov-leader-1",
    )


def test_a_limit_may_go_by_the_class_of_progress() -> None:
    text = visits(
        '{ code = "visit", limit = { A = "1 days", C = "9 days", "*" = "5 days" },'
        ' start = ["progress_set"], stop = ["arrived"], whose = "lead" }'
    )
    mine = compile_procedure(text, name="visits.toml", base=shipped, known=KNOWN)
    play = Play(
        book=with_book(uses={("*", "*"): "visits"}, current={"visits": "v"}, procedures={"v": mine})
    )
    play.state = play.state.with_changes({"version": "v", "progress": {"colour": "A"}})
    play.do("set_progress", LI, "2026-03-02 10:00", progress="A", reason="尚在调查")
    assert play.due("visit") == "2026-03-03 10:00"


def visits(clock: str) -> str:
    return f"""[procedure]
code = "visits"
label = {{ zh = "走访", en = "Visits" }}
extends = "statutory"
[rows]
clocks = [
  {clock},
]
"""


def test_a_lawyer_s_opinion_is_counted_on_file() -> None:
    play = local()
    play.do("legal_opinion", LI, lawyer="lawyer-1", text="可走仲裁")
    assert play.state.handling.legal_opinions == 1
    assert refused(play, "legal_opinion", WANG_HEAD, lawyer="x", text="y").code == "not_visible"


def studied(**fields: Any) -> Play:
    """A matter that its lead keeps in joint study."""
    play = local(**fields)
    play.do("assign", LI, "2026-03-02 10:00", lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route=6)
    play.do("order_sitting", WANG, kind="coordination", demand="会商。")
    assert play.state.stage == "joint_study"
    return play


def test_joint_study_shuts_no_door_that_is_open_while_a_matter_is_handled() -> None:
    play = studied()
    play.do("urge", play.zhao, text="什么时候有结果？")
    play.do("supervise", LI, demand="本周内开完。")
    play.do("reassign", LI, lead="agriculture", reason="职责在农业局。")
    assert (play.state.stage, play.state.lead and play.state.lead.body) == (
        "joint_study",
        "agriculture",
    )
    play.do("withdraw", play.zhao, reason="不反映了。")
    assert play.state.stage == "withdrawn"


def test_a_meeting_of_joint_study_names_another_lead() -> None:
    play = studied()
    seats = [{"person": "wang", "role": "member"}, {"person": "sun", "role": "chair"}]
    play.do("hold_sitting", LI, sitting=1, seats=seats, minutes="会商记录。")
    play.do(
        "conclude_sitting",
        LI,
        sitting=1,
        outcome="agreed",
        decisions=["由农业局主办。"],
        lead="agriculture",
    )
    assert (play.state.stage, play.state.lead and play.state.lead.body) == (
        "handling",
        "agriculture",
    )


def test_a_help_plan_of_a_silent_resident_is_closed_on_the_leader_s_signature_alone() -> None:
    play = local(kind="help", channel="web")
    play.do("assign", LI, "2026-03-02 10:00", lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route=5)
    measures = [{"what": "临时救助", "body": "water"}]
    play.do("help_plan", WANG, consent=True, measures=measures)
    play.do("reply", WANG, text="已救助。")
    play.do("conclude", WANG, outcome="resolved", text="已办。")
    for _ in range(3):
        play.do("follow_up", SUN, reached=False)
    no = refused(play, "close", SUN, disposition="hardship_helped")
    assert no.code == "unmet"
    play.do("draft", SUN, document="exemption", text="多次联系不上，拟结案。")
    play.do("set_leader", LI, leaders=["magistrate"])
    play.do("sign", officer("qinghe-gov", person="magistrate"), document="exemption")
    ground = {"ground": "帮扶已落实，本人联系不上。", "article": "条例37"}
    play.do("close", SUN, disposition="hardship_helped", exemption=ground)
    assert play.state.stage == "closed"
