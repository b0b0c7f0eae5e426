"""A move restarts nothing, strands nothing, and is not a lead's way out of a stricter procedure."""

from typing import Any

import pytest

from lianxin.rules.book import Book
from lianxin.rules.faults import Faults
from lianxin.rules.procedures import Procedure
from tests.rules.county import LI, WANG, Play, compiled, handled, with_book
from tests.rules.county import book as plain_book
from tests.rules.proving.examples import HOLDS
from tests.rules.test_local_procedures import five_ones, local_book
from tests.rules.test_statutory import refused

CENTRE = LI
QUICK = """
[procedure]
code = "quick"
label = { zh = "本县简易", en = "The county's simple way" }
extends = "simple"
[rows]
"""


def with_procedures(book: Book, *more: Procedure, **changes: Any) -> Book:
    """The county with further procedures in force."""
    return with_book(
        **{
            "uses": book.uses,
            "current": {**book.current, **{one.code: one.digest for one in more}},
            "procedures": {**book.procedures, **{one.digest: one for one in more}},
            **changes,
        }
    )


def received(**fields: Any) -> Play:
    """A petition that the water office got by referral."""
    play = Play(**fields)
    play.do("refer", LI, "2026-03-02 09:00", lead="water")
    play.do("receive", WANG, "2026-03-02 10:00")
    return play


def running(play: Play) -> dict[str, tuple[object, object]]:
    return {
        clock.code: (clock.start, clock.due)
        for clock in play.state.clocks
        if clock.stopped_at is None
    }


def test_moving_out_and_back_restarts_nothing() -> None:
    play = received(book=local_book())
    before = running(play)
    play.do("move", CENTRE, "2026-03-04 09:00", procedure="simple", reason="事实清楚")
    assert "answer" not in running(play)
    play.do("move", CENTRE, "2026-03-06 09:00", procedure="five-ones", reason="不简单")
    assert running(play) == before


def test_what_was_done_meanwhile_is_not_asked_for_again() -> None:
    play = received(book=local_book())
    play.do("move", CENTRE, "2026-03-04 09:00", procedure="simple", reason="事实清楚")
    play.do("accept", WANG, "2026-03-05 09:00", route="6")
    play.do("move", WANG, "2026-03-06 09:00", procedure="five-ones", reason="不简单")
    assert "determine" not in running(play)
    assert not play.clock("determine").late
    assert "answer" in running(play)


def test_what_ran_out_meanwhile_is_late_when_the_matter_comes_back() -> None:
    play = received(book=local_book())
    play.do("move", CENTRE, "2026-03-04 09:00", procedure="simple", reason="事实清楚")
    play.do("move", CENTRE, "2026-03-20 09:00", procedure="five-ones", reason="不简单")
    assert play.due("answer") == "2026-03-12 08:30"
    play.ring("answer", "due", "2026-03-20 09:01")
    assert play.clock("answer").late


def test_what_was_late_before_a_move_is_late_after_it() -> None:
    play = received(book=local_book())
    play.ring("answer", "due", "2026-03-13 09:00")
    play.do("move", CENTRE, "2026-03-13 10:00", procedure="simple", reason="事实清楚")
    assert play.clock("answer").late


def test_a_lead_does_not_leave_the_county_s_stricter_procedure_by_itself() -> None:
    play = received(book=local_book())
    for code in ("statutory", "simple"):
        no = refused(play, "move", WANG, procedure=code, reason="想宽一点")
        assert (no.code, no.why["by"], no.why["name"]) == ("not_yours", ["centre"], code)
    play.do("move", CENTRE, procedure="statutory", reason="不属于五个一范围")


def test_a_lead_may_choose_what_is_stricter_for_such_a_matter() -> None:
    play = received(book=with_procedures(plain_book(), five_ones()))
    play.do("move", WANG, procedure="five-ones", reason="按五个一办")
    assert play.state.procedure == "five-ones"


