"""Lists: every case once, in order, and each filter as it says."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import BadCursor, Order
from tests.cases.sight import ALL, LATER, listed, states, visible
from tests.county import AT, officer, register


@pytest.mark.parametrize("order", ["newest", "due"])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_pages_of_a_list_give_each_case_once(
    played: dict[str, Any], order: Order, limit: int
) -> None:
    for person in ("dispatcher-1", "clerk-urban", "head-qinghe"):
        actor = officer(person)
        numbers = listed(actor, order=order, limit=limit)
        assert len(numbers) == len(set(numbers))
        whole = queries.page(actor, ALL, at=LATER, limit=200, order=order)
        assert numbers == [line.number for line in whole.rows]
        assert whole.next_cursor is None


def test_the_newest_stand_first_and_the_most_pressing_first(played: dict[str, Any]) -> None:
    dispatcher = officer("dispatcher-1")
    newest = queries.page(dispatcher, ALL, at=LATER, limit=200).rows
    assert [line.id for line in newest] == sorted((line.id for line in newest), reverse=True)
    pressing = queries.page(dispatcher, ALL, at=LATER, limit=200, order="due").rows
    due = [line.due_at or LATER.replace(year=9999) for line in pressing]
    assert due == sorted(due)
    assert len(due) > 10


def test_a_case_that_comes_in_while_somebody_turns_pages_pushes_nothing_out(county: str) -> None:
    minutes = [AT + timedelta(minutes=n) for n in range(5)]
    before = [register(at=at).state.number for at in minutes[:4]]
    dispatcher = officer("dispatcher-1")
    first = queries.page(dispatcher, ALL, at=AT, limit=2)
    register(at=minutes[4])
    second = queries.page(dispatcher, ALL, at=AT, limit=2, cursor=first.next_cursor)
    told = [line.number for line in (*first.rows, *second.rows)]
    assert sorted(told) == sorted(before)


def cursor_of(value: Any) -> str:
    """A cursor as somebody might make one."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


DAY = "2026-03-02T00:30:00+00:00"
SOME_ID = "0195f2c4-7d00-7000-8000-000000000000"


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "柳",
        "AAAA",
        "%00",
        cursor_of(1),
        cursor_of([]),
        cursor_of([SOME_ID]),
        cursor_of([SOME_ID, DAY, 1]),
        cursor_of([1, DAY]),
        cursor_of([SOME_ID, 1]),
        cursor_of(["1", DAY]),
        cursor_of([SOME_ID, "yesterday"]),
        cursor_of([SOME_ID, "0001-01-01T00:00:00+14:00"]),
        cursor_of({"a": 1, "b": 2}),
        base64.urlsafe_b64encode(b"[" * 3000).decode(),
    ],
)
@pytest.mark.parametrize("order", ["newest", "due"])
def test_a_cursor_that_no_list_gave_is_refused(county: str, cursor: str, order: Order) -> None:
    with pytest.raises(BadCursor):
        queries.page(officer("dispatcher-1"), ALL, at=AT, cursor=cursor, order=order)


def test_each_filter_keeps_what_it_says(played: dict[str, Any]) -> None:
    cases = states()
    dispatcher = officer("dispatcher-1")
    mine = visible(dispatcher, cases.values())

    def kept(**told: Any) -> set[str]:
        filters = Filters(**told)
        page = queries.page(dispatcher, filters, at=LATER, limit=200)
        numbers = {line.number for line in page.rows}
        assert queries.count(dispatcher, filters, at=LATER) == len(numbers)
        return numbers

    def those(test: Any) -> set[str]:
        found = {number for number in mine if test(cases[number])}
        assert found, "the filter is tried on nothing"
        return found

    assert kept(stage="dispatched") == those(lambda it: it.stage == "dispatched")
    assert kept(phase="answered") == those(lambda it: it.phase == "answered")
    assert kept(kind="claim") == those(lambda it: it.matter.kind == "claim")
    assert kept(channel="letter") == those(lambda it: it.matter.channel == "letter")
    assert kept(area="chengguan") == those(lambda it: "chengguan" in it.matter.area_path)
    assert kept(area="nowhere") == set()
    assert kept(open=True) == those(lambda it: not it.is_final)
    assert kept(open=False) == those(lambda it: it.is_final)
    lead = {number for number in mine if (leg := cases[number].last_lead) and leg.body == "market"}
    assert kept(body="market") == lead != set()
    under = those(lambda it: (it.matter.category or "").startswith("c-01"))
    assert kept(category="c-01") == under
    assert kept(overdue=True) | kept(overdue=False) == mine
    assert kept(overdue=True) & kept(overdue=False) == set()
    assert kept(overdue=True) == kept(due_before=LATER, open=True) != set()
    since = AT + timedelta(days=3)
    assert kept(since=since) == those(lambda it: it.matter.registered_at >= since)
    assert kept(until=since) == those(lambda it: it.matter.registered_at < since)


def test_words_of_a_title_are_taken_as_they_are(county: str) -> None:
    dispatcher = officer("dispatcher-1")
    number = register(title="收费 100% 不合理_A\\B").state.number
    register(title="收费 1000 不合理XA")
    for words in ("100%", "理_A", "A\\B", number.lower(), f" {number} "):
        found = queries.page(dispatcher, Filters(q=words), at=AT).rows
        assert [line.number for line in found] == [number], words
    assert queries.count(dispatcher, Filters(q="收费"), at=AT) == 2
