"""Colours set by rule, chosen by a person, and what presses a matter of itself."""

from datetime import datetime

import pytest

from lianxin.rules.actor import SYSTEM
from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from tests.rules.county import LI, WANG, Play, compiled, with_book
from tests.rules.known import told

LOCAL = """[procedure]
code = "coloured"
label = { zh = "三色三类", en = "Coloured" }
extends = "statutory"
[rows]
risks = [
  { set = "red", when = ["overdue_handle"] },
  { set = "red", when = ["urged_2"] },
  { set = "yellow", when = [["group", "repeat"]] },
  { set = "green" },
]
progresses = [
  { set = "C", when = ["has_plan"] },
  { set = "B", when = ["lead_named"] },
  { set = "A" },
]
triggers = [
  { on = "urged", code = "asked-again", when = ["urged_2"], card = "by_count" },
]
clocks = [
  { code = "call", limit = { red = "1 days", yellow = "3 days", "*" = "7 days" }, start = "assigned", stop = "contacted", whose = "lead" },
  { code = "red_meet", limit = "3 days", start = "risk_set:red", stop = "contacted", whose = "lead" },
]
breaches = [
  { clock = "handle", at = "50%", when = ["nothing_recorded"], do = "supervise", trigger = "half-gone", card = "by_count", tell = ["lead"] },
]
"""


def local() -> Book:
    """The county with a procedure that colours its matters."""
    mine = compiled(LOCAL)
    return with_book(
        procedures={**with_book().procedures, mine.digest: mine},
        current={**with_book().current, "coloured": mine.digest},
        uses={("*", "*"): "coloured"},
    )


def sent(**fields: object) -> Play:
    """A matter under that procedure, at the water office."""
    play = Play(book=local(), **fields)
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    return play


def taken(**fields: object) -> Play:
    """The same, accepted by the water office."""
    play = sent(**fields)
    play.do("receive", WANG, "2026-03-02 10:00")
    play.do("accept", WANG, "2026-03-02 11:00", route="6")
    return play


def test_the_first_act_colours_the_matter_by_rule() -> None:
    play = sent(head_count=9)
    assert (play.state.risk.colour, play.state.progress.colour) == ("yellow", "B")
    made = {fact.name: fact for fact in play.facts}
    assert made["risk_set"].model_dump()["by_rule"] == "yellow:group|repeat"
    assert made["risk_set"].model_dump()["reason"] is None


def call(play: Play) -> tuple[str, str]:
    """When the clock whose limit is by colour began and when it ends, in China."""
    clock = play.clock("call")
    return at(clock.start), at(clock.due)


def at(moment: datetime | None) -> str:
    """A moment as China writes it."""
    return moment.astimezone(CHINA).strftime("%m-%d %H:%M") if moment else ""


def test_the_colour_of_the_first_act_decides_the_limits_that_began_with_it() -> None:
    assert call(sent()) == ("03-02 09:00", "03-09 09:00")
    assert call(sent(head_count=9)) == ("03-02 09:00", "03-05 09:00")


def test_a_matter_that_turns_red_is_owed_sooner_from_that_moment() -> None:
    play = taken()
    play.do("set_risk", LI, "2026-03-04 10:00", risk="red", reason="已有人受伤")
    assert call(play) == ("03-04 10:00", "03-05 10:00")
    before = next(clock for clock in play.state.clocks if clock.code == "call")
    assert not before.late and before.stopped_at is not None


def test_a_lighter_colour_gives_no_time_back() -> None:
    play = taken(head_count=9)
    play.do("set_risk", LI, "2026-03-03 10:00", risk="green", reason="已安抚")
    assert call(play) == ("03-02 09:00", "03-05 09:00")


def test_a_graver_colour_never_moves_an_end_that_comes_sooner() -> None:
    play = taken(head_count=9)
    play.do("set_risk", LI, "2026-03-05 08:00", risk="red", reason="人数增加")
    assert call(play) == ("03-02 09:00", "03-05 09:00")