def test_a_lead_does_not_choose_a_procedure_that_is_not_for_such_a_matter() -> None:
    play = received(book=with_procedures(plain_book(), five_ones()), kind="suggestion")
    assert refused(play, "move", WANG, procedure="five-ones", reason="试").code == "not_yours"


def test_an_order_becomes_the_petition_that_the_county_uses() -> None:
    book = with_procedures(
        plain_book(), five_ones(), uses={("*", "*"): "five-ones", ("*", "hotline"): "hotline"}
    )
    play = Play(book=book, channel="hotline", kind="complaint")
    play.do("assign", LI, "2026-03-02 09:00", lead="water", days=20)
    due = play.due("report")
    assert refused(play, "move", WANG, procedure="statutory", reason="试").code == "not_yours"
    play.do("move", WANG, "2026-03-04 09:00", procedure="five-ones", reason="属信访事项")
    assert (play.clock("report").running, play.due("report")) == (True, due)


def test_an_open_hearing_and_a_binding_track_are_not_stranded() -> None:
    play = received(book=local_book())
    play.do("order_sitting", WANG, kind="hearing", demand="重大疑难")
    # The same track goes on under the law's own procedure.
    play.do("move", CENTRE, procedure="statutory", reason="不属于五个一范围")
    play.do("conclude_sitting", WANG, sitting=1, outcome="withdrawn")


def test_a_sitting_that_has_no_way_on_there_is_ended_first() -> None:
    play = Play(channel="hotline", kind="complaint")
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("order_sitting", WANG, kind="hearing", demand="听证")
    no = refused(play, "move", CENTRE, procedure="statutory", reason="属信访事项")
    assert (no.code, no.why["sitting"]) == ("not_now", "1")


def test_a_binding_track_that_is_not_offered_there_is_ended_first() -> None:
    text = """
[procedure]
code = "looked-at"
label = { zh = "重信复查", en = "Looked at again" }
extends = "statutory"
[rows]
tracks = [
  { code = "recheck", offered = true },
]
"""
    play = received(
        book=with_procedures(plain_book(), compiled(text), uses={("*", "*"): "looked-at"}),
        initial=False,
    )
    play.do("take_step", LI, track="recheck", step="opened")
    no = refused(play, "move", CENTRE, procedure="statutory", reason="试")
    assert (no.code, no.why["track"]) == ("not_now", "recheck")


def simple(**fields: Any) -> Play:
    play = received(**fields)
    play.do("move", CENTRE, "2026-03-03 09:00", procedure="simple", reason="事实清楚")
    return play


def test_what_is_no_longer_simple_goes_back_of_itself() -> None:
    for name, fields in (
        ("add_assist", {"body": "agriculture", "demand": "会办"}),
        ("call_in", {"bodies": ["agriculture"], "place": "渠首", "by": "下午"}),
    ):
        play = simple()
        tell = play.due("tell")
        *_, fact = play.do(name, WANG, "2026-03-04 09:00", **fields)
        assert (fact.name, getattr(fact, "by_rule", "")) == ("moved", "simple_allowed")
        assert (play.state.procedure, play.state.stage) == ("statutory", "received")
        assert not play.clock("simple_accept").running
        assert play.due("tell") == tell


def test_a_matter_known_as_raised_before_is_not_simple_any_more() -> None:
    play = simple()
    play.beside(Play(number="QINGHE-260302-000002"))
    play.do("mark_repeat", LI, of="QINGHE-260302-000002")
    assert play.state.procedure == "statutory"


def test_it_goes_back_to_the_procedure_that_it_came_from() -> None:
    play = received(book=local_book())
    before = running(play)
    play.do("move", CENTRE, "2026-03-03 09:00", procedure="simple", reason="事实清楚")
    play.do("add_assist", WANG, "2026-03-04 09:00", body="agriculture", demand="会办")
    assert play.state.procedure == "five-ones"
    assert running(play).items() >= before.items()


