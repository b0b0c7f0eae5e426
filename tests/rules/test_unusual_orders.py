"""Unusual orders: what must hold when steps come twice, late, or from somebody with two hats."""

from typing import Any

import pytest
from pydantic import ValidationError

from lianxin.rules.actor import Actor
from lianxin.rules.standings import standings
from tests.rules.county import (
    HEARD,
    LI,
    SUN,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    answered,
    handled,
    officer,
)
from tests.rules.test_recourse import CITY, COUNTY, reviewed
from tests.rules.test_statutory import OPINION, refused

AGRICULTURE = officer("agriculture")
HIDDEN: dict[str, Any] = {"kind": "misconduct_report", "respondent": ["water"]}


def given(play: Play, clerk: Actor = WANG) -> None:
    """The water office gives its opinion."""
    play.do("hear", clerk, **HEARD)
    play.do("propose_opinion", clerk, outcome="explained", **OPINION)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", clerk, document="opinion")
    play.do("deliver", clerk, document="opinion", means="in_person")


def objected() -> Play:
    """A petition that the water office returned and nobody has ruled yet."""
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("object", WANG, reason="not-ours", text="不属于本机关")
    return play


def test_a_second_review_goes_above_the_handling_body_not_above_the_reviewer() -> None:
    play = reviewed("revoked")
    given(play)
    play.do("conclude", WANG, outcome="explained", text="已说明")
    last = play.state.last_lead
    assert last is not None
    assert last.body == "water"
    play.do("request_review", play.zhao, reason="仍不服")
    assert play.state.lead is not None
    assert (play.state.lead.body, play.state.lead.instrument) == ("qinghe-gov", "review")


def test_a_re_review_goes_above_the_reviewer_though_the_matter_was_reopened_between() -> None:
    play = reviewed()
    play.do("issue", COUNTY, document="review_opinion")
    play.do("deliver", COUNTY, document="review_opinion", means="post")
    play.do("conclude", COUNTY, outcome="explained", text="维持")
    play.do("follow_up", SUN, reached=True, satisfied="not")
    play.do("reopen", play.zhao, reason="又塌了")
    given(play)
    play.do("conclude", WANG, outcome="explained", text="已说明")
    play.do("request_re_review", play.zhao, reason="不服复查")
    assert play.state.lead is not None
    assert play.state.lead.body == "city-gov"
    play.do("decide_re_review", CITY, outcome="upheld", text="维持")
    play.do("sign", officer("city-gov", "head"), document="re_review_opinion")


def test_a_second_hearing_waits_until_the_first_is_concluded() -> None:
    play = handled()
    play.do("order_sitting", WANG, kind="hearing", demand="重大疑难")
    assert refused(play, "order_sitting", WANG, kind="hearing", demand="再听").code == "not_now"
    play.do("order_sitting", WANG, kind="mediation", demand="双方自愿")
    play.do("conclude_sitting", WANG, sitting=1, outcome="not_held")
    play.do("order_sitting", WANG, kind="hearing", demand="再听")
    play.do("conclude_sitting", WANG, sitting=3, outcome="withdrawn")


def test_an_objecting_lead_stays_lead_until_ruled() -> None:
    play = objected()
    # Its time to object is over with the objection, and with it the time to hand up untouched.
    assert refused(play, "escalate", WANG, tried="无", text="请上级办").code == "unmet"
    assert refused(play, "return_down", LI, to="water", text="请办").code == "not_now"
    received = Play()
    received.do("assign", LI, lead="water")
    received.do("receive", WANG)
    received.do("object", WANG, reason="not-ours", text="不属于本机关")
    told: dict[str, Any] = {"reason": "not-ours", "text": "不受理", "next_door": "乡镇"}
    assert refused(received, "decline", WANG, **told).code == "not_now"


def test_an_upheld_objection_names_another_lead() -> None:
    play = objected()
    no = refused(play, "rule_objection", LI, upheld=True, lead="old-water", text="成立")
    assert (no.code, no.why["field"]) == ("no_such", "lead")


def test_a_matter_is_not_reassigned_to_the_body_that_has_it() -> None:
    play = handled()
    assert refused(play, "reassign", LI, lead="water", reason="重新计时").code == "not_now"


