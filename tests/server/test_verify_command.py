"""`verify`: whatever was done behind the door's back is named, and only projections are mended."""

from uuid import UUID

import pytest
from tests.county import give
from tests.ledger.writing import alter, note, remove
from tests.server.conftest import Verify
from tests.server.damaging import a_case, change, ledger_print, stream_of

from lianxin.cases.door import Passed
from lianxin.database import releases
from lianxin.server import soundness

pytestmark = pytest.mark.usefixtures("county")


@pytest.mark.parametrize("minor", [0, 9_999])
def test_a_server_behind_its_minor_releases_is_told_of(
    minor: int, verify: Verify, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "NEWEST", dict.fromkeys(releases.NEWEST, minor))
    code, told = verify("--quick")
    assert code == 0
    assert ("is behind" in told) is bool(minor)


@pytest.fixture
def case(county: str) -> Passed:
    """A case that is being handled."""
    return a_case()


def test_quick_leaves_the_projections_out(verify: Verify, case: Passed) -> None:
    change("UPDATE cases_case SET stage = 'closed'")
    code, told = verify("--quick")
    assert code == 0
    assert "projections were left out" in told


def test_an_altered_payload_is_named_with_case_and_entry(verify: Verify, case: Passed) -> None:
    alter(stream_of(case), 2, payload='{"lead":"housing"}')
    code, told = verify()
    assert code == 1
    where = f"payload_altered  case {case.state.number}, entry 2"
    assert where in told
    assert str(stream_of(case)) in told


def test_a_text_altered_past_the_trigger_is_named(verify: Verify, case: Passed) -> None:
    title = case.state.matter.title
    assert title
    change("UPDATE files_text SET body = '路灯好了' WHERE id = %s", UUID(title[:36]))
    code, told = verify()
    assert code == 1
    assert f"text_altered  text {title[:36]}" in told


def test_an_altered_header_is_named(verify: Verify, case: Passed) -> None:
    alter(stream_of(case), 3, person="clerk-housing")
    code, told = verify("--quick")
    assert code == 1
    assert f"header_altered  case {case.state.number}, entry 3" in told


def test_a_deleted_entry_is_named(verify: Verify, case: Passed) -> None:
    remove(stream_of(case), 2)
    code, told = verify()
    assert code == 1
    assert f"entry_missing  case {case.state.number}, entry 2: is gone" in told


def test_the_first_entry_being_gone_is_named_although_nothing_can_be_folded(
    verify: Verify, case: Passed
) -> None:
    remove(stream_of(case), 1)
    code, told = verify()
    assert code == 1
    assert f"entry_missing  case {case.state.number}, entry 1" in told
    assert "its entries cannot be folded" in told


def test_a_tail_cut_off_is_named_by_the_row_that_remembers_it(verify: Verify, case: Passed) -> None:
    remove(stream_of(case), case.sequence)
    code, told = verify()
    assert code == 1
    assert f"tail_missing  case {case.state.number}, entry {case.sequence}" in told


def test_two_entries_that_changed_places_are_named(verify: Verify, case: Passed) -> None:
    for there, here in ((1002, 2), (2, 3), (3, 1002)):
        change(
            "UPDATE ledger_entry SET sequence = %s WHERE stream = %s AND sequence = %s",
            *(there, stream_of(case), here),
        )
    code, told = verify()
    assert code == 1
    assert f"swapped  case {case.state.number}, entry 2" in told


def test_a_fault_outside_the_cases_is_named_by_its_family(verify: Verify) -> None:
    stream = UUID(int=7)
    note(stream)
    alter(stream, 1, payload="{}")
    code, told = verify()
    assert code == 1
    assert "payload_altered  a stream of org, entry 1" in told


DAMAGED_ROWS = [
    ("UPDATE cases_case SET stage = 'closed'", "stage"),
    ("UPDATE cases_case SET due_at = due_at + interval '30 days'", "due_at"),
    ("UPDATE cases_case SET shut = 'p:auditor-1'", "shut"),
    ("UPDATE cases_leg SET body = 'housing' WHERE role = 'lead'", "legs"),
    ("DELETE FROM cases_leg WHERE role = 'assist'", "legs"),
    ("DELETE FROM cases_party WHERE role = 'petitioner'", "parties"),
    (
        "INSERT INTO cases_party SELECT \"case\", 'a:clerk-tax', 'agent' FROM cases_party LIMIT 1",
        "parties",
    ),
]


@pytest.mark.parametrize(("damage", "named"), DAMAGED_ROWS)
def test_a_projection_that_differs_is_named_and_mended_without_touching_an_entry(
    verify: Verify, case: Passed, damage: str, named: str
) -> None:
    change(damage)
    before = ledger_print()
    code, told = verify()
    assert code == 1
    assert f"projection_differs  case {case.state.number}: differs in {named}" in told

    code, told = verify("--repair-projections")
    assert code == 1
    assert "The rows of 1 cases were written anew" in told
    assert verify()[0] == 0
    assert ledger_print() == before


def test_a_state_written_down_in_another_order_says_the_same(verify: Verify, case: Passed) -> None:
    change("UPDATE cases_case SET state = state::jsonb::text")
    assert verify()[0] == 0


def test_a_case_without_its_row_is_named_and_mended(verify: Verify, case: Passed) -> None:
    change("DELETE FROM cases_case")
    code, told = verify("--repair-projections")
    assert code == 1
    assert f"projection_differs  case {case.state.number}: entries without a case row" in told
    assert verify()[0] == 0
    assert give("clerk-urban", case.state.number, "note", text="查看。", public=False).sequence == 6


def test_rows_of_no_case_are_named_and_taken_away(verify: Verify, case: Passed) -> None:
    change(
        "INSERT INTO cases_party (\"case\", who, role) VALUES (%s, 'a:clerk-tax', 'agent')",
        UUID(int=5),
    )
    code, told = verify("--repair-projections")
    assert code == 1
    assert "legs or parties without a case row" in told
    assert verify()[0] == 0


def test_rows_beside_a_damaged_stream_are_evidence_and_stay(verify: Verify, case: Passed) -> None:
    remove(stream_of(case), case.sequence)
    code, told = verify("--repair-projections")
    assert code == 1
    assert f"case {case.state.number}: left as it is" in told
    assert f"tail_missing  case {case.state.number}" in verify()[1]


def test_countless_faults_are_counted_and_not_all_named(
    verify: Verify, case: Passed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soundness, "MOST_NAMED", 2)
    change("UPDATE ledger_entry SET person = 'wang' WHERE stream = %s", stream_of(case))
    code, told = verify("--quick")
    assert code == 1
    assert "… and 3 further faults." in told
    assert "5 faults" in told


@pytest.mark.parametrize(
    "words",
    [
        ("--quick", "--repair-projections"),
        ("--key", "ab" * 32),
        ("--receipt", "ab"),
        ("--key", "x"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(verify: Verify, words: list[str]) -> None:
    assert verify(*words)[0] == 2
