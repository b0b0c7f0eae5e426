"""`audit`: one case's whole story, without a name and without a text."""

from collections.abc import Callable

import pytest
from tests.county import AT, PLAIN, give, register
from tests.ledger.writing import alter, remove
from tests.server.damaging import a_case, change, stream_of

from lianxin.cases.door import Passed
from lianxin.server import cli

pytestmark = pytest.mark.usefixtures("county")
Audit = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def case(county: str) -> Passed:
    """A case that is being handled."""
    return a_case()


@pytest.fixture
def audit(capsys: pytest.CaptureFixture[str]) -> Audit:
    """Runs the command and gives its exit code, what it told and what it complained about."""

    def run(number: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["audit", number])
        found = capsys.readouterr()
        return code, found.out, found.err

    return run


def test_the_story_of_a_case_is_told_in_times_of_china(audit: Audit, case: Passed) -> None:
    code, told, _ = audit(case.state.number.lower())
    assert code == 0
    first = f"1  {AT.replace(hour=8):%Y-%m-%d %H:%M:%S}  registered  by operator-1"
    assert first in told
    assert "dispatcher-1 · hotline-dispatcher · hotline" in told
    assert "clock handle started, due 2026-03-09" in told
    assert f"Case {case.state.number}: handling (phase handling)" in told
    assert "1. urban-management (lead, assign): handling" in told
    assert "2. liuyin (assist, assign): offered" in told
    assert "rule: 5 working_days, ends with the minute" in told
    assert "2026-03-07 周末 (weekend)" in told
    assert case.head.hex() in told
    assert "5 entries, each follows from the one before; the rows agree with them." in told
    assert "No seal covers it yet." in told


def test_no_name_number_or_text_is_told(audit: Audit, case: Passed) -> None:
    _, told, _ = audit(case.state.number)
    assert "text 0" in told
    person = PLAIN["petitioner"]
    assert isinstance(person, dict)
    for secret in (PLAIN["title"], PLAIN["text"], *person.values(), *case.state.people.petitioners):
        assert str(secret) not in told


def test_a_clock_that_ran_out_and_one_that_was_late_are_told(audit: Audit, county: str) -> None:
    number = register().state.number
    _, told, _ = audit(number)
    assert "dispatch (" in told
    assert "OVERDUE" in told
    give("dispatcher-1", number, "assign", at=AT.replace(day=20), lead="urban-management")
    _, told, _ = audit(number)
    assert ", late" in told


def test_damage_is_told_and_is_no_good_end(audit: Audit, case: Passed) -> None:
    alter(stream_of(case), 2, person="clerk-housing")
    change("UPDATE cases_case SET stage = 'closed'")
    code, told, _ = audit(case.state.number)
    assert code == 1
    assert "header_altered  entry 2" in told
    assert "projection_differs  differs in stage" in told


def test_entries_that_give_no_case_are_told_all_the_same(audit: Audit, case: Passed) -> None:
    remove(stream_of(case), 1)
    alter(stream_of(case), 2, payload="no json")
    code, told, wrong = audit(case.state.number)
    assert code == 1
    assert "the payload cannot be read" in told
    assert "No case comes of these entries" in wrong
    assert "entry_missing  entry 1" in told


def test_a_case_whose_row_is_gone_is_found_by_its_entries(audit: Audit, case: Passed) -> None:
    change("DELETE FROM cases_case")
    code, told, _ = audit(case.state.number)
    assert f"Case {case.state.number}: handling" in told
    assert code == 1
    assert "entries without a case row" in told


def test_an_unknown_number_is_said(audit: Audit, county: str) -> None:
    code, _, wrong = audit("QINGHE-260302-ABCDEF")
    assert (code, wrong) == (1, "There is no case QINGHE-260302-ABCDEF.\n")