def test_a_new_lead_gives_its_own_acceptance_notice() -> None:
    play = handled()
    for when in ("2026-03-05 09:00", "2026-03-06 09:00"):
        clerk = play.state.lead and officer(play.state.lead.body, person="clerk")
        assert clerk
        play.do("issue", clerk, when, document="acceptance_notice")
        play.do("deliver", clerk, document="acceptance_notice", means="post")
        assert not play.clock("tell").running
        if when.startswith("2026-03-05"):
            play.do("reassign", LI, lead="agriculture", reason="机构职责调整")
            assert play.clock("tell").running


def test_a_delivered_opinion_is_not_made_again_by_hand() -> None:
    play = answered()
    assert refused(play, "draft", WANG, document="opinion", text="另一份").code == "not_now"
    assert refused(play, "issue", WANG, document="opinion").code == "not_now"


def test_an_exemption_signed_for_one_closing_does_not_serve_the_next() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="explained", text="已说明")
    play.do("follow_up", SUN, reached=True, satisfied="not")
    play.do("set_leader", LI, leaders=["leader-1"])
    leader = Actor(person="leader-1")
    told: dict[str, Any] = {
        "disposition": "unjustified_explained",
        "exemption": {"ground": "依法", "article": "条例32"},
    }
    play.do("draft", SUN, document="exemption", text="依法豁免")
    play.do("sign", leader, document="exemption")
    play.do("close", SUN, **told)
    play.do("reopen", play.zhao, reason="新情况")
    given(play)
    play.do("conclude", WANG, outcome="explained", text="已说明")
    play.do("follow_up", SUN, reached=True, satisfied="not")
    assert refused(play, "close", SUN, **told).code == "unmet"
    play.do("draft", SUN, document="exemption", text="依法豁免")
    play.do("sign", leader, document="exemption")
    play.do("close", SUN, **told)


def test_two_signatures_are_those_of_two_persons() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="explained", text="已说明")
    play.do("follow_up", SUN, reached=True, satisfied="satisfied", solved=True)
    play.do("set_leader", LI, leaders=["wang-head"])
    play.do("draft", SUN, document="legal_referral", text="移送")
    play.do("sign", WANG_HEAD, document="legal_referral")
    assert refused(play, "sign", WANG_HEAD, document="legal_referral").code == "out_of_order"
    # Nor by another post of the same hand.
    play.do("sign", Actor(person="wang-head"), document="legal_referral")
    play.do("issue", SUN, document="referral_notice", text="已移送，可以提出异议")
    play.do("deliver", SUN, document="referral_notice", means="in_person")
    told: dict[str, Any] = {"ground": "依法", "article": "治安管理处罚法"}
    no = refused(play, "close", SUN, disposition="unlawful_referred", exemption=told)
    assert no.why["conditions"][0]["code"] == "disposition_safe"


def test_a_hidden_matter_is_not_named_in_one_that_its_respondent_reads() -> None:
    hidden = Play(number="QINGHE-260302-000002", **HIDDEN)
    plain = Play()
    plain.beside(hidden)
    hidden.beside(plain)
    assert refused(plain, "mark_repeat", LI, of=hidden.state.number).code == "respondent"
    told: dict[str, Any] = {"to": hidden.state.number, "relation": "same_matter"}
    assert refused(plain, "link", LI, **told).code == "respondent"
    hidden.do("link", LI, to=plain.state.number, relation="related")


def test_acceptance_tells_a_respondent_nothing_of_the_hidden_matter() -> None:
    hidden = Play(number="QINGHE-260302-000002", **HIDDEN)
    hidden.do("assign", LI, lead="shuangqiao-gov")
    plain = Play()
    plain.do("assign", LI, lead="water")
    plain.do("receive", WANG)
    other = Play(number=hidden.state.number)
    plain.beside(other)
    plain.do("link", LI, to=other.state.number, relation="same_matter")
    plain.beside(hidden)
    plain.do("accept", WANG, route="6")


def test_taking_in_a_withheld_matter_keeps_identities_back() -> None:
    host, part = Play(), Play(number="QINGHE-260302-000002", withheld=True)
    part.beside(host)
    part.do("merge", LI, into=host.state.number, consent=True)
    (took_in,) = part.others[host.state.number]
    assert getattr(took_in, "withheld") is True  # noqa: B009 - a field of this fact alone


