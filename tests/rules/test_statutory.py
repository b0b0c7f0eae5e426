"""The petition procedure under the rules: the whole way, and each no on it."""

import pytest

from lianxin.rules.book import DISSOLVED, Body
from lianxin.rules.refusals import Refused
from tests.rules.county import (
    CHEN,
    HEARD,
    LI,
    SUN,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    answered,
    at,
    book,
    handled,
    officer,
    with_book,
)

OPINION = {"facts": "查明", "basis": "水法", "text": "予以修复"}
PLEASED = {"reached": True, "true": True, "solved": True, "satisfied": "satisfied"}


def refused(play: Play, name: str, *arguments: object, **fields: object) -> Refused:
    """The refusal of a command that must be refused."""
    with pytest.raises(Refused) as caught:
        play.do(name, *arguments, **fields)  # type: ignore[arg-type] - as `do` takes them
    return caught.value


def test_a_petition_goes_from_registration_to_the_archive() -> None:
    play = answered()
    play.do("conclude", WANG, "2026-04-21 09:00", outcome="resolved", text="渠已修复")
    play.do("follow_up", SUN, "2026-04-22 09:00", **PLEASED)
    play.do("close", SUN, disposition="justified_settled")
    play.do("archive", SUN)
    assert play.state.stage == "archived"
    assert not any(leg.open for leg in play.state.legs)


def test_the_sixty_days_run_from_acceptance_and_roll_over_the_holiday() -> None:
    play = handled()
    assert play.due("handle") == "2026-05-06 23:59"
    assert play.clock("handle").plain == at("2026-05-03 23:59").replace(second=59)


def test_an_opinion_delivered_on_the_last_day_is_in_time_and_a_day_later_late() -> None:
    for delivered, late in (("2026-05-06 23:59", False), ("2026-05-07 00:00", True)):
        play = handled()
        play.do("hear", WANG, **HEARD)
        play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="supported", **OPINION)
        play.do("sign", WANG_SECTION, document="opinion")
        play.do("sign", WANG_HEAD, document="opinion")
        play.do("issue", WANG, document="opinion")
        play.do("deliver", WANG, delivered, document="opinion", means="in_person")
        assert play.clock("handle").late is late


def test_the_review_window_runs_from_the_day_the_answer_was_received() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="supported", **OPINION)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, document="opinion")
    received = at("2026-04-18 10:00")
    play.do(
        "deliver", WANG, "2026-04-20 09:00", document="opinion", means="post", delivered_at=received
    )
    assert play.due("review_apply") == "2026-05-18 23:59"


def test_a_paper_is_not_delivered_in_the_future() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="supported", **OPINION)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, document="opinion")
    tomorrow = at("2026-04-11 09:00")
    told = {"document": "opinion", "means": "post", "delivered_at": tomorrow}
    assert refused(play, "deliver", WANG, **told).code == "future"


def test_a_petition_passes_to_issuing_only_when_all_have_signed_in_order() -> None:
    play = handled()
    assert refused(play, "sign", WANG_HEAD, document="opinion").code == "not_yours"
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="supported", **OPINION)
    no = refused(play, "sign", WANG_HEAD, document="opinion")
    assert (no.code, no.why["next"]) == ("out_of_order", "water-section-head")
    play.do("sign", WANG_SECTION, document="opinion")
    assert play.state.stage == "signing"
    told = {"document": "opinion", "means": "in_person"}
    assert refused(play, "deliver", WANG, **told).code == "not_signed"
    play.do("sign", WANG_HEAD, document="opinion")
    assert play.state.stage == "issuing"


def test_a_refused_signature_sends_the_draft_back() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="supported", **OPINION)
    play.do("sign", WANG_SECTION, document="opinion", approve=False, text="依据不足")
    assert play.state.stage == "handling"
    assert play.state.document("opinion") is None


@pytest.mark.parametrize("route", list("1234"))
def test_other_routes_lead_into_their_own_procedure_without_the_sixty_days(route: str) -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route=route, addressee="县人民法院")
    assert play.state.phase == "diverted"
    assert play.state.clock("handle") is None