def test_a_matter_without_a_sign_is_green_and_its_progress_follows_the_work() -> None:
    play = taken()
    assert (play.state.risk.colour, play.state.progress.colour) == ("green", "B")
    play.do("plan", WANG, text="先测量")
    assert play.state.progress.colour == "C"


def test_what_a_person_chose_stays_until_something_new_holds() -> None:
    play = taken(head_count=9)
    play.do("set_risk", LI, risk="green", reason="诉求已谈妥")
    play.do("note", WANG, text="正在办理")
    assert play.state.risk.colour == "green"
    play.do("urge", play.zhao, "2026-03-03 09:00")
    play.do("urge", play.zhao, "2026-03-04 09:00")
    assert play.state.risk.colour == "red"


def test_a_rule_never_plays_down_what_a_person_judged() -> None:
    play = taken()
    play.do("set_risk", LI, risk="red", reason="当事人情绪激动")
    play.do("note", WANG, text="正在办理")
    assert play.state.risk.colour == "red"


def test_a_clock_that_runs_out_reddens_the_matter() -> None:
    play = taken()
    play.do("contact", WANG, "2026-03-03 10:00", means="telephone", reached=True, text="已联系")
    for moment, when in (
        ("50%", "2026-04-02 00:00"),
        ("-15 days", "2026-04-20 00:00"),
        ("-7 days", "2026-04-28 00:00"),
        ("due", "2026-05-07 00:00"),
    ):
        play.ring("handle", moment, when)
    assert play.state.risk.colour == "red"
    assert play.clock("red_meet").due is not None


def test_half_the_time_gone_and_nothing_recorded_shows_a_yellow_card() -> None:
    play = sent()
    play.do("receive", WANG, "2026-03-02 10:00")
    play.do("accept", WANG, "2026-03-02 11:00", route="6")
    made = play.ring("handle", "50%", "2026-04-02 00:00")
    pressed = made[1].model_dump()
    assert (pressed["trigger"], pressed["card"]) == ("half-gone", "yellow")


def test_half_the_time_gone_presses_nobody_who_recorded_his_work() -> None:
    play = taken()
    play.do("note", WANG, "2026-03-05 09:00", text="已到现场测量")
    made = play.ring("handle", "50%", "2026-04-02 00:00")
    assert [fact.name for fact in made] == ["rung"]
    assert made[0].model_dump()["tell"] == ()


def test_half_the_time_is_not_gone_before_it_is() -> None:
    with pytest.raises(Refused) as no:
        taken().do("ring", SYSTEM, "2026-03-30 09:00", clock="handle", moment="50%")
    assert no.value.code == "not_now"


def test_a_resident_who_asks_again_brings_a_yellow_card_and_then_a_red_one() -> None:
    play = taken()
    play.do("urge", play.zhao, "2026-03-03 09:00")
    assert play.state.dispatch.supervised == 0
    play.do("urge", play.zhao, "2026-03-04 09:00")
    assert (play.state.dispatch.supervised, play.state.dispatch.card) == (1, "yellow")
    play.do("urge", play.zhao, "2026-03-05 09:00")
    assert (play.state.dispatch.supervised, play.state.dispatch.card) == (2, "red")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('set = "red", when = ["urged_2"]', 'set = "blue"', "not_one_of"),
        ('set = "C"', 'set = "D"', "not_one_of"),
        ("overdue_handle", "overdue_lunch", "unknown_clock"),
        ('on = "urged"', 'on = "shouted"', "unknown_fact"),
        ('at = "50%"', 'at = "150%"', "wrong_offset"),
        ('card = "by_count", tell', 'card = "blue", tell', "not_one_of"),
        ("risk_set:red", "risk_set:blue", "unknown_qualifier"),
        ('{ set = "red", when = ["urged_2"] }', '{ set = "green" }', "listed_twice"),
    ],
)
def test_a_colour_or_a_trigger_that_cannot_be_is_a_fault(old: str, new: str, code: str) -> None:
    text = LOCAL.replace(old, new, 1)
    assert text != LOCAL
    assert code in [found for _, found in told(text)]
