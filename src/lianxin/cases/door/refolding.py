"""A case folded anew from its entries, and its rows written so: the ledger is the record, not the row.

Whoever writes holds the case and has opened the door.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple
from typing import Any
from uuid import UUID

from django.db import connection

from lianxin.cases import rows as case_rows
from lianxin.cases import statements
from lianxin.database.unfit import FOREIGN, NewerDatabase
from lianxin.ledger import reading
from lianxin.ledger.reading import Entry
from lianxin.rules import facts as released
from lianxin.rules.ask import Stamp
from lianxin.rules.evolve import evolve
from lianxin.rules.state import FOLD_VERSION, CaseState

MOST_TOLD = 160
"""Characters of why a fold stumbled."""
Folded = tuple[CaseState, int, bytes]
# What a fold may stumble over once somebody has altered or taken away an entry.
_STUMBLES = (AssertionError, AttributeError, LookupError, TypeError, ValueError)


class Unfoldable(Exception):
    """The entries of a case give no case: some are altered or gone, which the chain check names."""


def folded(stream: UUID, entries: Sequence[Entry]) -> Folded | None:
    """Return a case folded from its entries, with the head; None where there are none."""
    state, sequence, head = None, 0, b""
    for row in entries:
        fact = released.read(row.fact, row.payload)
        state = evolve(state, fact, Stamp(str(stream), row.at, row.person, row.post, row.body))
        sequence, head = row.sequence, row.digest
    return (state, sequence, head) if state is not None else None


def folded_or_refused(stream: UUID, entries: Sequence[Entry]) -> Folded | None:
    """Return what `folded` does, of entries that may have been tampered with. Raises Unfoldable."""
    try:
        return folded(stream, entries)
    except _STUMBLES as no:
        reason = " ".join(f"{type(no).__name__}: {no}".split())
        raise Unfoldable(reason[:MOST_TOLD]) from no


def current_state(case: UUID, *, fold_version: int) -> CaseState:
    """Return a case whose row is of another fold version as today's folds give it.

    Raises NewerDatabase for a row of a newer version, Unfoldable where the entries give no case.
    """
    if fold_version > FOLD_VERSION:
        raise NewerDatabase(FOREIGN)
    return _folded_case(case, reading.entries(case))[0]


def write_anew(cases: Iterable[UUID]) -> dict[UUID, Unfoldable]:
    """Write the rows of cases as their entries give them; returns those of which they give no case.

    What gives none is left as it is.
    """
    ids = list(cases)
    entries = reading.entries_of(ids)
    anew: dict[UUID, Folded] = {}
    stumbled: dict[UUID, Unfoldable] = {}
    for case in ids:
        try:
            anew[case] = _folded_case(case, entries.get(case, []))
        except Unfoldable as no:
            stumbled[case] = no
    forget_around(anew)
    _write(list(anew.values()))
    return stumbled


def forget_around(cases: Iterable[UUID]) -> None:
    """Take the legs and parties of cases away."""
    with connection.cursor() as cursor:
        for statement in (statements.FORGET_LEGS, statements.FORGET_PARTIES):
            cursor.execute(statement, [list(cases)])


def _folded_case(case: UUID, entries: Sequence[Entry]) -> Folded:
    fold = folded_or_refused(case, entries)
    if fold is None:
        raise Unfoldable("there is no entry")
    return fold


def _write(cases: Sequence[Folded]) -> None:
    legs: list[tuple[Any, ...]] = []
    parties: list[tuple[Any, ...]] = []
    for state, _, _ in cases:
        # Closed ones first: at no moment may two lead legs be open.
        legs += sorted(case_rows.legs(state), key=lambda leg: (leg[6], leg[1]))
        parties += sorted(case_rows.parties(state))
    with connection.cursor() as cursor:
        rows = [case_rows.case_row(state, sequence=n, head=head) for state, n, head in cases]
        cursor.executemany(statements.ROW_ANEW, [astuple(row) for row in rows])
        cursor.executemany(statements.LEG_ANEW, legs)
        cursor.executemany(statements.PARTY_ANEW, parties)