def test_an_extension_needs_its_notice_signed_by_the_head() -> None:
    play = handled()
    told = {"days": 30, "reason": "需重新测量", "approver": "water-head"}
    assert refused(play, "extend", WANG, "2026-04-20 09:00", **told).code == "document_missing"
    play.do("draft", WANG, document="extension_notice", text="延期告知")
    assert refused(play, "extend", WANG, **told).code == "not_signed"
    play.do("sign", WANG_HEAD, document="extension_notice")
    play.do("extend", WANG, **told)
    assert play.due("handle") == "2026-06-02 23:59"


def test_a_clock_is_extended_once_and_by_thirty_days_at_most() -> None:
    play = handled()
    play.do("draft", WANG, "2026-04-20 09:00", document="extension_notice", text="延期告知")
    play.do("sign", WANG_HEAD, document="extension_notice")
    told = {"reason": "需重新测量", "approver": "water-head"}
    assert refused(play, "extend", WANG, days=31, **told).code == "extension_too_long"
    play.do("extend", WANG, days=10, **told)
    assert refused(play, "extend", WANG, days=10, **told).code == "second_extension"


def test_a_statutory_clock_cannot_be_paused() -> None:
    play = handled()
    assert refused(play, "pause", LI, clock="handle", reason="等").code == "not_now"


def test_a_body_that_was_ruled_to_be_lead_may_not_return_the_matter() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water")
    told = {"reason": "not-our-duty", "text": "属于农业农村局"}
    play.do("object", WANG, "2026-03-03 09:00", **told)
    assert play.state.lead is not None
    assert play.state.lead.body == "water"
    assert refused(play, "object", WANG, **told).code == "unmet"
    play.do("rule_objection", LI, upheld=False, text="清单 07-03")
    assert refused(play, "object", WANG, **told).code == "may_not_return"
    assert play.state.dispatch.hops == 1


def test_an_upheld_objection_names_a_lead_who_may_not_return_it_either() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water")
    play.do("object", WANG, "2026-03-03 09:00", reason="not-our-duty", text="属于农业农村局")
    assert refused(play, "rule_objection", LI, upheld=True, text="成立").code == "no_such"
    play.do("rule_objection", LI, upheld=True, lead="agriculture", text="成立")
    clerk = officer("agriculture")
    play.do("receive", clerk)
    no = refused(play, "object", clerk, reason="not-our-duty", text="不是我们")
    assert no.code == "may_not_return"
    assert sum(leg.open and leg.role == "lead" for leg in play.state.legs) == 1


def test_the_window_for_objecting_closes_after_five_working_days() -> None:
    play = Play(at=at("2026-02-12 09:00"))
    play.do("assign", LI, "2026-02-13 09:00", lead="water")
    # 14 February is worked in place of the holiday; the Spring Festival ends on the 23rd.
    assert play.due("object") == "2026-02-27 23:59"
    told = {"reason": "not-our-duty", "text": "不是我们"}
    no = refused(play, "object", WANG, "2026-02-28 09:00", **told)
    assert no.code == "unmet"
    assert no.why["conditions"][0]["code"] == "not_ruled_lead" or "object" in str(no.why)


def test_a_merged_bodys_successor_takes_the_matter() -> None:
    play = Play()
    play.do("assign", LI, lead="old-water")
    assert play.state.lead is not None
    assert play.state.lead.body == "water"


def test_of_a_dissolved_body_without_successor_the_government_above_designates_one() -> None:
    gone = Body("mill", "qinghe", DISSOLVED, "qinghe-gov", None, None, "磨坊局", "Mill Bureau")
    local = with_book(bodies={**book().bodies, "mill": gone})
    play = Play(book=local)
    play.do("assign", LI, lead="mill")
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"


def test_a_circle_of_successors_ends_with_the_last_one_named() -> None:
    ring = {
        code: Body(code, "qinghe", "department", "qinghe-gov", None, after, code, code)
        for code, after in (("a", "b"), ("b", "a"))
    }
    found = with_book(bodies={**book().bodies, **ring}).answering("a")
    assert found is not None
    assert found.code == "b"


