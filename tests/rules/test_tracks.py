"""Tracks that a procedure declares: who takes which step, in which order, and what waits for them."""

import pytest

from lianxin.rules.book import Book
from lianxin.rules.decide import steps_open_to
from tests.rules.county import (
    CHEN,
    LI,
    WANG,
    WANG_HEAD,
    Play,
    answered,
    at,
    compiled,
    handled,
    officer,
    with_book,
)
from tests.rules.known import told
from tests.rules.test_statutory import PLEASED, refused

LEADER = officer("qinghe-gov", person="magistrate")
AGENT = officer("shuangchun-committee", person="secretary")
LOCAL = """[procedure]
code = "local"
label = { zh = "本地", en = "Local" }
extends = "statutory"
[rows]
tracks = [
  { code = "three_ones", offered = true },
  { code = "four_steps", offered = true },
  { code = "backlog", offered = true },
  { code = "agency", offered = true },
  { code = "recheck", offered = true },
]
actions = [
  { do = "close", at = ["followed_up"], by = ["centre"], when = ["track_done_three_ones"] },
]
clocks = [
  { code = "first_opinion", limit = "3 days", start = "step_taken:recheck.opened", stop = "step_taken:recheck.first_opinion", whose = "lead" },
]
"""


def local() -> Book:
    """The county with a procedure of its own that offers the tracks of the base."""
    mine = compiled(LOCAL)
    return with_book(
        procedures={**with_book().procedures, mine.digest: mine},
        current={**with_book().current, "local": mine.digest},
        uses={("*", "*"): "local"},
    )


def led(**fields: object) -> Play:
    """A matter under that procedure, with a responsible leader."""
    play = handled(book=local(), **fields)
    play.do("set_leader", LI, leaders=["magistrate"])
    return play


def test_a_step_keeps_who_took_it_and_when() -> None:
    play = led()
    play.do(
        "take_step",
        LEADER,
        "2026-03-06 09:00",
        track="three_ones",
        step="met",
        done_at=at("2026-03-05 15:00"),
    )
    play.do("take_step", WANG, track="three_ones", step="asked", person="magistrate")
    steps = [one for one in play.state.steps if one.track == "three_ones"]
    assert [(one.step, one.person) for one in steps] == [
        ("met", "magistrate"),
        ("asked", "magistrate"),
    ]
    assert steps[0].at == at("2026-03-05 15:00")
    assert play.state.tracks["three_ones"] == "asked"


def test_a_track_that_the_procedure_does_not_offer_is_unknown() -> None:
    no = refused(handled(), "take_step", WANG, track="three_ones", step="met")
    assert (no.code, no.why["kind"]) == ("no_such", "track")
    no = refused(led(), "take_step", WANG, track="three_ones", step="flown")
    assert (no.code, no.why["kind"]) == ("no_such", "step")


def test_a_step_is_not_taken_in_the_future_nor_by_somebody_shut_out() -> None:
    play = led()
    later = at("2026-03-09 09:00")
    no = refused(play, "take_step", LEADER, track="three_ones", step="met", done_at=later)
    assert no.code == "future"
    play.do("recuse", LI, person="magistrate", ground="亲属")
    no = refused(play, "take_step", WANG, track="three_ones", step="met", person="magistrate")
    assert no.code == "recused"


def test_an_outsider_and_the_wrong_standing_take_no_step() -> None:
    play = led()
    assert refused(play, "take_step", CHEN, track="three_ones", step="met").code == "not_visible"
    no = refused(play, "take_step", play.zhao, track="three_ones", step="met")
    assert no.code == "not_yours"


def test_a_clerk_takes_none_of_the_three_ones_and_writes_down_only_a_leader_s() -> None:
    play = led()
    for named in ({}, {"person": "li"}):
        no = refused(play, "take_step", WANG, track="three_ones", step="met", **named)
        assert [one["code"] for one in no.why["conditions"]] == ["by_leading_member"]
    play.do("take_step", WANG_HEAD, track="three_ones", step="met")
    play.do("take_step", LI, track="three_ones", step="asked", person="magistrate")


