"""A command is offered only where the case holds what it acts on."""

import pytest

from lianxin.rules.actor import Actor, HeldPost
from tests.rules.county import LI, WANG, Play, at, handled, officer
from tests.rules.test_hotline import sent

CLERK = officer("agriculture", person="clerk-agriculture")
EMPTY = (
    *("rule_objection", "release_assist", "deliver", "close_task", "hold_sitting", "name_seats"),
    *("conclude_sitting", "record_consent", "decline_sitting", "record_confirmation", "readmit"),
    *("unlink", "release_agent"),
)


@pytest.mark.parametrize("name", EMPTY)
def test_a_new_matter_offers_nothing_that_finds_nothing_to_act_on(name: str) -> None:
    assert name not in Play().open_to(LI)


def test_what_was_received_is_not_to_be_received_again() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-03 09:00", lead="water")
    assert "receive" in play.open_to(WANG)
    play.do("receive", WANG, "2026-03-03 10:00")
    assert "receive" not in play.open_to(WANG)


def test_a_task_is_closed_where_one_stands() -> None:
    play = handled()
    assert "close_task" not in play.open_to(LI)
    play.do(
        "call_in",
        WANG,
        "2026-03-05 09:00",
        bodies=["agriculture"],
        place="三号闸",
        by="当日中午",
        due=at("2026-03-05 12:00"),
    )
    assert "close_task" in play.open_to(LI)
    assert "report_task" in play.open_to(CLERK)


def test_an_assisting_body_is_let_go_where_one_assists() -> None:
    play = handled()
    assert "release_assist" not in play.open_to(WANG)
    play.do("add_assist", WANG, "2026-03-05 09:00", body="agriculture", demand="协助排查")
    assert "release_assist" in play.open_to(WANG)


def test_an_objection_is_ruled_where_one_was_raised() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-03 09:00", lead="water")
    assert "rule_objection" not in play.open_to(LI)
    play.do("object", WANG, "2026-03-03 10:00", reason="not_our_duty", text="不属本单位职责")
    assert "rule_objection" in play.open_to(LI)


def test_a_sitting_is_held_where_one_was_ordered() -> None:
    play = handled()
    leader = Actor("leader-1", posts=(HeldPost("qinghe-gov-head", "qinghe-gov", "qinghe", "head"),))
    assert "conclude_sitting" not in play.open_to(LI)
    play.do("order_sitting", LI, "2026-03-05 09:00", kind="case_conference", demand="会商")
    assert "conclude_sitting" in play.open_to(LI)
    assert "conclude_sitting" not in play.open_to(leader)


def test_a_clock_goes_on_where_one_stands_still() -> None:
    supervisor = officer("petition-office", "supervisor", "supervisor")
    play = sent()
    assert "resume" not in play.open_to(supervisor)
    play.do("pause", supervisor, "2026-03-03 09:00", clock="handle", reason="等配件")
    assert "resume" in play.open_to(supervisor)


def test_a_paper_is_delivered_once_it_is_signed() -> None:
    play = handled()
    assert "deliver" not in play.open_to(WANG)
    play.do("issue", WANG, "2026-03-05 09:00", document="acceptance_notice")
    assert "deliver" in play.open_to(WANG)