def test_a_lead_must_be_a_known_body() -> None:
    assert refused(Play(), "assign", LI, lead="no-such-body").code == "no_such"


def test_an_outsider_sees_no_case_at_all() -> None:
    no = refused(handled(), "note", CHEN, text="看看")
    assert no.code == "not_visible"


def test_who_sees_the_case_but_has_no_part_in_a_step_is_told_whose_it_is() -> None:
    no = refused(handled(), "conclude", LI, outcome="resolved", text="好")
    assert no.code == "not_now"
    play = Play()
    play.do("assign", LI, lead="water")
    no = refused(play, "receive", LI)
    assert (no.code, no.why["by"]) == ("not_yours", ["assist", "lead"])


def test_closing_waits_for_every_condition_and_names_who_can_meet_it() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="resolved", text="渠已修复")
    play.do("follow_up", SUN, reached=True, satisfied="not", solved=False)
    no = refused(play, "close", SUN, disposition="justified_settled")
    assert no.code == "unmet"
    (condition,) = no.why["conditions"]
    assert condition["code"] == "petitioner_satisfied | exemption_signed"
    assert condition["who"] == ["leader", "petitioner"]
    assert "条例32" in condition["article"]


def test_a_lawful_exemption_signed_by_the_leader_closes_a_matter_that_does_not_please() -> None:
    play = answered()
    leader = officer("qinghe-gov", "leader", "leader-1")
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do("conclude", WANG, outcome="explained", text="依法不能支持")
    play.do("follow_up", SUN, reached=True, satisfied="not", solved=False)
    told = {
        "disposition": "unjustified_explained",
        "exemption": {"ground": "复查期限已过", "article": "条例36"},
    }
    assert refused(play, "close", SUN, **told).code == "unmet"
    play.do("draft", SUN, document="exemption", text="依法终结")
    assert refused(play, "close", SUN, **told).code == "unmet"
    play.do("sign", leader, document="exemption")
    play.do("close", SUN, **told)
    assert play.state.stage == "closed"


def test_the_handler_does_not_ask_the_petitioner_himself() -> None:
    play = Play(kind="consultation")
    play.do("reply", LI, text="到窗口办理")
    play.do("conclude", LI, outcome="explained", text="已答复")
    assert refused(play, "follow_up", LI, **PLEASED).code == "self_check"
    play.do("follow_up", SUN, **PLEASED)


def test_an_unreached_petitioner_is_tried_three_times() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="resolved", text="渠已修复")
    for stage in ("concluded", "concluded", "followed_up"):
        play.do("follow_up", SUN, reached=False)
        assert play.state.stage == stage


def test_every_point_is_answered_before_the_matter_concludes() -> None:
    play = Play(kind="opinion", points=["修渠", "补偿"])
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    play.do("accept", WANG, route="6")
    assert refused(play, "reply", WANG, text="答", point=3).code == "no_such"
    play.do("reply", WANG, text="渠已排期", point=1)
    assert play.state.stage == "handling"
    assert not play.state.handling.replied
    assert play.clock("handle").running
    assert refused(play, "conclude", WANG, outcome="resolved", text="好").code == "not_now"
    play.do("reply", WANG, text="补偿已核定", point=2)
    assert play.state.stage == "answered"
    assert not play.clock("handle").running
    play.do("conclude", WANG, outcome="resolved", text="好")


def test_no_opinion_while_an_assist_is_open() -> None:
    play = Play()
    play.do("assign", LI, lead="water", assist=["agriculture"])
    play.do("receive", WANG)
    play.do("accept", WANG, route="6")
    no = refused(play, "propose_opinion", WANG, outcome="supported", **OPINION)
    assert no.why["conditions"][0]["who"] == ["assist"]
    play.do("reply", officer("agriculture"), text="已核实")
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, outcome="supported", **OPINION)


