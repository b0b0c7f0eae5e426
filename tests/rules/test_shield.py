"""A matter on record is shut to whom it is about (article 30), and opened again by two hands only."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from lianxin.rules import commands
from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Body
from lianxin.rules.routing import centre_for
from lianxin.rules.standings import standings
from tests.rules.county import (
    CHEN,
    HEARD,
    LI,
    WANG,
    WANG_HEAD,
    Play,
    answered,
    book,
    handled,
    officer,
    with_book,
)
from tests.rules.test_statutory import refused

GOV = officer("qinghe-gov", person="gov-clerk")
GOV_HEAD = officer("qinghe-gov", "head", person="gov-head")
MISCONDUCT = {"kind": "misconduct_report", "respondent": ["water"], "reason": "反映的是该局人员"}


def held_by(play: Play, actor: Actor) -> frozenset[str]:
    """The standings of an actor in a case."""
    return standings(play.state, actor, play.book)


def test_the_body_that_led_loses_the_matter_and_the_first_one_above_goes_on() -> None:
    play = handled()
    play.do("shield", LI, **MISCONDUCT)
    assert held_by(play, WANG) == held_by(play, WANG_HEAD) == {"respondent"}
    assert refused(play, "note", WANG, text="看看").code == "not_visible"
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"
    assert "lead" in held_by(play, GOV)
    assert [leg.state for leg in play.state.legs if leg.body == "water"] == ["released"]


def test_the_sixty_days_go_on_as_they_were() -> None:
    play = handled()
    before = play.due("handle")
    play.do("shield", LI, "2026-03-20 09:00", **MISCONDUCT)
    assert (play.state.stage, play.due("handle")) == ("handling", before)
    play.do("hear", GOV, **HEARD)
    play.do("propose_opinion", GOV, outcome="explained", facts="一", basis="二", text="三")
    assert play.state.document("opinion").posts == ("qinghe-gov-section-head", "qinghe-gov-head")


def test_the_new_lead_may_object_and_must_tell_anew() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-02 15:10", lead="water")
    play.do("receive", WANG, "2026-03-03 09:00")
    play.do("shield", LI, "2026-03-16 09:00", **MISCONDUCT)
    assert play.state.stage == "dispatched"
    assert play.due("object") == "2026-03-23 23:59"
    assert play.due("tell") == "2026-03-31 23:59"
    play.do("object", GOV, "2026-03-17 09:00", reason="duty", text="应由纪委办理")


def test_what_the_body_complained_of_drafted_is_sent_by_nobody() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, outcome="supported", facts="一", basis="二", text="三")
    play.do("shield", LI, **MISCONDUCT)
    assert play.state.stage == "handling"
    assert [paper.state for paper in play.state.documents] == ["void"]
    assert play.state.document("opinion") is None


def test_an_assist_complained_of_is_released_and_owes_nothing() -> None:
    play = handled()
    play.do("add_assist", LI, body="urban", demand="协助", days=5)
    play.do("shield", LI, confidential=True, respondent=["urban"], reason="保密")
    assert play.state.open_assists == ()
    assert play.clock("assist").stopped_at is not None
    assert play.state.lead is not None
    assert play.state.lead.body == "water"
    assert held_by(play, officer("urban")) == {"respondent"}


def test_tasks_of_those_complained_of_are_lifted() -> None:
    play = handled()
    play.do("instruct", GOV_HEAD, text="请办", due="2026-03-20T17:00+08:00")
    play.do("shield", LI, **MISCONDUCT)
    assert [task.state for task in play.state.tasks] == ["released"]


def test_a_reviewer_complained_of_gives_way_to_the_next_above() -> None:
    play = answered()
    play.do("request_review", play.zhao, "2026-05-06 09:00", reason="不服")
    play.do("shield", LI, kind="misconduct_report", respondent=["qinghe-gov"], reason="反映县政府")
    assert play.state.house.centre == "city-gov"
    lead = play.state.lead
    assert lead is not None
    assert (lead.body, lead.instrument, play.state.stage) == ("city-gov", "review", "reviewing")


def test_the_centre_complained_of_gives_way_too() -> None:
    play = handled()
    play.do("shield", LI, confidential=True, respondent=["petition-office"], reason="反映信访局")
    assert play.state.house.centre == "qinghe-gov"
    assert held_by(play, LI) == {"respondent"}
    assert "centre" in held_by(play, GOV)


def test_where_nobody_above_is_left_the_matter_waits_without_a_lead() -> None:
    here = with_book(bodies=_cut())
    play = handled(book=here)
    play.do("shield", LI, kind="misconduct_report", respondent=["qinghe-gov"], reason="反映县政府")
    assert play.state.lead is None
    assert play.state.house.centre == "discipline"
    checker = Actor("ji", posts=(HeldPost("ji", "discipline", "qinghe", "handler"),))
    play.do("reassign", checker, lead="discipline", reason="由纪委办理")
    assert "lead" in held_by(play, checker)


def _cut(*, discipline: bool = True) -> dict[str, Body]:
    """The county as if nothing stood above it, with a commission of its own."""
    bodies = dict(book().bodies)
    bodies["qinghe-gov"] = replace(bodies["qinghe-gov"], upper_gov=None)
    if discipline:
        bodies["discipline"] = Body("discipline", "qinghe", "discipline", None, None, None, "", "")
    return bodies


def test_a_report_about_the_top_goes_to_the_discipline_commission() -> None:
    bodies = {"bodies": _cut()}
    play = Play(book=with_book(**bodies), kind="misconduct_report", respondent=["qinghe-gov"])
    checker = Actor("ji", posts=(HeldPost("ji", "discipline", "qinghe", "handler"),))
    assert play.state.house.centre == "discipline"
    assert "centre" in held_by(play, checker)
    assert held_by(play, LI) == held_by(play, GOV_HEAD) == {"respondent"}
    play.do("assign", checker, lead="discipline")


def test_a_report_that_no_body_may_have_is_the_work_of_an_uninvolved_inspector() -> None:
    play = Play(
        book=with_book(bodies=_cut(discipline=False)),
        kind="misconduct_report",
        respondent=["qinghe-gov"],
    )
    assert play.state.house.centre is None
    outside = Actor("in", posts=(HeldPost("in", "audit-office", "qinghe", "inspector"),))
    inside = Actor("ib", posts=(HeldPost("ib", "petition-office", "qinghe", "inspector"),))
    assert held_by(play, outside) == {"inspector", "centre"}
    assert held_by(play, inside) == {"respondent"}
    assert "assign" in play.open_to(outside)


def test_another_centre_of_the_place_comes_before_the_commission() -> None:
    bodies = _cut()
    bodies["free-centre"] = Body("free-centre", "qinghe", "centre", None, None, None, "", "")
    found = centre_for(
        "petition-office",
        ("qinghe",),
        shut=frozenset({"qinghe-gov"}),
        book=with_book(bodies=bodies),
    )
    assert found == "free-centre"


@pytest.mark.parametrize("actor", [CHEN, WANG, WANG_HEAD, GOV, officer("urban", "head")])
def test_neither_an_outsider_nor_the_lead_nor_a_clerk_above_may_shield(actor: Actor) -> None:
    no = refused(handled(), "shield", actor, **MISCONDUCT)
    assert no.code in {"not_yours", "not_visible"}


def test_the_head_above_may() -> None:
    play = handled()
    play.do("shield", GOV_HEAD, **MISCONDUCT)
    assert held_by(play, WANG) == {"respondent"}


def test_only_heads_and_leaders_above_instruct() -> None:
    play = handled()
    assert refused(play, "instruct", GOV, text="请办").code == "not_yours"
    play.do("instruct", GOV_HEAD, text="请办")


def test_naming_more_needs_no_paper_and_naming_the_same_is_no_step() -> None:
    play = handled()
    play.do("shield", LI, **MISCONDUCT)
    play.do("shield", LI, respondent=["agriculture", "chen"], reason="又反映两处")
    assert play.state.guard.respondent_bodies == ("water", "agriculture")
    assert play.state.guard.respondent_persons == ("chen",)
    assert refused(play, "shield", LI, respondent=["water"], reason="再").code == "not_now"


def test_a_merged_body_is_shut_out_with_what_became_of_it() -> None:
    play = handled()
    play.do("shield", LI, confidential=True, respondent=["old-water"], reason="原水务")
    assert held_by(play, WANG) == {"respondent"}


LOOSER: list[dict[str, Any]] = [
    {"kind": "complaint"},
    {"cleared": ["water"]},
]


@pytest.mark.parametrize("told", LOOSER)
def test_nobody_opens_it_again_alone(told: dict[str, Any]) -> None:
    play = handled()
    play.do("shield", LI, **MISCONDUCT)
    no = refused(play, "shield", LI, **told, reason="误标")
    assert (no.code, no.why["document"]) == ("document_missing", "unshielding")
    play.do("draft", LI, document="unshielding", text="经核实不属检举")
    assert refused(play, "shield", LI, **told, reason="误标").code == "not_signed"
    play.do("sign", GOV_HEAD, document="unshielding")
    assert refused(play, "shield", LI, **told, reason="误标").code == "not_signed"
    play.do("set_leader", LI, leaders=["deputy"])
    play.do("sign", Actor("deputy"), document="unshielding")
    play.do("shield", LI, **told, reason="误标")
    assert "handled" in held_by(play, WANG)
    assert play.state.document("unshielding") is None


def test_one_hand_does_not_sign_for_both() -> None:
    play = handled()
    play.do("shield", LI, **MISCONDUCT)
    play.do("draft", LI, document="unshielding", text="经核实不属检举")
    play.do("set_leader", LI, leaders=["gov-head"])
    play.do("sign", GOV_HEAD, document="unshielding")
    assert refused(play, "sign", GOV_HEAD, document="unshielding").code == "out_of_order"
    assert refused(play, "shield", LI, kind="complaint", reason="误标").code == "not_signed"


def test_a_change_of_kind_that_opens_nothing_needs_no_paper() -> None:
    play = handled()
    play.do("shield", LI, **MISCONDUCT)
    play.do("shield", LI, kind="complaint", confidential=True, reason="实为投诉，仍保密")
    assert held_by(play, WANG) == {"respondent"}


def test_a_matter_that_carries_another_is_split_first() -> None:
    one, other = handled(), handled(number="QINGHE-260302-000002")
    one.beside(other)
    one.do("merge", LI, into=other.state.number, consent=True)
    assert refused(one, "shield", LI, **MISCONDUCT).code == "not_now"


def test_nobody_shuts_a_resident_out_of_the_own_matter() -> None:
    resident = Actor("resident", kind="petitioner")
    play = Play(actor=resident)
    no = refused(play, "shield", LI, respondent=["resident"], confidential=True, reason="x")
    assert no.code == "no_such"


def test_leaders_and_agents_complained_of_fall_away() -> None:
    play = handled()
    play.do("set_leader", LI, leaders=["chen"], responsible="chen")
    play.do("appoint_agent", LI, agent="chen", mandate="委托")
    play.do("shield", LI, confidential=True, respondent=["chen"], reason="反映陈某")
    assert (play.state.house.leaders, play.state.house.responsible, play.state.house.agent) == (
        (),
        None,
        None,
    )
    assert held_by(play, CHEN) == {"respondent"}


def test_a_shielding_that_says_nothing_is_none() -> None:
    with pytest.raises(ValidationError):
        commands.parse("shield", {"reason": "无"})


def test_whom_the_centre_must_name_is_owed_by_a_moment_where_nobody_above_is_left() -> None:
    play = handled(book=with_book(bodies=_cut()))
    facts = play.do(
        "shield",
        LI,
        "2026-03-05 09:00",
        kind="misconduct_report",
        respondent=["qinghe-gov"],
        reason="反映县政府",
    )
    assert facts[0].also == ("unled",)
    assert (play.clock("name_lead").whose, play.clock("name_lead").running) == ("centre", True)
    checker = Actor("ji", posts=(HeldPost("ji", "discipline", "qinghe", "handler"),))
    play.do("reassign", checker, "2026-03-06 09:00", lead="discipline", reason="由纪委办理")
    assert not play.clock("name_lead").running
    assert "unled" not in handled().do("shield", LI, **MISCONDUCT)[0].also


def test_what_whoever_it_is_about_answered_is_handled_anew_by_somebody_else() -> None:
    play = answered(book=with_book(bodies=_cut()))
    checker = Actor("ji", posts=(HeldPost("ji", "discipline", "qinghe", "handler"),))
    play.do("shield", LI, kind="misconduct_report", respondent=["qinghe-gov"], reason="反映县政府")
    assert (play.state.lead, play.state.stage) == (None, "answered")
    (named,) = play.do("reassign", checker, lead="discipline", reason="由纪委办理")
    assert (named.qualifier, play.state.stage) == ("answered", "handling")
    assert play.clock("redo").running
    # Somebody who leads is not passed over once he has answered.
    assert refused(answered(), "reassign", LI, lead="urban", reason="换人").code == "unmet"


def test_nothing_is_drafted_in_the_name_of_whoever_is_shut_out_by_now() -> None:
    play = answered(book=with_book(bodies=_cut()))
    checker = Actor("ji", posts=(HeldPost("ji", "discipline", "qinghe", "head"),))
    play.do("shield", LI, kind="misconduct_report", respondent=["qinghe-gov"], reason="反映县政府")
    (drafted,) = play.do("draft", checker, document="exemption", text="依法终结。")
    assert drafted.body == "discipline"
