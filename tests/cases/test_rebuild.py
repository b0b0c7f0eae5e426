"""The rows are convenience, the ledger is the record: what differs is found and put right."""

import os
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from lianxin.cases import rebuild
from lianxin.cases.door.refolding import Unfoldable
from lianxin.cases.statements import COLUMNS
from lianxin.ledger import verify
from tests.cases import tables
from tests.county import AT, give, register
from tests.ledger.writing import alter, remove

CHANGES = {
    "stage": "'closed'",
    "phase": "'closed'",
    "is_open": "NOT is_open",
    "kind": "'thanks'",
    "channel": "'web'",
    "category": "NULL",
    "area_path": "'/'",
    "centre": "NULL",
    "registrar_body": "'water'",
    "lead": "'water'",
    "last_lead": "'water'",
    "risk": "'red'",
    "progress": "'A'",
    "urgent": "NOT urgent",
    "procedure": "'statutory'",
    "version": "'0'",
    "shut": "'b:water'",
    "title": "gen_random_uuid()",
    "external_id": "'x'",
    "registered_at": "registered_at + interval '1 second'",
    "due_at": "due_at + interval '1 second'",
    "ring_at": "NULL",
    "provisional": "NOT provisional",
    "sequence": "sequence - 1",
    "head": "sha256(head)",
    "fold_version": "0",
    "state": "replace(state, 'urban-management', 'water')",
    "number": "number || 'X'",
    "query_key": "sha256(query_key)",
}


@pytest.fixture
def cases(county: str) -> list[UUID]:
    """Three dispatched cases, the second of which somebody will lay hands on."""
    made = []
    for _ in range(3):
        passed = register()
        give("dispatcher-1", passed.state.number, "set_leader", leaders=["leader-1"])
        give(
            "dispatcher-1",
            passed.state.number,
            "assign",
            lead="urban-management",
            assist=["utilities"],
        )
        made.append(UUID(passed.state.id))
    return made


def told() -> dict[UUID, str]:
    """What differs, by case."""
    return {one.stream: one.told for one in rebuild.differences()}


def lay_hands(sql: str, case: UUID) -> None:
    """Change a row as somebody with every right could."""
    with tables.door_open():
        tables.run(sql, case)


def test_nothing_differs_after_real_lives(played: dict[str, Any]) -> None:
    compared: list[int] = []
    assert list(rebuild.differences(progress=compared.append)) == []
    assert compared == [len(played)]


def test_an_older_database_learns_of_itself_which_legs_stand_beside(played: dict[str, Any]) -> None:
    step = import_module("lianxin.cases.migrations.0005_legs_beside_the_lead")
    with tables.door_open():
        tables.run("UPDATE cases_leg SET beside = false")
    assert list(rebuild.differences()) != []
    tables.run(step.FILL)
    assert list(rebuild.differences()) == []


