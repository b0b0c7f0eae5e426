"""The procedures that ship: complete, and with the numbers of the law."""

import re

import pytest

from lianxin.rules import commands
from lianxin.rules.deciding.clock_subjects import ASKED
from lianxin.rules.grammar.compile import warnings
from lianxin.rules.procedures import Limit, Procedure
from tests.rules.known import BASE, base

WITHIN = "within_"

CODES = ("statutory", "simple", "hotline")
MARK = re.compile(r"\[[VSLD]\]")


def shipped(code: str) -> Procedure:
    """A procedure that ships with the product."""
    found = base(code)
    assert found is not None
    return found


def test_three_procedures_ship() -> None:
    assert {path.stem for path in BASE.glob("*.toml")} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_shipped_procedure_has_no_warning(code: str) -> None:
    assert shipped(code).code == code
    assert warnings(shipped(code), name=code) == ()


@pytest.mark.parametrize("code", ["statutory", "hotline"])
def test_every_command_has_its_place_or_a_reason_to_have_none(code: str) -> None:
    loops = {"ring", "restate", "register", "warn", "take_over"}
    not_here = {
        # The law lets no wall stand still by hand.
        # Nor does it let a petition end by a consent between offices (articles 32 to 36).
        "statutory": {"pause", "resume", "request_ending", "rule_ending"},
        # Opinions and remedies are the petition's.
        "hotline": {
            "hear",
            "tell_appointers",
            "record_execution",
            "explain_opinion",
            "propose_opinion",
            "conclude",
            "request_review",
            "decide_review",
            "request_re_review",
            "decide_re_review",
            "end_procedure",
        },
    }[code]
    assert set(shipped(code).action_index) == commands.NAMES - loops - not_here


LAW = [
    ("route", 15, "days", "22"),
    ("tell", 15, "days", "23(3)"),
    ("object", 5, "working_days", "23(3)"),
    ("handle", 60, "days", "34"),
    ("review_apply", 30, "days", "35"),
    ("review", 30, "days", "35"),
    ("re_review_apply", 30, "days", "36"),
    ("tell_direct", 15, "days", "23"),
    ("re_review", 30, "days", "36"),
    ("judicial_confirmation", 30, "days", "33"),
]


@pytest.mark.parametrize(("code", "amount", "unit", "article"), LAW)
def test_a_wall_has_the_number_of_its_article(
    code: str, amount: int, unit: str, article: str
) -> None:
    clock = shipped("statutory").clock_index[code]
    assert isinstance(clock.limit, Limit)
    assert (clock.limit.amount, clock.limit.unit) == (amount, unit)
    assert clock.wall
    assert (clock.ends, clock.roll) == ("day", "next_workday")
    assert article in clock.source
    assert clock.source.endswith("[V]")


def test_only_what_is_read_in_the_law_is_a_wall() -> None:
    for code in CODES:
        for clock in shipped(code).clocks:
            assert not clock.wall or clock.source.endswith("[V]")
            assert MARK.search(clock.source), clock.code
    walls = {clock.code for clock in shipped("statutory").clocks if clock.wall}
    assert walls == {code for code, *_ in LAW}
    assert not any(clock.wall for clock in shipped("hotline").clocks)


def test_only_the_handling_may_be_extended_once_by_thirty_days_and_by_the_head() -> None:
    extended = {clock.code: clock.extend for clock in shipped("statutory").clocks if clock.extend}
    assert set(extended) == {"handle"}
    assert extended["handle"].limit == Limit(amount=30, unit="days")
    assert (extended["handle"].times, extended["handle"].by) == (1, "body_head")
    assert extended["handle"].needs == "extension_notice"


def test_only_the_re_review_stands_still_and_only_for_a_hearing() -> None:
    paused = {clock.code: clock.pause for clock in shipped("statutory").clocks if clock.pause}
    assert paused == {"re_review": ("sitting_ordered:hearing",)}


