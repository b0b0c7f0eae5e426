"""The procedures that ship, under proof: no order of commands traps a matter in any of them."""

import re

import pytest

from tests.rules.proving.examples import files, findings_of, found

ROWS = {
    "the day of a hearing": ("base/statutory", "hold_hearing", ("nobody_owes", "re_reviewing")),
    "who leads next": ("base/statutory", "name_lead", ("nobody_owes", "handling")),
    "a question answered anew": ("base/statutory", "perform_again", ("nobody_owes", "handling")),
    "a pause looked at again": ("base/hotline", "look_again", ("nobody_owes", "dispatched")),
}
"""Clocks without which nobody would owe anything: the file, the clock, and the finding without it."""


@pytest.mark.parametrize("name", sorted(files()))
def test_a_procedure_that_ships_has_no_trap(name: str) -> None:
    assert [trap.told("en") for trap in findings_of(name)] == []


@pytest.mark.parametrize("row", sorted(ROWS))
def test_without_a_clock_its_trap_is_found(row: str) -> None:
    name, clock, key = ROWS[row]
    rows = re.compile(rf'  {{ (?:code|clock) = "{clock}"[^\n]*\n')
    text, count = rows.subn("", files()[name].read_text(encoding="utf-8"))
    assert count
    assert key in {trap.key for trap in found(text)}
