"""The hotline order under the rules."""

from dataclasses import replace

from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.ask import Stamp
from lianxin.rules.evolve import evolve
from lianxin.rules.facts.handling import Replied
from tests.rules.county import (
    CHEN,
    HEARD,
    LI,
    SUN,
    WANG,
    WANG_HEAD,
    Play,
    at,
    book,
    officer,
    shipped,
    with_book,
)
from tests.rules.test_statutory import PLEASED, refused


def order(**fields: object) -> Play:
    """An order of a caller about a burst pipe."""
    told = {"channel": "hotline", "kind": "complaint", "title": "水管爆裂", **fields}
    return Play(**told)


def sent(**fields: object) -> Play:
    """An order that the water office has received."""
    play = order(**fields)
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("receive", WANG, "2026-03-02 09:30")
    return play


def test_an_order_goes_from_the_call_to_the_archive() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    assert play.state.stage == "concluded"
    assert play.state.lead is None
    play.do("follow_up", SUN, **PLEASED)
    play.do("close", SUN, disposition="justified_settled")
    play.do("archive", SUN)


def test_an_answer_says_at_which_level_it_was_given() -> None:
    play = sent()
    play.do("add_assist", LI, body="bihu-gov", demand="请协助")
    play.do("reply", CHEN, text="已配合")
    assert play.state.handling.level == "", "an assist answers the lead, not the petitioner"
    play.do("reply", WANG, text="已修复")
    assert play.state.handling.level == "county"
    asked = order(kind="consultation")
    asked.do("reply", LI, text="到窗口")
    assert asked.state.handling.level == "county"


def test_an_answer_is_given_by_the_body_that_it_is_signed_for() -> None:
    play = order(kind="consultation")
    (fact,) = play.do("reply", Actor("both", posts=(*CHEN.posts, *LI.posts)), text="到窗口")
    assert isinstance(fact, Replied)
    assert fact.body == "petition-office"


def test_what_the_grid_takes_on_itself_waits_for_no_dispatch() -> None:
    assert "accepted" in shipped("hotline").clock_index["dispatch"].stop


def test_a_question_is_answered_at_once() -> None:
    play = order(kind="consultation", title="怎么补缴")
    play.do("reply", LI, "2026-03-02 08:32", text="到窗口")
    assert play.state.stage == "concluded"
    assert not play.clock("dispatch").late


def test_a_complaint_is_not_answered_away_at_the_desk() -> None:
    no = refused(order(), "reply", LI, text="知道了")
    assert no.why["conditions"][0]["code"] == "kind_answerable"


def test_an_urgent_order_has_the_shorter_limits() -> None:
    play = order(urgent=True)
    assert play.due("dispatch") == "2026-03-02 09:00"
    play.do("assign", LI, "2026-03-02 08:40", lead="water")
    assert play.due("contact") == "2026-03-02 10:40"
    assert play.due("handle") == "2026-03-03 08:40"


def test_a_consultation_has_three_working_days_and_any_other_five() -> None:
    for kind, due in (("consultation", "2026-03-05 09:00"), ("help", "2026-03-09 09:00")):
        play = order(kind=kind)
        play.do("assign", LI, "2026-03-02 09:00", lead="water")
        assert play.due("handle") == due


def test_an_interim_note_does_not_reset_a_clock() -> None:
    play = sent()
    before = play.clock("handle")
    play.do("note", WANG, "2026-03-05 09:00", text="正在修")
    play.do("reassign", LI, lead="agriculture", reason="划转")
    assert play.clock("handle") == before


def test_one_answer_stops_its_own_clock_and_no_other() -> None:
    play = order()
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("add_assist", LI, body="agriculture", demand="协查", days=2)
    play.do("reply", officer("agriculture"), "2026-03-03 09:00", text="已查")
    assert play.clock("assist").stopped_at is not None
    assert play.clock("handle").stopped_at is None


def test_a_pause_stands_still_and_is_counted_out() -> None:
    supervisor = officer("petition-office", "supervisor", "supervisor")
    play = sent()
    assert play.due("handle") == "2026-03-09 09:00"
    play.do("pause", supervisor, "2026-03-03 09:00", clock="handle", reason="等配件")
    assert play.clock("handle").due is None
    assert refused(play, "pause", supervisor, clock="handle", reason="等").code == "not_now"
    play.do("resume", supervisor, "2026-03-05 09:00", clock="handle")
    assert play.due("handle") == "2026-03-11 09:00"
    assert refused(play, "resume", supervisor, clock="handle").code == "not_now"
    assert refused(play, "pause", supervisor, clock="contact", reason="等").code == "not_now"
    assert refused(play, "pause", supervisor, clock="nothing", reason="等").code == "no_such"


