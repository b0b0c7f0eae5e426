"""Once ruled to lead a body works, and a dispute is decided by whoever stands above both (24)."""

from dataclasses import replace

import pytest

from lianxin.rules.book import Area, Body
from tests.rules.county import LI, WANG, Play, at, book, officer, with_book
from tests.rules.test_statutory import refused

GOV_HEAD = officer("qinghe-gov", "head", person="gov-head")


def ruled(channel: str = "in_person") -> Play:
    """A matter whose lead objected and was told that it leads all the same."""
    play = Play(channel=channel, kind="claim")
    play.do("assign", LI, "2026-03-02 15:00", lead="water")
    play.do("object", WANG, "2026-03-03 09:00", reason="not_our_duty", text="不属我局")
    play.do("rule_objection", LI, "2026-03-03 10:00", upheld=False, text="属水务局")
    play.do("receive", WANG, "2026-03-03 11:00")
    return play


@pytest.mark.parametrize("channel", ["in_person", "hotline"])
def test_a_body_ruled_to_lead_hands_nothing_up(channel: str) -> None:
    play = ruled(channel)
    assert "escalate" not in play.open_to(WANG)
    assert refused(play, "escalate", WANG, tried="无", text="上报").code == "may_not_return"
    play.do("accept", WANG, "2026-03-04 09:00", route="6")
    assert refused(play, "escalate", WANG, tried="无", text="上报").code == "may_not_return"


@pytest.mark.parametrize("reason", ["not_our_duty", "other_area", "unclear", "other"])
def test_nor_does_it_decline_on_a_ground_of_its_own(reason: str) -> None:
    no = refused(ruled(), "decline", WANG, reason=reason, text="不属我局", next_door="农业局")
    assert (no.code, no.why["field"]) == ("may_not_return", "reason")


@pytest.mark.parametrize("reason", ["pending", "court", "ended"])
def test_what_the_law_ended_it_still_declines(reason: str) -> None:
    play = ruled()
    play.do("decline", WANG, reason=reason, text="已向法院起诉", next_door="县人民法院")
    assert play.state.phase == "declined"


def test_a_body_not_bound_may_still_hand_up() -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("escalate", WANG, tried="已查", text="超出权限")
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"


def above_the_centre() -> Play:
    """A centre of a township, and a county office that objects to what it was sent."""
    areas, bodies = dict(book().areas), dict(book().bodies)
    path = ("city", "qinghe")
    areas = {
        code: Area(code, area.parent or "city", area.level, area.zh, area.en, ("city", *area.path))
        for code, area in areas.items()
    }
    areas["city"] = Area("city", None, "city", "市", "City", ("city",))
    assert areas["qinghe"].path == path
    bodies["city-tax"] = Body("city-tax", "city", "vertical", "city-gov", None, None, "", "")
    bodies["city-gov"] = replace(bodies["city-gov"], area="city")
    play = Play(book=with_book(areas=areas, bodies=bodies))
    play.do("assign", LI, lead="city-tax")
    taxman = officer("city-tax", person="taxman")
    play.do("object", taxman, reason="duty", text="不属我局")
    return play


def test_a_centre_rules_over_nobody_above_its_own_level() -> None:
    play = above_the_centre()
    no = refused(play, "rule_objection", LI, upheld=False, text="由你局办")
    assert no.code == "unmet"
    (condition,) = no.why["conditions"]
    assert (condition["code"], condition["article"]) == ("common_superior", "条例24(1)")


def test_nor_does_it_take_the_matter_from_a_body_above_it_instead_of_ruling() -> None:
    play = above_the_centre()
    assert "reassign" not in play.open_to(LI)
    no = refused(play, "reassign", LI, lead="water", reason="改由水务局办")
    assert no.code == "unmet"
    assert [one["code"] for one in no.why["conditions"]] == ["common_superior"]
    assert play.state.lead is not None
    assert play.state.lead.body == "city-tax"


@pytest.mark.parametrize("channel", ["in_person", "hotline"])
def test_a_body_that_let_the_time_of_an_objection_pass_hands_nothing_up_untried(
    channel: str,
) -> None:
    play = Play(channel=channel, kind="claim")
    play.do("assign", LI, "2026-03-02 15:00", lead="water")
    play.do("receive", WANG, "2026-03-03 09:00")
    play.at = at("2026-03-20 09:00")
    assert "escalate" not in play.open_to(WANG)
    no = refused(play, "escalate", WANG, tried="无", text="上报")
    assert "within_object" in [one["code"] for one in no.why["conditions"]]
    # Once it took the matter on and tried, it may (15(3)).
    play.do("accept", WANG, route="6")
    play.do("escalate", WANG, tried="现场看过，要上级协调", text="超出权限")
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"


def test_the_common_superior_does_and_binds_only_those_below_it() -> None:
    play = above_the_centre()
    mayor = officer("city-gov", "head", person="mayor")
    no = refused(play, "rule_objection", mayor, upheld=True, lead="province-gov", text="由省办")
    assert no.code == "not_yours"
    play.do("rule_objection", mayor, upheld=True, lead="water", text="由县水务局办")
    assert play.state.lead is not None
    assert play.state.lead.body == "water"


def test_a_head_above_the_lead_rules_where_the_centre_could() -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("object", WANG, reason="duty", text="不属我局")
    play.do("rule_objection", GOV_HEAD, upheld=True, lead="agriculture", text="由农业局办")
    assert play.state.lead is not None
    assert play.state.lead.body == "agriculture"
