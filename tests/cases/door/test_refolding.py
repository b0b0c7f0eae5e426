"""A row of an older fold version is never decided on; one of a newer version not at all."""

from typing import Any
from uuid import UUID

import pytest

from lianxin.cases import rebuild
from lianxin.cases.door.refolding import Unfoldable
from lianxin.database.unfit import NewerDatabase
from lianxin.ledger import reading
from lianxin.rules.refusals import Refused
from lianxin.rules.state import FOLD_VERSION
from tests.cases import tables
from tests.county import give, register
from tests.ledger.writing import remove

STALE = (
    "UPDATE cases_case SET fold_version = 0, lead = 'water',"
    " state = replace(state, 'urban-management', 'water') WHERE id = %s"
)


@pytest.fixture
def case(county: str) -> Any:
    """A case that the urban management leads."""
    passed = register()
    return give("dispatcher-1", passed.state.number, "assign", lead="urban-management").state


def lay_hands(sql: str, case: UUID) -> None:
    """Change a row as another version of the product could have left it."""
    with tables.door_open():
        tables.run(sql, case)


def test_the_door_decides_on_what_the_entries_say_and_writes_the_row_anew(case: Any) -> None:
    lay_hands(STALE, UUID(case.id))
    lay_hands("UPDATE cases_leg SET body = 'water' WHERE \"case\" = %s", UUID(case.id))
    passed = give("clerk-urban", case.number, "receive")
    assert passed.state.lead is not None
    assert passed.state.lead.body == "urban-management"
    assert list(rebuild.differences()) == []


def test_whoever_the_stale_row_lets_in_is_refused(case: Any) -> None:
    lay_hands(STALE, UUID(case.id))
    with pytest.raises(Refused):
        give("clerk-water", case.number, "receive")


def test_a_row_of_a_newer_version_is_not_decided_on(case: Any) -> None:
    lay_hands(
        f"UPDATE cases_case SET fold_version = {FOLD_VERSION + 1} WHERE id = %s", UUID(case.id)
    )
    with pytest.raises(NewerDatabase, match="newer version"):
        give("clerk-urban", case.number, "receive")


def test_older_rows_are_folded_anew_in_batches_and_a_killed_run_is_gone_on_with(
    county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [UUID(register().state.id) for _ in range(5)]
    for case in cases:
        lay_hands("UPDATE cases_case SET fold_version = 0, stage = 'x' WHERE id = %s", case)
    assert rebuild.older() == 5
    monkeypatch.setattr(rebuild, "BATCH", 2)

    def killed(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild.fold_older_anew(progress=killed)
    assert rebuild.older() == 3
    counts: list[int] = []
    assert rebuild.fold_older_anew(progress=counts.append) == {}
    assert counts == [2, 3]
    assert (rebuild.older(), list(rebuild.differences())) == (0, [])


def test_a_case_row_without_any_entry_is_named_and_stays_as_it_is(case: Any) -> None:
    entryless = UUID(case.id)
    lay_hands("UPDATE cases_case SET fold_version = 0 WHERE id = %s", entryless)
    for entry in reading.entries(entryless):
        remove(entryless, entry.sequence)
    legs = tables.count("cases_leg")
    stumbled = rebuild.fold_older_anew()
    assert {stream: str(no) for stream, no in stumbled.items()} == {entryless: "there is no entry"}
    assert (rebuild.older(), tables.count("cases_leg")) == (1, legs)


def test_a_damaged_case_holds_up_no_other_and_stays_as_it_is(county: str) -> None:
    numbers = {UUID(passed.state.id): passed.state.number for passed in (register(), register())}
    damaged, whole = numbers
    give("dispatcher-1", numbers[damaged], "assign", lead="urban-management")
    for case in (damaged, whole):
        lay_hands("UPDATE cases_case SET fold_version = 0 WHERE id = %s", case)
    remove(damaged, 1)
    stumbled = rebuild.fold_older_anew()
    assert {case: type(no) for case, no in stumbled.items()} == {damaged: Unfoldable}
    assert rebuild.older() == 1
    assert [row.stream for row in rebuild.differences()] == [damaged]