def test_a_returned_order_counts_its_hops_and_a_ruling_ends_them() -> None:
    play = order()
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("object", WANG, reason="not-our-duty", text="非我职责")
    play.do("reassign", LI, lead="agriculture", reason="改派")
    clerk = officer("agriculture")
    play.do("object", clerk, reason="not-our-duty", text="非我职责")
    assert play.state.dispatch.hops == 2
    play.do("rule_objection", LI, upheld=True, lead="urban", text="裁定")
    no = refused(play, "object", officer("urban"), reason="not-our-duty", text="非我职责")
    assert no.code == "may_not_return"


def test_a_late_order_is_pressed_by_its_own_clock() -> None:
    play = sent()
    warned = play.ring("handle", "-1 days", "2026-03-08 09:00")
    assert warned[0].tell == ("lead",)  # type: ignore[attr-defined] - a rung fact tells
    assert refused(play, "ring", LI, clock="handle", moment="due").code == "not_yours"
    facts = play.ring("handle", "due", "2026-03-09 09:00")
    assert [fact.name for fact in facts] == ["rung", "supervised"]
    assert play.state.dispatch.supervised == 1
    assert play.clock("handle").late


def test_a_clock_does_not_ring_twice_nor_early_nor_after_the_answer() -> None:
    play = sent()
    with_early = refused_ring(play, "2026-03-09 08:59")
    assert with_early == "not_now"
    play.ring("handle", "due", "2026-03-09 09:00")
    assert refused_ring(play, "2026-03-09 10:00") == "not_now"
    play.do("reply", WANG, "2026-03-10 09:00", text="已修复")
    assert refused_ring(play, "2026-03-11 10:00") == "not_now"


def refused_ring(play: Play, when: str) -> str:
    """The code with which a ring of the handling clock is refused."""

    return refused(play, "ring", SYSTEM, when, clock="handle", moment="due").code


def test_an_order_becomes_a_petition_under_the_same_number() -> None:
    play = sent()
    play.do("move", LI, "2026-03-04 09:00", procedure="statutory", reason="属信访事项")
    assert (play.state.procedure, play.state.stage) == ("statutory", "received")
    assert play.clock("handle").stopped_at is not None
    assert play.due("tell") == "2026-03-19 23:59"
    play.do("accept", WANG, "2026-03-05 09:00", route="6")
    assert play.clock("handle").limits == ("60 days",)
    assert refused(play, "move", LI, procedure="nowhere", reason="x").code in {"no_such", "not_now"}


def test_the_head_extends_himself_up_to_three_times() -> None:
    play = sent()
    for n in range(3):
        play.do("extend", WANG_HEAD, days=5, reason="等件", approver="water-head")
        assert play.clock("handle").extensions == n + 1
    no = refused(play, "extend", WANG_HEAD, days=5, reason="等件", approver="water-head")
    assert no.code == "second_extension"
    play = sent()
    told = {"days": 5, "reason": "等件", "approver": "water-head"}
    assert refused(play, "extend", WANG, **told).code == "not_signed"


def test_escalation_keeps_what_was_tried_and_passes_the_lead_up() -> None:
    play = order(area="shuangchun")
    play.do("assign", LI, lead="shuangchun-committee")
    play.do("escalate", officer("shuangchun-committee"), tried="调解两次", text="村里办不了")
    assert play.state.lead is not None
    assert play.state.lead.body == "shuangqiao-gov"
    play.do("return_down", officer("shuangqiao-gov"), to="shuangchun-committee", text="已协调")
    assert play.state.lead.body == "shuangchun-committee"
    no = refused(play, "return_down", LI, to="water", text="x")
    assert no.code == "no_such"


def test_the_simple_procedure_has_its_exclusions() -> None:
    play = Play()
    play.do("refer", LI, "2026-03-02 09:00", lead="water")
    play.do("move", WANG, procedure="simple", reason="事实清楚")
    assert play.due("simple_accept") == "2026-03-05 23:59"
    play.do("receive", WANG)
    assert refused(play, "accept", WANG, route="4").code == "simple_excluded"
    play.do("accept", WANG, route="6")
    told = {"facts": "查", "basis": "法", "text": "否"}
    play.do("hear", WANG, **HEARD)
    no = refused(play, "propose_opinion", WANG, outcome="not_supported", **told)
    assert no.code == "simple_excluded"
    play.do("propose_opinion", WANG, outcome="supported", **told)

    assigned = Play()
    assigned.do("assign", LI, lead="water")
    assert refused(assigned, "move", LI, procedure="simple", reason="x").code == "simple_excluded"
    repeated = Play(initial=False)
    assert refused(repeated, "move", LI, procedure="simple", reason="x").code == "simple_excluded"


def test_a_year_without_a_calendar_is_provisional_and_counted_again_when_it_is_known() -> None:

    play = Play(at=at("2026-11-20 09:00"))
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route="6")
    assert play.clock("handle").provisional
    assert refused(play, "restate", SYSTEM).code == "not_now"
    known = replace(book().calendar, years=book().calendar.years | {2027}, version="later")
    play.book = with_book(calendar=known)
    play.do("restate", SYSTEM)
    assert not play.clock("handle").provisional
    assert play.clock("handle").calendar == "later"


