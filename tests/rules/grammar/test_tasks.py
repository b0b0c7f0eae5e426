"""Clocks of which there is one each: what a procedure may say of them, and what it may narrow."""

import pytest

from lianxin.rules.procedures import ClockRule, Limit
from tests.rules.known import ROW_LINE, compiled, lone, over, told

WHAT = 'stop = ["task_reported"], whose = "tasked"'
FAULTS = [
    ('each = "leg", limit = "1 days", start = "tasked"', "not_one_of"),
    ('limit = "1 days", start = "tasked"', "tasked_without_each"),
    ('each = "assist", limit = "1 days", start = "tasked"', "tasked_without_each"),
    ('each = "assist", limit = "as set", start = "assist_added"', "set_without_task"),
    ('limit = "as set", start = "assigned"', "set_without_task"),
    ('each = "task", limit = "as set", fallback = "as set", start = "tasked"', "wrong_limit"),
    ('each = "task", limit = "1 days", fallback = "2 days", start = "tasked"', "fallback_unused"),
    (
        'each = "task", limit = "as set", start = "tasked", extend = { limit = "1 days" }',
        "set_and_moved",
    ),
    ('each = "task", limit = "as set", start = "tasked:wish"', "unknown_qualifier"),
    ('each = "task", limit = "1 days", start = "raised"', "each_from_the_first"),
]


def clock(row: str, code: str) -> ClockRule:
    """A clock of the petition procedure as a row leaves it."""
    return compiled(over("clocks", row)).clock_index[code]


@pytest.mark.parametrize(("said", "code"), FAULTS)
def test_a_fault_is_told_with_its_line(said: str, code: str) -> None:
    row = f'{{ code = "a", {said}, {WHAT} }}'
    assert (ROW_LINE["clocks"], code) in told(lone("clocks", row))


def test_a_task_being_given_starts_a_clock_and_stops_none() -> None:
    row = (
        '{ code = "a", each = "task", limit = "1 days", start = "tasked:advice", stop = ["tasked"],'
        ' whose = "tasked" }'
    )
    assert told(lone("clocks", row)) == [(ROW_LINE["clocks"], "tasked_is_a_start")]


def test_a_clock_counts_to_the_set_moment_with_or_without_a_fallback() -> None:
    row = f'{{ code = "a", each = "task", limit = "as set", start = "tasked", {WHAT} }}'
    alone = compiled(lone("clocks", row)).clock_index["a"]
    assert (alone.each, alone.as_set, alone.limit) == ("task", True, {})
    text = lone("clocks", row.replace('"as set",', '"as set", fallback = "2 days",'))
    assert compiled(text).clock_index["a"].limit == Limit(amount=2, unit="days")


def test_a_breach_may_speak_of_the_periods_that_a_dispatch_sets() -> None:
    for code in ("report", "assist"):
        row = f'{{ clock = "{code}", at = "due", tell = ["lead"] }}'
        assert compiled(lone("breaches", row)).breaches[-1].clock == code


def test_a_set_moment_keeps_its_fallback_which_may_be_shorter() -> None:
    same = clock('{ code = "advice_reply", limit = "as set", roll = "none" }', "advice_reply")
    assert (same.as_set, same.limit) == (True, Limit(amount=30, unit="days"))
    row = '{ code = "advice_reply", limit = "as set", fallback = "10 days" }'
    assert clock(row, "advice_reply").limit == Limit(amount=10, unit="days")
    mine = clock('{ code = "instruction", limit = "3 days" }', "instruction")
    assert (mine.as_set, mine.limit) == (True, Limit(amount=3, unit="days"))


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{ code = "advice_reply", limit = "as set", fallback = "60 days" }', "lengthened"),
        ('{ code = "advice_reply", each = "assist" }', "each_changed"),
        ('{ code = "handle", each = "task" }', "each_changed"),
        ('{ code = "handle", limit = "as set" }', "limit_unset"),
    ],
)
def test_a_row_may_not_widen_such_a_clock(row: str, code: str) -> None:
    assert told(over("clocks", row)) == [(7, code)]
