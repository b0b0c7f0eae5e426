"""After a re-review the same facts and grounds are taken up no more, by whatever way (article 36(3))."""

from dataclasses import replace
from typing import Any

import pytest

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Body
from lianxin.rules.decide import open_to
from lianxin.rules.state import CaseState
from tests.rules.county import LI, SUN, WANG, Play, answered, book, officer, with_book
from tests.rules.test_recourse import CITY, COUNTY, reviewed
from tests.rules.test_statutory import refused

CITY_HEAD = officer("city-gov", "head")
PROVINCE = officer("province-gov", person="reviewer-province")
PROVINCE_HEAD = officer("province-gov", "head")


def decided_again(outcome: str = "upheld", **fields: Any) -> Play:
    """A petition of which the re-review is decided and signed, and not told yet."""
    play = reviewed(**fields)
    play.do("issue", COUNTY, document="review_opinion")
    play.do("deliver", COUNTY, document="review_opinion", means="post")
    play.do("request_re_review", play.zhao, "2026-06-05 09:00", reason="不服")
    play.do("decide_re_review", CITY, outcome=outcome, text="维持")
    play.do("sign", CITY_HEAD, document="re_review_opinion")
    return play


def told(play: Play, clerk: Actor = CITY) -> Play:
    """The same with its opinion in the petitioner's hand."""
    play.do("issue", clerk, document="re_review_opinion")
    play.do("deliver", clerk, document="re_review_opinion", means="in_person")
    return play


def closed(disposition: str = "justified_settled") -> Play:
    """A petition re-reviewed, concluded, asked about and closed."""
    play = told(decided_again())
    play.do("conclude", CITY, outcome="explained", text="已复核")
    play.do("follow_up", SUN, reached=True, satisfied="satisfied", solved=True)
    play.do("close", LI, disposition=disposition)
    return play


def test_nobody_has_it_handled_again_once_it_is_concluded() -> None:
    play = told(decided_again())
    play.do("conclude", CITY, outcome="explained", text="已复核")
    play.do("follow_up", SUN, reached=True, satisfied="not", solved=False)
    for who in (play.zhao, LI):
        no = refused(play, "reopen", who, reason="还是不服")
        assert (no.code, no.why["article"]) == ("ended", "条例36(3)")
        assert "reopen" not in play.open_to(who)


def test_nor_once_it_is_closed_or_in_the_archive() -> None:
    play = closed()
    assert refused(play, "reopen", play.zhao, reason="不服").code == "ended"
    play.do("archive", LI)
    assert refused(play, "reopen", LI, reason="不服").code == "ended"


@pytest.mark.parametrize(
    ("command", "who", "fields"),
    [
        ("reassign", LI, {"lead": "agriculture", "reason": "另办"}),
        ("assign", LI, {"lead": "agriculture"}),
        ("accept", CITY, {"route": "6"}),
        ("decide_re_review", CITY, {"outcome": "revoked", "text": "再想"}),
        (
            "propose_opinion",
            CITY,
            {"outcome": "explained", "facts": "查", "basis": "法", "text": "办"},
        ),
        ("order_sitting", CITY, {"kind": "hearing", "demand": "再听"}),
        ("order_sitting", LI, {"kind": "coordination", "demand": "再议"}),
        ("request_sitting", WANG, {"kind": "coordination", "reason": "再议"}),
    ],
)
def test_no_other_command_begins_its_handling_anew(
    command: str, who: Actor, fields: dict[str, str]
) -> None:
    play = told(decided_again())
    refused(play, command, who, **fields)
    assert command not in open_to(play.state, actor=who, at=play.at, book=play.book)


def test_to_be_pressed_names_nobody_to_handle_it() -> None:
    play = told(decided_again())
    play.do("conclude", CITY, outcome="explained", text="已复核")
    officer_above = officer("petition-office", "supervisor", "watch")
    play.do("supervise", officer_above, lead="agriculture", demand="再查")
    assert play.state.lead is None
    assert play.state.stage == "concluded"


def test_its_petitioner_asks_for_no_third_review() -> None:
    play = told(decided_again())
    play.do("conclude", CITY, outcome="explained", text="已复核")
    for do in ("request_review", "request_re_review"):
        refused(play, do, play.zhao, reason="不服")
        assert do not in play.open_to(play.zhao)


def test_a_review_opinion_is_sent_out_no_second_time_to_open_another_re_review() -> None:
    play = told(decided_again())
    assert refused(play, "issue", COUNTY, document="review_opinion").code == "not_now"