def test_the_matter_closes_only_when_the_three_ones_are_done() -> None:
    play = answered(book=local())
    play.do("set_leader", LI, leaders=["magistrate"])
    play.do("conclude", WANG, outcome="resolved", text="已修复")
    play.do("follow_up", officer("petition-office", person="sun"), **PLEASED)
    no = refused(play, "close", LI, disposition="justified_settled")
    assert [one["code"] for one in no.why["conditions"]] == ["track_done_three_ones"]
    assert "三个一" in no.why["conditions"][0]["zh"]
    for step in ("handled", "met", "asked"):
        play.do("take_step", LI, track="three_ones", step=step, person="magistrate")
    play.do("close", LI, disposition="justified_settled")
    assert play.state.stage == "closed"


def test_a_binding_track_once_begun_keeps_the_matter_open() -> None:
    play = answered(book=local())
    play.do("set_leader", LI, leaders=["magistrate"])
    play.do("take_step", LEADER, track="three_ones", step="met")
    play.do("conclude", WANG, outcome="resolved", text="已修复")
    play.do("follow_up", officer("petition-office", person="sun"), **PLEASED)
    no = refused(play, "close", LI, disposition="justified_settled")
    assert "no_open_tracks" in [one["code"] for one in no.why["conditions"]]


def test_an_ordered_track_goes_step_by_step_and_may_go_back() -> None:
    play = handled(book=local(), head_count=1)
    play.do("appoint_agent", play.zhao, agent="secretary", mandate="请代办")
    assert play.state.tracks["agency"] == "mandated"
    no = refused(play, "take_step", AGENT, track="agency", step="fed_back")
    assert (no.code, no.why["next"]) == ("step_out_of_order", "accepted")
    for step in ("accepted", "followed", "fed_back", "followed", "fed_back"):
        play.do("take_step", AGENT, track="agency", step=step)
    play.do("take_step", play.zhao, track="agency", step="confirmed")
    assert play.state.tracks["agency"] == "confirmed"


def test_the_agent_does_not_confirm_in_place_of_the_resident() -> None:
    play = handled(book=local())
    play.do("appoint_agent", play.zhao, agent="secretary", mandate="请代办")
    for step in ("accepted", "followed", "fed_back"):
        play.do("take_step", AGENT, track="agency", step=step)
    assert refused(play, "take_step", AGENT, track="agency", step="confirmed").code == "not_yours"


def test_a_fact_takes_the_step_that_names_it() -> None:
    play = led()
    made = play.do("plan", WANG, text="先测量，后施工")
    assert [fact.name for fact in made] == ["planned", "step_taken"]
    assert made[1].qualifier == "four_steps.planned"
    assert play.state.steps[-1].person == "wang"


def test_a_fact_takes_no_step_before_its_turn() -> None:
    play = led()
    play.do("order_sitting", LI, kind="hearing", demand="公开评议")
    play.do("conclude_sitting", LI, sitting=1, outcome="not_held")
    assert "four_steps" not in play.state.tracks


def test_a_docketed_matter_is_struck_with_a_reason_and_docketed_again() -> None:
    play = led()
    no = refused(play, "take_step", LI, track="backlog", step="progressed")
    assert (no.code, no.why["next"]) == ("step_out_of_order", "docketed")
    play.do("take_step", LI, track="backlog", step="docketed")
    play.do("take_step", WANG, track="backlog", step="progressed", text="已约双方")
    no = refused(play, "take_step", LI, track="backlog", step="struck")
    assert [one["code"] for one in no.why["conditions"]] == ["with_text"]
    play.do("take_step", LI, track="backlog", step="struck", text="重复列账")
    play.do("take_step", LI, track="backlog", step="docketed")
    assert play.state.steps[-1].round == 2
    assert play.state.tracks["backlog"] == "docketed"


def test_a_step_starts_and_stops_a_clock() -> None:
    play = led(initial=False)
    play.do("take_step", LI, "2026-03-05 09:00", track="recheck", step="opened")
    assert play.due("first_opinion") == "2026-03-08 09:00"
    play.do("take_step", WANG, "2026-03-09 09:00", track="recheck", step="first_opinion")
    assert play.clock("first_opinion").late


def test_an_initial_matter_goes_to_no_task_group() -> None:
    no = refused(led(), "take_step", LI, track="recheck", step="opened")
    assert [one["code"] for one in no.why["conditions"]] == ["repeat"]


