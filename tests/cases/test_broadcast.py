"""Told for information: who finds the matter then, who is told, and what the petitioner never sees."""

import pytest

from lianxin.cases.reading import history, queries
from lianxin.cases.reading.filters import Filters
from lianxin.notices import queries as notices
from lianxin.notices import reading
from lianxin.rules.refusals import Refused
from tests.cases.sight import LATER
from tests.county import give, officer, petitioner, register

TOLD = Filters(waiting="informed")


def told() -> str:
    """A matter led by one body, of which another one was told."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("dispatcher-1", number, "broadcast", bodies=["veterans"], text="请知悉。")
    return number


def listed(person: str) -> list[str]:
    """The cases somebody was told of, by list and by count alike."""
    actor = officer(person)
    rows = queries.page(actor, TOLD, at=LATER).rows
    assert queries.count(actor, TOLD, at=LATER) == len(rows)
    return [row.number for row in rows]


def test_the_body_that_was_told_finds_the_matter_and_nobody_else_does(county: str) -> None:
    number = told()
    assert listed("clerk-veterans") == [number]
    assert listed("clerk-urban") == listed("clerk-women") == []
    assert queries.view(officer("clerk-veterans"), number, at=LATER).commands == ()
    with pytest.raises(Refused, match="not_visible"):
        queries.view(officer("clerk-women"), number, at=LATER)


def test_the_body_is_told_by_a_notice(county: str) -> None:
    number = told()
    reading.take(LATER)
    mine = notices.mine(officer("clerk-veterans"))
    assert [(notice.fact, notice.number) for notice in mine] == [("broadcast", number)]


def test_the_petitioner_sees_that_something_happened_and_not_what(county: str) -> None:
    number = told()
    entries = history.entries(petitioner(number), number, at=LATER)
    (broadcast,) = [entry for entry in entries if entry.fact == "broadcast"]
    assert (broadcast.payload, broadcast.spoken) == (None, None)
    (seen,) = [
        entry
        for entry in history.entries(officer("dispatcher-1"), number, at=LATER)
        if entry.fact == "broadcast"
    ]
    assert seen.payload is not None
    assert seen.payload["bodies"] == ["veterans"]


def test_what_was_ended_is_found_by_nobody_who_was_told(county: str) -> None:
    number = told()
    give("dispatcher-1", number, "end_broadcast", bodies=["veterans"], reason="误抄")
    assert listed("clerk-veterans") == []
    with pytest.raises(Refused, match="not_visible"):
        queries.view(officer("clerk-veterans"), number, at=LATER)