def test_a_re_review_that_revoked_the_opinion_ends_nothing() -> None:
    play = decided_again("revoked")
    assert play.state.stage == "handling"
    assert not play.state.re_reviewed
    play.do("order_sitting", WANG, kind="hearing", demand="重新听证")


def test_a_new_matter_is_lodged_by_anybody_and_answered_by_the_final_opinion() -> None:
    play = told(decided_again())
    again = Play(number="QINGHE-260302-000009")
    again.beside(play)
    again.do("mark_repeat", LI, of=play.state.number)
    again.do("assign", LI, lead="water")
    again.do("receive", WANG)
    for route in ("5", "6"):
        no = refused(again, "accept", WANG, route=route)
        assert (no.code, no.why["of"]) == ("ended", play.state.number)
    again.do("decline", WANG, reason="ended", text="见复核意见", next_door="属地疏导帮扶")
    assert again.state.phase == "declined"


def test_nor_is_it_taken_up_as_an_order_of_the_hotline() -> None:
    play = told(decided_again())
    order = Play(channel="hotline", number="QINGHE-260302-000009")
    order.beside(play)
    order.do("mark_repeat", LI, of=play.state.number)
    order.do("assign", LI, lead="water")
    order.do("receive", WANG)
    assert refused(order, "accept", WANG).code == "ended"
    order.do("reply", WANG, text="已有复核意见，见该意见书。")
    assert order.state.phase == "concluded"


def test_a_new_matter_that_is_not_the_same_is_taken_up() -> None:
    play = told(decided_again())
    other = Play(number="QINGHE-260302-000009")
    other.beside(play)
    other.do("link", LI, to=play.state.number, relation="related")
    other.do("assign", LI, lead="water")
    other.do("receive", WANG)
    other.do("accept", WANG, route="6")
    assert other.state.phase == "handling"


def test_nothing_is_joined_to_it_to_be_handled_with_it() -> None:
    play = told(decided_again())
    again = Play(number="QINGHE-260302-000009")
    again.beside(play)
    no = refused(again, "merge", LI, into=play.state.number, consent=True)
    assert (no.code, no.why["of"]) == ("ended", play.state.number)


def test_nothing_that_it_carried_is_let_go_to_be_handled_apart() -> None:
    play, guest = Play(), Play(number="QINGHE-260302-000009")
    guest.beside(play)
    guest.do("merge", LI, into=play.state.number, consent=True)
    (took,) = guest.others[play.state.number]
    whole = told(decided_again())
    whole.take(took)
    whole.beside(guest)
    assert refused(whole, "split", LI, parts=[guest.state.number]).code == "ended"


def test_a_contest_that_is_upheld_has_it_closed_anew_and_not_handled_anew() -> None:
    play = _referred_by_law(told(decided_again()))
    play.do("contest", play.zhao, reason="不服移送")
    play.do(
        "rule_contest", officer("petition-office", "supervisor", "watch"), upheld=True, text="撤"
    )
    assert play.state.stage == "concluded"
    assert play.state.lead is None
    assert play.state.closing.disposition is None
    # What was signed for that closing closes it no second time.
    assert play.state.document("exemption") is None


def _referred_by_law(play: Play) -> Play:
    play.do("conclude", CITY, outcome="explained", text="已复核")
    play.do("follow_up", SUN, reached=True, satisfied="not", solved=False)
    play.state = _with_papers(play.state)
    told_by = {"ground": "expert", "article": "条例27"}
    play.do("close", LI, disposition="unlawful_referred", exemption=told_by)
    return play


def _with_papers(state: CaseState) -> CaseState:
    signed = state.documents[0].model_copy(
        update={"state": "signed", "signers": ("a", "b"), "tells": "", "about": 0}
    )
    papers = [signed.model_copy(update={"code": code}) for code in ("exemption", "legal_referral")]
    notice = signed.model_copy(update={"code": "referral_notice", "state": "delivered"})
    return state.with_changes({"documents": (*state.documents, *papers, notice)})


def test_it_is_not_concluded_before_the_petitioner_holds_the_opinion() -> None:
    play = decided_again()
    for who in (CITY, LI):
        no = refused(play, "conclude", who, outcome="explained", text="已复核")
        assert [one["code"] for one in no.why["conditions"]] == ["reviews_told"]
    told(play).do("conclude", LI, outcome="explained", text="已复核")


