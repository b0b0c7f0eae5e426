"""The petitioner asks that somebody stand aside (article 28), and somebody who is not he decides."""

import pytest
from pydantic import ValidationError

from lianxin.rules.standings import standings
from tests.rules.county import CHEN, LI, WANG, WANG_HEAD, Play, handled, officer
from tests.rules.test_statutory import refused

GOV_HEAD = officer("qinghe-gov", "head", person="gov-head")
GRANTED = {"granted": True, "person": "wang", "text": "确系近亲属"}


def asked() -> Play:
    play = handled()
    play.people |= {"wang-head": frozenset({"water"})}
    play.do(
        "ask_recusal", play.zhao, "2026-03-05 09:00", whom="水务局姓王的", reason="他是施工方亲属"
    )
    return play


def test_the_petitioner_asks_and_is_answered_within_three_working_days() -> None:
    play = asked()
    assert play.clock("recusal").running
    assert play.due("recusal") == "2026-03-10 23:59"
    (fact,) = play.do("rule_recusal", WANG_HEAD, "2026-03-06 09:00", **GRANTED)
    assert not play.clock("recusal").running
    assert play.state.guard.recused == ("wang",)
    assert standings(play.state, WANG, play.book) == {"recused"}
    spoken = fact.spoken()
    assert spoken is not None
    assert spoken.zh == "准予回避，换人办理"


def test_refused_it_is_told_with_the_reason_and_may_be_asked_again() -> None:
    play = asked()
    (fact,) = play.do("rule_recusal", WANG_HEAD, granted=False, text="查无利害关系")
    spoken = fact.spoken()
    assert spoken is not None
    assert (spoken.zh, len(spoken.texts)) == ("不准予回避，理由如下", 1)
    assert play.state.guard.recused == ()
    play.do("ask_recusal", play.zhao, whom="王某", reason="另有证据")


def test_one_question_at_a_time() -> None:
    play = asked()
    assert refused(play, "ask_recusal", play.zhao, whom="王某", reason="再").code == "not_now"


def test_a_head_does_not_decide_on_himself_and_the_one_above_does() -> None:
    play = asked()
    told = {"granted": True, "person": "wang-head", "text": "系本人"}
    assert refused(play, "rule_recusal", WANG_HEAD, **told).code == "self_check"
    assert (
        refused(play, "rule_recusal", WANG_HEAD, **{**told, "granted": False}).code == "self_check"
    )
    play.do("rule_recusal", GOV_HEAD, **told)
    assert standings(play.state, WANG_HEAD, play.book) == {"recused"}


@pytest.mark.parametrize("actor", [WANG, CHEN])
def test_neither_the_handler_nor_an_outsider_decides(actor: object) -> None:
    play = asked()
    no = refused(play, "rule_recusal", actor, granted=False, text="不准")
    assert no.code in {"not_yours", "not_visible"}


@pytest.mark.parametrize("actor", [WANG, LI, CHEN])
def test_only_the_petitioner_s_side_asks(actor: object) -> None:
    no = refused(handled(), "ask_recusal", actor, whom="王某", reason="亲属")
    assert no.code in {"not_yours", "not_visible"}


def test_nobody_decides_what_nobody_asked() -> None:
    assert refused(handled(), "rule_recusal", WANG_HEAD, **GRANTED).code == "not_now"


def test_granted_for_nobody_is_no_decision() -> None:
    with pytest.raises(ValidationError, match="person"):
        asked().do("rule_recusal", WANG_HEAD, granted=True, text="准")