def test_what_comes_down_from_above_is_not_simple() -> None:
    play = received(channel="transfer")
    no = refused(play, "move", CENTRE, procedure="simple", reason="想快")
    assert no.code == "simple_excluded"


def test_a_county_s_own_simple_way_has_the_exclusions_too() -> None:
    quick = compiled(QUICK)
    assert (quick.only_if, quick.is_simple) == (("simple_allowed",), True)
    book = with_procedures(plain_book(), quick)
    group = Play(book=book, head_count=6, representatives=[{"name": "甲"}], channel="in_person")
    group.do("refer", LI, lead="water")
    assert refused(group, "move", CENTRE, procedure="quick", reason="快").code == "simple_excluded"
    play = received(book=book)
    play.do("move", CENTRE, procedure="quick", reason="快")
    assert refused(play, "accept", WANG, route="4").code == "simple_excluded"
    play.do("add_assist", WANG, body="agriculture", demand="会办")
    assert play.state.procedure == "statutory"


@pytest.mark.parametrize("code", ["only_ones", "simple_alowed"])
def test_a_condition_of_a_procedure_is_one_that_exists(code: str) -> None:
    text = QUICK.replace('extends = "simple"', f'extends = "simple"\nonly_if = ["{code}"]')
    with pytest.raises(Faults) as found:
        compiled(text)
    assert [(fault.line, fault.code) for fault in found.value.faults] == [(6, "unknown_condition")]


def test_a_matter_that_leaves_the_simple_way_by_hand_is_as_if_never_there() -> None:
    plain, play = handled(), simple()
    play.do("accept", WANG, "2026-03-04 10:00", route="6")
    play.do("move", WANG, "2026-03-05 09:00", procedure="statutory", reason="案情复杂")
    assert (play.due("handle"), play.state.stage) == (plain.due("handle"), "handling")


def test_a_sitting_that_nobody_could_conclude_there_is_ended_first() -> None:
    bare = compiled(HOLDS.replace('"small"', '"bare"'))
    play = Play(channel="hotline", kind="complaint", book=with_procedures(plain_book(), bare))
    play.do("assign", LI, "2026-03-02 09:00", lead="water")
    play.do("order_sitting", WANG, kind="coordination", demand="协调")
    no = refused(play, "move", CENTRE, procedure="bare", reason="试")
    assert (no.code, no.why["sitting"]) == ("not_now", "1")


def test_what_waits_anew_to_be_sent_waits_on_under_the_procedure_it_comes_back_to() -> None:
    play = Play(channel="hotline", kind="complaint")
    play.do("move", LI, "2026-03-02 10:00", procedure="statutory", reason="转为信访件")
    play.do(
        "decline", LI, "2026-03-03 09:00", reason="elsewhere", text="不属受理范围", next_door="法院"
    )
    play.do("reopen", LI, "2026-03-05 09:00", reason="应当受理")
    before = play.clock("route")
    play.do("move", LI, "2026-03-06 09:00", procedure="simple", reason="事实清楚")
    again = play.clock("route")
    assert (again.running, again.start, again.due) == (True, before.start, before.due)


def test_a_clock_that_came_back_is_the_one_that_runs() -> None:
    play = Play(book=local_book())
    play.do("move", CENTRE, "2026-03-02 09:00", procedure="simple", reason="事实清楚")
    first = play.clock("simple_accept")
    play.do("move", CENTRE, "2026-03-03 09:00", procedure="five-ones", reason="不简单")
    play.do("move", CENTRE, "2026-03-04 09:00", procedure="simple", reason="事实清楚")
    assert play.clock("simple_accept").n == first.n
    ended = first.model_copy(update={"n": 9, "stopped_at": first.start})
    state = play.state.with_changes({"clocks": (*play.state.clocks, ended)})
    assert state.clock("simple_accept") == play.clock("simple_accept")
