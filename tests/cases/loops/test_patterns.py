"""Where matters pile up, the outpost of the place is asked to look: once, and never about a person."""

from datetime import timedelta
from typing import Any

import pytest

from lianxin.cases import book as books
from lianxin.cases import door
from lianxin.cases.loops import patterns
from lianxin.cases.reading import queries
from lianxin.ledger.record import Author
from lianxin.org import county as values
from lianxin.rules import commands
from lianxin.rules.actor import SYSTEM
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState
from tests.county import AT, give, officer, register

ROW = {
    "code": "same-kind",
    "zh": "一村同类事项集中",
    "en": "Matters of one kind in one village",
    "same": "category",
    "place": "village",
    "count": 3,
    "days": 30,
    "outpost": "village",
}
LATER = AT + timedelta(hours=1)


@pytest.fixture
def watched(county: str) -> str:
    """The county, with a pattern: three of a kind in one village within thirty days."""
    values.change({"patterns": [ROW]}, at=AT, by=Author("system"))
    books.forget()
    return county


def matter(n: int = 0, **more: Any) -> str:
    """A matter of one kind in one village."""
    told = {"area": "shanghe", "category": "c-010204", **more}
    return register(at=AT + timedelta(minutes=n), **told).state.number


def state(number: str) -> CaseState:
    """A case as it stands."""
    return queries.view(SYSTEM, number, at=LATER).state


def test_the_outpost_is_asked_with_the_matter_that_made_it_enough(watched: str) -> None:
    first, second = matter(0), matter(1)
    assert patterns.watch(LATER) == 0
    third = matter(2)
    assert patterns.watch(LATER) == 1
    (task,) = state(third).tasks
    assert (task.source, task.about, task.body) == ("pattern", "same-kind", "shanghe")
    assert task.due == LATER + timedelta(days=3)
    assert not state(first).tasks and not state(second).tasks


def test_one_place_is_warned_of_once_within_the_days(watched: str) -> None:
    for n in range(3):
        matter(n)
    assert patterns.watch(LATER) == 1
    matter(4)
    assert patterns.watch(LATER + timedelta(hours=1)) == 0
    for n in range(3):
        register(at=AT + timedelta(days=32, minutes=n), area="shanghe", category="c-010204")
    assert patterns.watch(AT + timedelta(days=32, hours=1)) == 1


@pytest.mark.parametrize(
    "more",
    [
        {"area": "xiahe"},
        {"category": "c-030101"},
        {"kind": "misconduct_report", "respondent": ["water"]},
        {"confidential": True},
    ],
)
def test_other_places_kinds_and_secret_matters_do_not_count(
    watched: str, more: dict[str, Any]
) -> None:
    matter(0), matter(1), matter(2, **more)
    assert patterns.watch(LATER) == 0


def test_a_matter_raised_again_counts_once(watched: str) -> None:
    first, _, third = matter(0), matter(1), matter(2)
    give("dispatcher-2", third, "mark_repeat", of=first)
    assert patterns.watch(LATER) == 0


def test_a_county_without_patterns_looks_at_nothing(county: str) -> None:
    for n in range(3):
        matter(n)
    assert patterns.watch(LATER) == 0


def test_nobody_but_the_loops_may_warn(watched: str) -> None:
    number = matter()
    fields = {"pattern": "same-kind", "count": 3, "body": "shanghe", "text": "请看"}
    command: Any = commands.parse("warn", fields)
    with pytest.raises(Refused, match="not_yours"):
        door.record(number, command, actor=officer("dispatcher-2"), at=LATER)