def test_two_cases_are_joined_with_consent_and_parted_without_loss() -> None:
    one, two = order(number="QINGHE-260302-00000A"), order(number="QINGHE-260302-00000B")
    two.do("assign", LI, "2026-03-02 09:00", lead="water")
    two.beside(one)
    one.beside(two)
    assert refused(two, "merge", LI, into=one.state.number).code == "no_consent"
    before = two.clock("handle").due
    two.do("merge", LI, "2026-03-03 09:00", into=one.state.number, consent=True)
    assert two.state.stage == "merged"
    assert [fact.name for fact in two.others[one.state.number]] == ["took_in"]
    take(one, two)
    one.beside(two)
    assert refused(one, "split", LI, parts=["QINGHE-260302-ZZZZZZ"]).code == "no_such"
    one.do("split", LI, "2026-03-04 09:00", parts=[two.state.number])
    take(two, one)
    assert two.state.stage == "dispatched"
    assert two.clock("handle").due == before
    assert refused(two, "merge", CHEN, into=one.state.number, consent=True).code == "not_visible"


def take(play: Play, giver: Play) -> None:
    """Fold into one case what a command on the other left for it."""

    for fact in giver.others[play.state.number]:
        play.state = evolve(play.state, fact, Stamp(play.state.id, giver.at, "li", "", ""))


def test_pressing_what_was_answered_presses_whoever_handled_it_and_opens_nothing() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    (pressed,) = play.do("supervise", LI, "2026-03-04 10:00", demand="请落实到位。")
    assert (pressed.body, pressed.lead, pressed.opens_lead) == ("water", None, False)
    assert (play.state.stage, play.state.lead) == ("concluded", None)
    assert play.state.dispatch.supervised == 1


def test_what_the_centre_answered_itself_is_taken_up_again_and_not_pressed() -> None:
    play = order(kind="consultation")
    play.do("reply", LI, "2026-03-02 09:00", text="停水到下午三点。")
    no = refused(play, "supervise", LI, lead="water", demand="请核实。")
    assert (no.code, no.why["stage"]) == ("not_now", "concluded")
    play.do("reopen", LI, reason="再核实。")
    play.do("assign", LI, lead="water")


def test_what_stands_still_by_somebodys_hand_is_looked_at_again() -> None:
    supervisor = officer("petition-office", "supervisor", "supervisor")
    play = sent()
    play.do("pause", supervisor, "2026-03-03 09:00", clock="handle", reason="等配件")
    assert (play.clock("look_again").whose, play.due("look_again")) == (
        "supervisor",
        "2026-03-18 23:59",
    )
    (rung, *_) = play.ring("look_again", "due", "2026-03-19 00:00")
    assert rung.tell == ("supervisor", "centre")  # type: ignore[attr-defined] - a rung fact tells
    play.do("resume", supervisor, "2026-03-19 09:00", clock="handle")
    assert not play.clock("look_again").running


def test_pressing_somebody_for_a_task_sends_the_order_to_nobody() -> None:
    play = order()
    play.do(
        "advise",
        LI,
        kind="improve_work",
        body="urban",
        text="请排查。",
        due=at("2026-03-03 12:00").isoformat(),
    )
    play.ring("dispatch", "due", "2026-03-02 15:00")
    play.later(days=3)
    task = play.state.tasks[0]
    facts = play.do("ring", SYSTEM, clock="advice_reply", about=task.subject, moment="due")
    assert "supervised" in {fact.name for fact in facts}
    assert play.clock("dispatch").running


def test_whoever_says_that_it_is_not_his_does_not_ask_to_end_it_too() -> None:
    play = sent()
    play.do("object", WANG, "2026-03-02 10:00", reason="not-our-duty", text="非我职责")
    no = refused(play, "request_ending", WANG, text="无法办理")
    assert (no.code, no.why["command"]) == ("not_now", "request_ending")
    assert "request_ending" not in play.open_to(WANG)


def test_who_is_reported_meanwhile_is_pressed_with_nothing() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    play.do("shield", LI, confidential=True, respondent=["water"], reason="反映该局")
    no = refused(play, "supervise", LI, demand="请落实到位。")
    assert (no.code, no.why["command"]) == ("not_now", "supervise")


def test_what_is_concluded_is_taken_up_again_before_it_becomes_a_petition() -> None:
    play = sent()
    play.do("reply", WANG, "2026-03-04 09:00", text="已修复")
    for procedure in ("statutory", "simple"):
        refusal = refused(play, "move", LI, procedure=procedure, reason="转为信访事项")
        assert refusal.code == "unmet"
        why = refusal.why
        assert [told["code"] for told in why["conditions"]] == ["not_concluded"]
    assert play.clock("follow_up").running
    play.do("reopen", LI, reason="又漏水了")
    play.do("move", LI, procedure="statutory", reason="转为信访事项")
    assert play.clock("tell").running