def test_whoever_is_shut_out_before_it_told_is_followed_by_one_who_decides_anew() -> None:
    play = decided_again()
    play.do("shield", LI, kind="misconduct_report", respondent=["city-gov"], reason="反映市政府")
    lead = play.state.lead
    assert lead is not None
    assert (lead.body, lead.instrument) == ("province-gov", "re_review")
    assert refused(play, "deliver", PROVINCE, document="re_review_opinion", means="post").code
    play.do("decide_re_review", PROVINCE, outcome="changed", text="另作意见")
    play.do("sign", PROVINCE_HEAD, document="re_review_opinion")
    assert play.state.stage == "re_reviewed"
    told(play, PROVINCE)
    assert not play.clock("re_review").running
    assert refused(play, "decide_re_review", PROVINCE, outcome="revoked", text="再").code == "unmet"


def test_it_is_decided_anew_only_where_nobody_tells_of_it() -> None:
    play = decided_again()
    no = refused(play, "decide_re_review", CITY, outcome="revoked", text="再想")
    (condition,) = no.why["conditions"]
    assert (condition["code"], condition["article"]) == ("re_review_untold", "条例36")
    assert "decide_re_review" not in play.open_to(CITY)


def test_where_nobody_stands_above_the_centre_names_who_decides_anew() -> None:
    bodies = dict(book().bodies)
    bodies["city-gov"] = replace(bodies["city-gov"], upper_gov=None)
    bodies["watch"] = Body("watch", "qinghe", "discipline", None, None, None, "", "")
    bodies["other"] = Body("other", "qinghe", "department", None, None, None, "", "")
    play = decided_again(book=with_book(bodies=bodies))
    play.do("shield", LI, kind="misconduct_report", respondent=["city-gov"], reason="反映")
    assert play.state.lead is None
    watch = Actor("watcher", posts=(HeldPost("watch-head", "watch", "qinghe", "head"),))
    other = Actor("other", posts=(HeldPost("other-clerk", "other", "qinghe", "handler"),))
    assert refused(play, "conclude", watch, outcome="explained", text="完").code == "unmet"
    play.do("reassign", watch, lead="other", reason="另行复核")
    assert play.state.stage == "re_reviewed"
    # It is told and looked at anew, and handled anew by nobody.
    assert not {"redo", "tell"} & {clock.code for clock in play.state.clocks if clock.running}
    play.do("decide_re_review", other, outcome="upheld", text="维持")
    told(play, other)
    assert not play.clock("re_review").running


def test_a_review_of_one_who_is_shut_out_before_it_told_is_decided_anew() -> None:
    play = answered()
    play.do("request_review", play.zhao, "2026-05-10 09:00", reason="不服")
    play.do("decide_review", COUNTY, "2026-06-01 09:00", outcome="upheld", text="维持")
    play.do("sign", officer("qinghe-gov", "head"), document="review_opinion")
    play.do("shield", LI, kind="misconduct_report", respondent=["qinghe-gov"], reason="反映")
    lead = play.state.lead
    assert lead is not None
    assert lead.body == "city-gov"
    play.do("decide_review", CITY, outcome="revoked", text="撤销")
    play.do("sign", CITY_HEAD, document="review_opinion")
    assert play.state.stage == "handling"


def test_over_what_is_concluded_nobody_sits_any_more() -> None:
    play = answered()
    play.do("order_sitting", WANG, kind="mediation", demand="双方自愿")
    play.do("conclude_sitting", WANG, sitting=1, outcome="not_held", told=["litigation"])
    play.do("conclude", WANG, outcome="explained", text="已说明")
    for kind in ("hearing", "mediation", "coordination", "joint_meeting"):
        no = refused(play, "order_sitting", LI, kind=kind, demand="再议")
        assert [one["code"] for one in no.why["conditions"]] == ["not_concluded"]
    refused(play, "request_sitting", play.zhao, kind="hearing", reason="听证")
    assert {"order_sitting", "request_sitting"}.isdisjoint(
        play.open_to(LI) + play.open_to(play.zhao)
    )


@pytest.mark.parametrize("ended", ["declined", "diverted"])
def test_nor_over_what_was_refused_or_led_elsewhere(ended: str) -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    if ended == "declined":
        play.do("decline", WANG, reason="duty", text="不属", next_door="法院")
    else:
        play.do("accept", WANG, route="1", addressee="法院")
    assert play.state.phase == ended
    assert refused(play, "order_sitting", LI, kind="coordination", demand="议").code == "not_now"
