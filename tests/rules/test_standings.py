"""Who somebody is to a case: derived, never stored; respondent and recused before all else."""

import pytest

from lianxin.rules.actor import SYSTEM, Actor, HeldPost
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import suggest
from lianxin.rules.standings import standings
from tests.rules.county import CHEN, LI, WANG, WANG_HEAD, Play, book, handled, officer
from tests.rules.test_statutory import refused


def held_by(play: Play, actor: Actor) -> frozenset[str]:
    """The standings of an actor in a case."""
    return standings(play.state, actor, play.book)


def test_an_outsider_has_no_standing() -> None:
    assert held_by(handled(), CHEN) == frozenset()


def test_each_part_in_a_case_gives_its_standing() -> None:
    play = handled()
    assert {"lead", "holder"} <= held_by(play, WANG)
    assert "body_head" in held_by(play, WANG_HEAD)
    assert {"centre", "registrar"} <= held_by(play, LI)
    assert "upper" in held_by(play, officer("qinghe-gov"))
    assert held_by(play, play.zhao) == {"petitioner"}
    assert held_by(play, SYSTEM) == {"system"}


def test_the_registering_body_holds_the_case_until_it_is_dispatched() -> None:
    clerk = officer("shuangqiao-gov")
    play = Play(actor=clerk)
    assert "holder" in held_by(play, officer("shuangqiao-gov", "head"))
    play.do("assign", LI, lead="water")
    assert "holder" not in held_by(play, officer("shuangqiao-gov", "head"))


def test_a_released_body_reads_on() -> None:
    play = handled()
    play.do("reassign", LI, lead="agriculture", reason="机构职责调整")
    assert held_by(play, WANG) == {"handled"}
    assert refused(play, "plan", WANG, text="方案").code == "not_yours"


def test_roles_that_watch_do_not_act() -> None:
    play = handled()
    auditor = Actor("au", posts=(HeldPost("au", "petition-office", "qinghe", "auditor"),))
    assert held_by(play, auditor) == {"auditor"}
    assert play.open_to(auditor) == ()
    inspector = Actor("in", posts=(HeldPost("in", "petition-office", "qinghe", "inspector"),))
    assert held_by(play, inspector) == {"inspector"}


def test_a_centre_serves_its_own_area_only() -> None:
    play = Play(area="bihu")
    township = Actor("t", posts=(HeldPost("t", "petition-office", "qinghe", "operator"),))
    assert "centre" in held_by(play, township)


MISCONDUCT = {
    "kind": "misconduct_report",
    "title": "镇干部吃拿卡要",
    "respondent": ["shuangqiao-gov"],
}


def test_acting_from_one_post_does_not_open_what_another_shuts() -> None:
    play = Play(**MISCONDUCT)
    both = Actor("x", posts=(*LI.posts, *officer("shuangqiao-gov").posts))
    assert held_by(play, both) == {"respondent"}
    assert held_by(play, both.acting_from(LI.posts[0].post)) == {"respondent"}
    assert "centre" in held_by(play, LI)


def test_nobody_acts_from_a_post_that_he_does_not_hold() -> None:
    with pytest.raises(Refused) as caught:
        LI.acting_from("water-handler")
    assert (caught.value.code, caught.value.why["field"]) == ("no_such", "post")
    assert LI.acting_from(None) is LI


def test_the_unit_complained_of_sees_nothing_and_gets_nothing() -> None:
    play = Play(**MISCONDUCT)
    theirs = officer("shuangqiao-gov", "head")
    below = officer("shuangchun-committee")
    assert held_by(play, theirs) == {"respondent"}
    assert held_by(play, below) == {"respondent"}
    assert refused(play, "note", theirs, text="看看").code == "not_visible"
    assert play.open_to(theirs) == ()
    for body in ("shuangqiao-gov", "shuangchun-committee"):
        assert refused(play, "assign", LI, lead=body).code == "respondent"
    play.do("assign", LI, lead="qinghe-gov")


def test_a_person_complained_of_sees_nothing_in_any_post() -> None:
    play = Play(kind="misconduct_report", respondent=["li"])
    assert refused(play, "assign", LI, lead="water").code == "not_visible"


def test_who_answers_for_a_service_is_no_respondent() -> None:
    play = Play(kind="complaint", title="停水", respondent=["water"])
    play.do("assign", LI, lead="water")
    assert "lead" in held_by(play, WANG)


def test_a_confidential_case_shuts_its_respondent_out_whatever_its_kind() -> None:
    play = Play(kind="complaint", confidential=True, respondent=["water"])
    assert refused(play, "assign", LI, lead="water").code == "respondent"


def test_the_duty_list_hands_a_report_about_the_duty_body_to_the_one_above() -> None:
    found = suggest(book(), category="water-supply", area="shuangchun", shut=frozenset({"water"}))
    assert found is not None
    assert found.lead == "qinghe-gov"
    assert "water" in " ".join(found.why) or found.why


def test_the_duty_list_names_the_narrowest_line_and_never_guesses() -> None:
    found = suggest(book(), category="water-supply", area="shuangchun")
    assert found is not None
    assert (found.lead, found.assists) == ("water", ("agriculture",))
    assert suggest(book(), category="noise", area="shuangchun") is None
    assert suggest(book(), category=None, area="shuangchun") is None


def test_a_recused_person_is_told_so_and_may_do_nothing() -> None:
    play = handled()
    play.do("recuse", WANG_HEAD, person="wang", ground="当事人亲属")
    assert held_by(play, WANG) == {"recused"}
    assert refused(play, "note", WANG, text="记").code == "recused"
    play.do("note", officer("water", person="other"), text="接手")


def test_six_representatives_are_one_too_many() -> None:
    six = [{"name": f"代表{n}"} for n in range(6)]
    with pytest.raises(Refused) as caught:
        Play(head_count=23, representatives=six)
    assert caught.value.code == "too_many_representatives"
    play = Play(head_count=23, representatives=six[:5])
    assert play.state.people.group
    who = Actor(
        "", kind="petitioner", petitioners=frozenset({play.state.people.representatives[4]})
    )
    assert "representative" in held_by(play, who)


def test_an_agent_acts_by_his_mandate_and_no_longer() -> None:
    play = handled()
    agent = Actor("agent-sun")
    play.do("appoint_agent", play.zhao, agent="agent-sun", mandate="全权代办")
    assert held_by(play, agent) == {"agent"}
    play.do("release_agent", play.zhao, reason="已办完")
    assert held_by(play, agent) == frozenset()
    assert refused(play, "rate_agent", play.zhao, satisfied="satisfied").code == "no_such"