def test_closing_twice_keeps_both_histories() -> None:
    play = answered()
    for satisfied in ("satisfied", "basically"):
        play.do("conclude", WANG, outcome="resolved", text="好")
        play.do("follow_up", SUN, reached=True, solved=True, satisfied=satisfied)
        play.do("close", SUN, disposition="justified_settled")
        if satisfied == "satisfied":
            play.do("reopen", play.zhao, reason="又塌了")
            play.do("hear", WANG, **HEARD)
            play.do("propose_opinion", WANG, outcome="supported", **OPINION)
            play.do("sign", WANG_SECTION, document="opinion")
            play.do("sign", WANG_HEAD, document="opinion")
            play.do("issue", WANG, document="opinion")
            play.do("deliver", WANG, document="opinion", means="in_person")
    names = [fact.name for fact in play.facts]
    assert names.count("closed") == 2
    assert names.count("delivered") == 2


def test_a_petitioner_withdraws_until_the_answer_and_is_not_stopped_from_coming_again() -> None:
    play = handled()
    play.do("withdraw", play.zhao, reason="已自行解决")
    assert play.state.stage == "withdrawn"
    assert all(clock.stopped_at for clock in play.state.clocks)
    assert Play(number="QINGHE-260302-000002").state.stage == "registered"


def test_a_petitioner_urges_once_a_day() -> None:
    play = handled()
    play.do("urge", play.zhao, "2026-03-10 09:00")
    assert refused(play, "urge", play.zhao, "2026-03-10 23:59").code == "duplicate_urge"
    play.do("urge", play.zhao, "2026-03-11 00:01")
    assert play.state.dispatch.urged == 2


def test_a_mistake_is_answered_by_a_further_entry_within_a_day_by_the_registrar() -> None:
    registrar = officer("shuangqiao-gov", "operator", "registrar-1")
    play = Play(actor=registrar)
    assert refused(play, "correct", registrar, entry=9, text="误").code == "no_such"
    play.do("correct", registrar, entry=1, text="地点应为双椿村")
    assert refused(play, "correct", registrar, "2026-03-03 09:00", entry=1, text="误").code == (
        "not_now"
    )


def test_handing_over_by_law_needs_its_basis_and_two_signatures() -> None:
    play = answered()
    leader = officer("qinghe-gov", "leader", "leader-1")
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do("conclude", WANG, outcome="explained", text="依法处理")
    play.do("follow_up", SUN, reached=True, satisfied="satisfied", solved=True)
    told = {
        "disposition": "unlawful_referred",
        "exemption": {"ground": "涉嫌违法", "article": "条例26"},
    }
    assert refused(play, "close", SUN, **told).code == "unmet"
    play.do("draft", SUN, document="legal_referral", text="移送")
    play.do("sign", WANG_HEAD, document="legal_referral")
    assert refused(play, "close", SUN, **told).code == "unmet"
    play.do("sign", leader, document="legal_referral")
    # Nor unless the one whose matter it is was told in writing.
    assert refused(play, "close", SUN, **told).code == "unmet"
    play.do("issue", SUN, document="referral_notice", text="已移送，可以提出异议")
    play.do("deliver", SUN, document="referral_notice", means="in_person")
    play.do("close", SUN, **told)
    assert play.state.closing.disposition == "unlawful_referred"


def test_signing_another_paper_does_not_pass_the_opinion_on() -> None:
    play = handled()
    play.do("draft", WANG, document="extension_notice", text="延期告知")
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="supported", **OPINION)
    play.do("sign", WANG_HEAD, document="extension_notice")
    assert play.state.stage == "signing"


def test_a_body_that_was_asked_directly_owes_word_within_fifteen_days() -> None:
    clerk = officer("shuangqiao-gov")
    play = Play(actor=clerk)
    assert play.due("tell_direct") == "2026-03-17 23:59"
    play.do("accept", clerk, route="6")
    play.do("issue", clerk, document="acceptance_notice")
    play.do("deliver", clerk, document="acceptance_notice", means="message")
    assert play.clock("tell_direct").stopped_at is not None
    assert Play().state.clock("tell_direct") is None


def test_a_petition_does_not_become_a_hotline_order_while_the_law_counts() -> None:
    play = handled()
    no = refused(play, "move", LI, procedure="hotline", reason="转热线")
    assert no.code == "not_now"
    early = Play()
    assert refused(early, "move", LI, procedure="hotline", reason="转热线").why["clock"] == "route"