def test_the_steps_open_to_somebody_are_told() -> None:
    play = led(initial=False)
    open_to = {
        who.person: [
            f"{one.track}.{one.step}"
            for one in steps_open_to(play.state, actor=who, at=play.at, book=play.book)
        ]
        for who in (LI, WANG_HEAD, CHEN)
    }
    assert open_to["chen"] == []
    assert "recheck.opened" in open_to["li"]
    assert "recheck.opened" not in open_to["wang-head"]
    assert "backlog.docketed" in open_to["wang-head"]
    assert "take_step" in play.open_to(WANG)
    assert "take_step" not in play.open_to(play.zhao)


ROW = '{ do = "take_step", track = "backlog", at = ["*"], by = ["lead"], to = "%s" }'


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"three_ones", offered = true', '"three_ones", binding = 1', "wrong_type"),
        ('"three_ones", offered = true', '"fresh"', "track_without_steps"),
        (
            '"three_ones", offered = true',
            '"fresh", steps = [{ code = "x", fact = "y" }]',
            "unknown_fact",
        ),
        (
            '"three_ones", offered = true',
            '"fresh", steps = [{ code = "x", on = "y" }]',
            "unknown_step_key",
        ),
        (
            '"three_ones", offered = true',
            '"fresh", steps = [{ zh = "访" }]',
            "step_without_code",
        ),
        ('"three_ones", offered = true', '"fresh", steps = ["x"], ends = ["z"]', "unknown_end"),
        ('"three_ones", offered = true', '"fresh", steps = ["x"], ends = ["x"]', "ends_alone"),
        ('"three_ones", offered = true', '"three_ones", steps = ["asked", "met"]', "steps_changed"),
        ('"three_ones", offered = true', '"hearing", offered = false', "track_not_offered"),
        ("step_taken:recheck.opened", "step_taken:recheck.flown", "unknown_qualifier"),
        ("track_done_three_ones", "track_done_flying", "unknown_track"),
        ("track_done_three_ones", "step_taken_backlog_flown", "unknown_step"),
        ("track_done_three_ones", "hops_many", "unknown_condition"),
        ("track_done_three_ones", "risk_blue", "unknown_condition"),
        ("track_done_three_ones", "overdue_lunch", "unknown_clock"),
    ],
)
def test_a_name_that_a_track_does_not_have_is_a_fault(old: str, new: str, code: str) -> None:
    text = LOCAL.replace(old, new, 1)
    assert text != LOCAL
    assert code in [found for _, found in told(text)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{ do = "take_step", at = ["open"], by = ["lead"] }', "step_without_track"),
        (
            '{ do = "note", stages = ["open"], at = ["open"], by = ["lead"] }',
            "stages_without_track",
        ),
        (ROW % "flown", "unknown_step"),
        (ROW.replace('["*"]', '["flown"]') % "led", "unknown_step"),
    ],
)
def test_a_row_for_a_step_that_is_not_there_is_a_fault(row: str, code: str) -> None:
    text = LOCAL.replace("actions = [\n", f"actions = [\n  {row},\n", 1)
    assert code in [found for _, found in told(text)]


def conference(**told: object) -> Play:
    """A matter whose two bodies were called to a conference."""
    mine = compiled(
        LOCAL.replace('three_ones", offered', 'conference", offered', 1).replace(
            "track_done_three_ones", "no_open_tracks"
        )
    )
    play = handled(
        book=with_book(
            procedures={**with_book().procedures, mine.digest: mine},
            current={**with_book().current, "local": mine.digest},
            uses={("*", "*"): "local"},
        )
    )
    play.do("order_sitting", LI, kind="case_conference", demand="两家意见不一。")
    assert play.state.tracks == {"conference": "called"}
    return play


def test_a_conference_that_is_given_up_binds_no_longer_and_may_be_called_again() -> None:
    play = conference()
    play.do("conclude_sitting", LI, sitting=1, outcome="not_held")
    assert play.state.tracks == {"conference": "given_up"}
    play.do("order_sitting", LI, kind="case_conference", demand="再开一次。")
    assert play.state.tracks == {"conference": "called"}


def test_a_conference_that_was_held_has_named_a_lead() -> None:
    play = conference()
    seats = [{"person": name, "role": "member"} for name in ("sun", "wang")]
    play.do("hold_sitting", LI, sitting=1, seats=seats, minutes="会商记录。")
    assert play.state.tracks == {"conference": "held"}
    play.do("conclude_sitting", LI, sitting=1, outcome="lead_named", decisions=["由水务局主办。"])
    assert play.state.tracks == {"conference": "lead_named"}