def test_several_processes_compare_what_one_compares(
    open_county: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = sorted(UUID(register().state.id) for _ in range(5))
    with transaction.atomic():
        lay_hands("UPDATE cases_case SET stage = 'closed' WHERE id = %s", cases[1])
        lay_hands("UPDATE cases_case SET risk = 'red' WHERE id = %s", cases[4])
    with verify.snapshot():
        alone = list(rebuild.differences())
    assert [one.stream for one in alone] == [cases[1], cases[4]]
    monkeypatch.setattr(rebuild, "MUCH", 0)
    monkeypatch.setattr(rebuild, "PIECE", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    counts: list[int] = []
    with verify.snapshot():
        assert list(rebuild.differences(progress=counts.append)) == alone
    assert counts == [2, 4, 5]


@pytest.mark.parametrize("column", CHANGES)
def test_a_changed_column_is_named_and_put_right(cases: list[UUID], column: str) -> None:
    before = tables.all_tables()
    lay_hands(f"UPDATE cases_case SET {column} = {CHANGES[column]} WHERE id = %s", cases[1])
    assert told() == {cases[1]: f"differs in {column}"}
    assert [one.told for one in rebuild.differences_of(cases[1])] == [f"differs in {column}"]
    assert rebuild.differences_of(cases[0]) == []
    rebuild.repair(cases[1])
    assert tables.all_tables() == before


def test_every_column_but_the_key_is_tried() -> None:
    assert set(CHANGES) == set(COLUMNS) - {"id"}


AROUND = {
    "a changed leg": ("UPDATE cases_leg SET body = 'water' WHERE \"case\" = %s AND n = 1", "legs"),
    "a reopened leg": (
        "UPDATE cases_leg SET state = 'released', is_open = false WHERE \"case\" = %s AND n = 1",
        "legs",
    ),
    "a leg that takes itself for the lead's": (
        'UPDATE cases_leg SET beside = NOT beside WHERE "case" = %s AND n = 2',
        "legs",
    ),
    "a leg too few": ('DELETE FROM cases_leg WHERE "case" = %s AND n = 2', "legs"),
    "a leg too many": (
        "INSERT INTO cases_leg SELECT \"case\", 9, 'water', role, instrument, state, is_open,"
        ' opened_at, beside FROM cases_leg WHERE "case" = %s AND n = 2',
        "legs",
    ),
    "a party too few": (
        "DELETE FROM cases_party WHERE \"case\" = %s AND role = 'leader'",
        "parties",
    ),
    "a party too many": (
        "INSERT INTO cases_party SELECT id, 'a:clerk-water', 'leader' FROM cases_case"
        " WHERE id = %s",
        "parties",
    ),
}


@pytest.mark.parametrize(("sql", "what"), AROUND.values(), ids=AROUND.keys())
def test_a_changed_leg_or_party_is_named_and_put_right(
    cases: list[UUID], sql: str, what: str
) -> None:
    before = tables.all_tables()
    lay_hands(sql, cases[1])
    assert told() == {cases[1]: f"differs in {what}"}
    rebuild.repair(cases[1])
    assert tables.all_tables() == before


def test_a_case_without_its_row_is_found_and_comes_back_with_legs_and_parties(
    cases: list[UUID],
) -> None:
    before = tables.all_tables()
    for sql in (
        "DELETE FROM cases_case WHERE id = %s",
        'DELETE FROM cases_leg WHERE "case" = %s',
        'DELETE FROM cases_party WHERE "case" = %s',
    ):
        lay_hands(sql, cases[1])
    (missing,) = rebuild.differences()
    number = next(row["number"] for row in before["case"] if row["id"] == cases[1])
    assert (missing.stream, missing.number) == (cases[1], number)
    assert missing.told == "entries without a case row"
    rebuild.repair(cases[1])
    assert tables.all_tables() == before


def test_legs_that_lost_their_case_are_found(cases: list[UUID]) -> None:
    before = tables.all_tables()
    lay_hands("DELETE FROM cases_case WHERE id = %s", cases[1])
    assert [one.told for one in rebuild.differences()] == [
        "entries without a case row",
        "legs or parties without a case row",
    ]
    rebuild.repair(cases[1])
    assert tables.all_tables() == before


def test_a_row_that_no_entry_speaks_of_is_found(cases: list[UUID]) -> None:
    lay_hands(
        "INSERT INTO cases_case SELECT (jsonb_populate_record(held, jsonb_build_object("
        "'id', gen_random_uuid(), 'number', 'QINGHE-260302-FORGED', 'query_key', '\\x00'))).*"
        " FROM cases_case AS held WHERE id = %s",
        cases[1],
    )
    (forged,) = rebuild.differences()
    assert (forged.number, forged.told) == ("QINGHE-260302-FORGED", "a case row without any entry")


def test_several_differences_of_one_case_are_told_together(cases: list[UUID]) -> None:
    lay_hands("UPDATE cases_case SET stage = 'x', risk = 'red' WHERE id = %s", cases[1])
    lay_hands('DELETE FROM cases_leg WHERE "case" = %s', cases[1])
    assert told() == {cases[1]: "differs in stage, risk, legs"}


def test_an_altered_ledger_is_not_covered_up_by_a_repair(cases: list[UUID]) -> None:
    before = tables.all_tables()
    alter(cases[1], 1, payload='{"number":"x"}')
    assert told()[cases[1]].startswith("its entries cannot be folded")
    with pytest.raises(Unfoldable):
        rebuild.repair(cases[1])
    after = tables.all_tables()
    assert {name: after[name] for name in ("case", "leg", "party")} == {
        name: before[name] for name in ("case", "leg", "party")
    }


def test_a_ledger_without_its_beginning_cannot_be_folded(cases: list[UUID]) -> None:
    remove(cases[1], 1)
    assert told()[cases[1]].startswith("its entries cannot be folded")


def test_a_ledger_that_was_cut_short_differs_from_its_row(cases: list[UUID]) -> None:
    remove(cases[1], 3)
    assert "sequence" in told()[cases[1]]


def test_a_repair_of_what_is_right_changes_nothing(cases: list[UUID]) -> None:
    before = tables.all_tables()
    for case in cases:
        rebuild.repair(case)
    assert tables.all_tables() == before


def test_a_repaired_case_goes_on(cases: list[UUID]) -> None:
    lay_hands("UPDATE cases_case SET stage = 'closed', state = '{}' WHERE id = %s", cases[1])
    rebuild.repair(cases[1])
    number = tables.row("SELECT number FROM cases_case WHERE id = %s", cases[1])["number"]
    assert give("clerk-urban", number, "receive", at=AT).state.stage == "received"
    assert told() == {}
