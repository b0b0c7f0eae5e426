"""A large ledger is checked by several processes at once, and kept heads all together."""

import os
from collections.abc import Sequence
from uuid import UUID

import pytest
from django.db import connection

from lianxin.ledger import parts, verify
from lianxin.ledger.case_stream import Head, chain
from tests.ledger.writing import a_case, alter, every_right, insert, origin, remove

pytestmark = pytest.mark.usefixtures("committed")


def found(*, kept: Sequence[str] = ()) -> list[tuple[str, UUID | None, int]]:
    """What a verification names: kind, stream, sequence."""
    faults = verify.run(kept=kept).faults
    return [(fault.kind, fault.stream, fault.sequence) for fault in faults]


def test_the_heads_that_a_table_keeps_are_held_against_the_last_entries() -> None:
    whole, cut, gone, anew, more = (a_case(3) for _ in range(5))
    with every_right() as cursor:
        cursor.execute("CREATE TABLE kept_heads (stream uuid, sequence integer, digest bytea)")
    try:
        with connection.cursor() as cursor:
            for rows in (whole, cut, gone, anew, more):
                cursor.execute(
                    "INSERT INTO kept_heads VALUES (%s, %s, %s)",
                    (rows[-1].stream, 3, rows[-1].digest),
                )
        kept = ["SELECT stream, sequence, digest FROM kept_heads"]
        assert found(kept=kept) == []
        remove(cut[0].stream, 3)
        remove(gone[0].stream, 1, 2, 3)
        remove(anew[0].stream, 3)
        insert(chain(origin(anew[0].stream), [("closed", "{}")], head=Head(2, anew[1].digest)))
        insert(chain(origin(more[0].stream), [("closed", "{}")], head=Head(3, more[2].digest)))
        assert sorted(found(kept=kept), key=str) == sorted(
            [
                ("tail_missing", cut[0].stream, 3),
                ("tail_missing", gone[0].stream, 3),
                ("head_differs", anew[0].stream, 3),
                ("head_differs", more[0].stream, 3),
            ],
            key=str,
        )
    finally:
        with every_right() as cursor:
            cursor.execute("DROP TABLE kept_heads")


def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [a_case(4) for _ in range(20)]
    alter(many[3][0].stream, 2, payload="{}")
    remove(many[11][0].stream, 3)
    alone = found()
    assert len(alone) == 2
    monkeypatch.setattr(parts, "MUCH", 0)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    told: list[int] = []
    report = verify.run(progress=told.append)
    assert [(one.kind, one.stream, one.sequence) for one in sorted(report.faults, key=str)] == [
        *sorted(alone, key=str)
    ]
    assert report.checked == told[-1] == 20 * 4 - 1