def test_the_sixty_days_run_from_acceptance_under_the_petition_procedure() -> None:
    handle = shipped("statutory").clock_index["handle"]
    assert handle.start == ("accepted:6",)
    assert "replied" not in handle.stop, "an assist's reply ends nobody's sixty days"


def test_an_acceptance_leads_by_its_route() -> None:
    for action in shipped("statutory").action_index["accept"]:
        assert action.to == {**dict.fromkeys("1234", "diverted"), **dict.fromkeys("56", "handling")}


def test_a_new_lead_after_acceptance_does_not_accept_again() -> None:
    for do in ("reassign", "escalate", "return_down"):
        moved = {row.at: row.to for row in shipped("statutory").action_index[do]}
        assert moved[("dispatched", "received")] == "dispatched"
        assert moved[("handling",)] is None
        assert set(moved.values()) <= {"dispatched", "handling", None}


def test_a_case_closes_only_with_the_three_conditions_asked() -> None:
    (close,) = shipped("statutory").action_index["close"]
    assert ("petitioner_satisfied", "exemption_signed") in close.when
    assert {"clues_checked", "no_open_tracks", "disposition_safe"} <= set(close.when)


def test_only_the_petitioner_s_side_asks_for_a_remedy_and_in_time() -> None:
    for do in ("request_review", "request_re_review"):
        (row,) = shipped("statutory").action_index[do]
        assert set(row.by) == {"petitioner", "representative", "agent"}
        assert row.when == (f"within_{do.removeprefix('request_')}_apply",)


def test_a_window_is_asked_for_and_its_end_accuses_nobody() -> None:
    for code in CODES:
        found = shipped(code)
        windows = {clock.code for clock in found.clocks if clock.window}
        asked = {
            one.removeprefix(WITHIN)
            for action in found.actions
            for one in action.when
            if isinstance(one, str) and one.startswith(WITHIN)
        }
        # The court's thirty days are asked for by the rules themselves: each agreement has its own.
        assert windows == asked | {"judicial_confirmation"}
        assert not {breach.clock for breach in found.breaches} & windows


def test_every_duty_that_runs_out_is_told_to_somebody() -> None:
    for code in CODES:
        found = shipped(code)
        duties = {clock.code for clock in found.clocks if not clock.window}
        told = {row.clock for row in found.breaches if row.at == "due" and row.tell}
        # The periods a dispatch may set have no row of their own.
        assert duties | ASKED == told


def test_the_simple_procedure_is_the_full_one_with_shorter_clocks() -> None:
    simple, full = shipped("simple"), shipped("statutory")
    assert simple.extends == "statutory"
    for clock in full.clocks:
        assert simple.clock_index[clock.code].model_dump() == clock.model_dump()
    limits = {
        code: simple.clock_index[code].limit
        for code in set(simple.clock_index) - set(full.clock_index)
    }
    assert limits == {
        "simple_accept": Limit(amount=3, unit="working_days"),
        "simple_handle": Limit(amount=10, unit="working_days"),
    }
    (move,) = simple.action_index["move"]
    assert "handling" in move.at


def test_a_reopened_order_has_a_clock_again() -> None:
    assert "reopened:lead" in shipped("hotline").clock_index["handle"].start
    assert "reopened:lead" in shipped("statutory").clock_index["redo"].start


def test_no_number_of_the_hotline_claims_to_be_law() -> None:
    for clock in shipped("hotline").clocks:
        if clock.code == "judicial_confirmation":
            continue  # A window of the parties to a mediation, whatever the matter came in by.
        assert "[V]" not in clock.source
        assert {"[S]", "[L]", "[D]"} & set(re.findall(r"\[.\]", clock.source))


def test_every_clock_has_a_name_in_both_languages() -> None:
    for code in CODES:
        assert all(clock.zh and clock.en for clock in shipped(code).clocks)


def test_papers_are_signed_by_the_head_where_the_law_asks_for_it() -> None:
    found = shipped("statutory").sign_off_index
    assert found["opinion"].posts == ("section-head", "body-head")
    assert found["extension_notice"].posts == ("body-head",)
