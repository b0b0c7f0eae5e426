"""Agents who carry a matter for the resident: by reception, at three levels, released one by one."""

from lianxin.rules.book import Book
from lianxin.rules.standings import standings
from tests.rules.county import CHEN, Play, compiled, handled, officer, with_book
from tests.rules.test_statutory import refused

LOCAL = """[procedure]
code = "agents"
label = { zh = "代办", en = "Agents" }
extends = "statutory"
reception_is_agency = true
[rows]
tracks = [
  { code = "agency", offered = true },
]
"""
VILLAGE = officer("shuangchun-committee", person="village-secretary")
TOWN = officer("shuangqiao-gov", person="town-secretary")


def local() -> Book:
    """The county in which whoever takes a matter in is its agent."""
    mine = compiled(LOCAL)
    return with_book(
        procedures={**with_book().procedures, mine.digest: mine},
        current={**with_book().current, "agents": mine.digest},
        uses={("*", "*"): "agents"},
    )


def test_whoever_takes_a_matter_in_is_its_agent_until_it_is_handed_over() -> None:
    play = Play(book=local(), actor=VILLAGE, kind="service_errand")
    assert play.state.house.agent == "village-secretary"
    assert "agent" in standings(play.state, VILLAGE, play.book)
    play.do("appoint_agent", play.zhao, agent="town-secretary", mandate="改由镇里代办")
    assert play.state.house.agent == "town-secretary"
    assert "agent" not in standings(play.state, VILLAGE, play.book)


def test_reception_makes_no_agent_where_conduct_is_complained_of_nor_elsewhere() -> None:
    report = Play(book=local(), actor=VILLAGE, kind="misconduct_report", respondent=["water"])
    assert report.state.house.agent is None
    assert Play(actor=VILLAGE).state.house.agent is None


def test_agents_of_three_levels_carry_one_matter() -> None:
    play = handled()
    play.do("appoint_agent", play.zhao, agent="village-secretary", mandate="委托")
    play.do("appoint_agent", play.zhao, agent="town-secretary", mandate="协办", level="assists")
    play.do("appoint_agent", play.zhao, agent="county-secretary", mandate="主办", level="leads")
    assert [(one.person, one.level) for one in play.state.house.agents] == [
        ("village-secretary", "handles"),
        ("town-secretary", "assists"),
        ("county-secretary", "leads"),
    ]
    assert play.state.house.agent == "village-secretary"
    assert "agent" in standings(play.state, TOWN, play.book)


def test_one_agent_is_released_and_the_others_stay() -> None:
    play = handled()
    play.do("appoint_agent", play.zhao, agent="village-secretary", mandate="委托")
    play.do("appoint_agent", play.zhao, agent="town-secretary", mandate="协办", level="assists")
    no = refused(play, "release_agent", play.zhao, agent="chen", reason="换人")
    assert no.code == "no_such"
    play.do("release_agent", play.zhao, reason="不再需要")
    assert play.state.house.agent == "town-secretary"
    play.do("release_agent", play.zhao, agent="town-secretary", reason="不再需要")
    assert play.state.house.agents == ()
    assert refused(play, "release_agent", CHEN, reason="越权").code == "not_visible"
