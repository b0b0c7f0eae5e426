"""How a matter closes: at rest or ended by law, and what guards a referral as unlawful conduct."""

import pytest

from lianxin.rules.refusals import Refused
from tests.rules.county import CHEN, LI, SUN, WANG, WANG_HEAD, Play, answered, officer
from tests.rules.test_statutory import PLEASED, refused

LEADER = officer("qinghe-gov", "leader", "leader-1")
CITY = officer("province-gov", "head", "province-head")
BASIS = {"ground": "涉嫌违法", "article": "治安管理处罚法26"}


def asked(**word: object) -> Play:
    """An answered matter whose petitioner was called back."""
    play = answered()
    play.do("conclude", WANG, outcome="explained", text="已说明")
    play.do("follow_up", SUN, **(word or PLEASED))
    return play


def referred() -> Play:
    """A matter closed as referred by law, under all its safeguards."""
    play = asked()
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do("draft", SUN, document="legal_referral", text="移送")
    play.do("sign", WANG_HEAD, document="legal_referral")
    play.do("sign", LEADER, document="legal_referral")
    play.do("issue", SUN, document="referral_notice", text="可以提出异议")
    play.do("deliver", SUN, "2026-04-22 09:00", document="referral_notice", means="in_person")
    play.do("close", SUN, disposition="unlawful_referred", exemption=BASIS)
    return play


def test_a_dispute_rests_by_the_residents_own_word() -> None:
    play = asked()
    play.do("close", SUN, disposition="unjustified_explained", ending="rested")
    assert play.state.closing.ending == "rested"


def test_nobody_declares_a_dispute_at_rest_over_the_resident() -> None:
    play = asked(reached=True, satisfied="not")
    play.do("set_leader", LI, leaders=["leader-1"])
    play.do("draft", SUN, document="exemption", text="依法终结")
    play.do("sign", LEADER, document="exemption")
    told = {"disposition": "unjustified_explained", "exemption": BASIS}
    no = refused(play, "close", SUN, **told, ending="rested")
    assert [one["code"] for one in no.why["conditions"]] == ["ending_holds"]
    play.do("close", SUN, **told, ending="concluded_by_procedure")
    assert play.state.closing.ending == "concluded_by_procedure"


def test_ending_a_dispute_by_procedure_names_its_legal_ground() -> None:
    told = {"disposition": "unjustified_explained", "ending": "concluded_by_procedure"}
    no = refused(asked(), "close", SUN, **told)
    assert [one["code"] for one in no.why["conditions"]] == ["ending_holds"]


def test_the_resident_contests_a_referral_and_another_than_the_closer_rules_it() -> None:
    play = referred()
    play.do("contest", play.zhao, "2026-04-23 09:00", reason="没有违法")
    assert play.clock("contest").due is not None
    assert refused(play, "contest", play.zhao, reason="再次提出").code == "not_now"
    assert refused(play, "rule_contest", SUN, upheld=False, text="维持").code == "self_check"
    play.do("rule_contest", LI, "2026-04-24 09:00", upheld=True, text="证据不足")
    assert (play.state.stage, play.state.closing.disposition, play.state.closing.contested) == (
        "handling",
        None,
        False,
    )
    assert play.state.lead is not None
    assert play.clock("contest").stopped_at is not None


def test_a_contest_that_is_dismissed_leaves_the_matter_closed() -> None:
    play = referred()
    play.do("contest", play.zhao, "2026-04-23 09:00", reason="没有违法")
    play.do("rule_contest", CITY, "2026-04-24 09:00", upheld=False, text="依据充分")
    assert (play.state.stage, play.state.closing.contested) == ("closed", False)
    assert refused(play, "rule_contest", CITY, upheld=True, text="改变").code == "not_now"


def test_a_contest_ruled_too_late_is_told() -> None:
    play = referred()
    play.do("contest", play.zhao, "2026-04-23 09:00", reason="没有违法")
    made = play.ring("contest", "due", "2026-05-09 00:00")
    assert made[0].model_dump()["overdue"] is True


def test_only_a_referral_is_contested_and_only_by_its_resident() -> None:
    plain = asked()
    plain.do("close", SUN, disposition="unjustified_explained")
    no = refused(plain, "contest", plain.zhao, reason="不服")
    assert no.why["conditions"][0]["code"] == "disposition_unlawful_referred"
    assert refused(referred(), "contest", WANG, reason="不服").code == "not_yours"
    with pytest.raises(Refused) as outsider:
        referred().do("contest", CHEN, reason="不服")
    assert outsider.value.code == "not_visible"