def test_who_carries_the_matters_of_others_takes_back_only_after_a_split() -> None:
    host, part = Play(), Play(number="QINGHE-260302-000002")
    part.beside(host)
    part.do("merge", LI, into=host.state.number, consent=True)
    host.state = host.state.with_changes({"ties": {"parts": (part.state.number,)}})
    assert refused(host, "withdraw", host.zhao, reason="算了").code == "not_now"


def test_nobody_recuses_the_resident_or_the_agent() -> None:
    resident = Actor(person="zhao-account", kind="petitioner", petitioners=frozenset())
    play = Play(actor=resident)
    play.do("assign", LI, lead="water")
    play.do("appoint_agent", LI, agent="agent-1", mandate="委托")
    for person in ("zhao-account", "agent-1"):
        assert refused(play, "recuse", WANG, person=person, ground="试").code == "no_such"


def test_nobody_complained_of_or_recused_is_given_a_part() -> None:
    play = Play(kind="misconduct_report", respondent=["zhou"])
    play.do("recuse", LI, person="wu", ground="亲属")
    for person, code in (("zhou", "respondent"), ("wu", "recused")):
        assert refused(play, "appoint_agent", LI, agent=person, mandate="委托").code == code
        assert refused(play, "set_leader", LI, leaders=[person]).code == code


def test_an_officer_who_raised_the_matter_does_not_handle_it() -> None:
    play = Play(actor=Actor(person="wang", kind="petitioner"))
    play.do("assign", LI, lead="water")
    assert refused(play, "receive", WANG).code == "not_yours"
    assert "add" in play.open_to(WANG)


def test_a_petition_does_not_become_an_order_that_no_law_counts() -> None:
    play = Play(petitioner=None, anonymous=True)
    play.do("assign", LI, lead="water")
    assert refused(play, "move", WANG, procedure="hotline", reason="试").code == "not_now"


def test_the_older_matter_takes_the_newer_in_and_not_the_other_way() -> None:
    older, newer = handled(), Play(number="QINGHE-260302-000002")
    newer.do("assign", LI, lead="water")
    newer.do("receive", WANG)
    newer.do("accept", WANG, "2026-04-01 09:00", route="6")
    older.beside(newer)
    newer.beside(older)
    no = refused(older, "merge", LI, "2026-04-02 09:00", into=newer.state.number, consent=True)
    assert no.code == "not_now"
    newer.do("merge", LI, into=older.state.number, consent=True)


def test_an_assist_that_becomes_lead_owes_itself_no_answer() -> None:
    play = handled()
    play.do("add_assist", WANG, body="agriculture", demand="会办", days=3)
    play.do("reassign", LI, lead="agriculture", reason="职责")
    assert not play.clock("assist").running


def test_who_was_not_reached_is_not_satisfied() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="explained", text="已说明")
    with pytest.raises(ValidationError):
        play.do("follow_up", SUN, reached=False, satisfied="satisfied")


def test_a_matter_wrongly_refused_begins_again_at_the_centre() -> None:
    play = Play()
    play.do("decline", LI, reason="not-ours", text="不属于", next_door="市水利局")
    play.do("reopen", LI, reason="属本县职责")
    assert play.state.stage == "registered"
    # What was taken back is told by no paper.
    assert refused(play, "issue", LI, document="refusal_notice").code == "unmet"
    play.do("assign", LI, lead="water")
    assert play.state.lead is not None


def test_a_report_about_the_only_centre_is_carried_by_the_body_above_it() -> None:
    play = Play(kind="misconduct_report", respondent=["petition-office"], actor=play_resident())
    county = officer("qinghe-gov", "head")
    assert play.state.house.centre == "qinghe-gov"
    assert "centre" in standings(play.state, county, play.book)
    assert standings(play.state, LI, play.book) == {"respondent"}
    play.do("assign", county, lead="agriculture")


def play_resident() -> Actor:
    """A resident with a log-in of his own."""
    return Actor("resident-zhao", kind="petitioner")


def test_the_time_to_ask_for_a_review_does_not_end_with_the_archive() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="explained", text="已答复")
    play.do("follow_up", SUN, reached=True, solved=True, satisfied="satisfied")
    play.do("close", SUN, disposition="justified_settled")
    play.do("archive", SUN)
    play.do("request_review", play.zhao, reason="想了想还是不服")
    assert play.state.stage == "reviewing"
