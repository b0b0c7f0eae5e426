"""Tasks in the database: who finds them, which clock rings, who is told."""

from datetime import UTC, datetime
from typing import Any

import pytest

from lianxin.cases import book as books
from lianxin.cases import door, rebuild
from lianxin.cases.loops.ringing import ring_due
from lianxin.cases.reading import clocks as case_clocks
from lianxin.cases.reading import history, queries
from lianxin.cases.reading.filters import Filters
from lianxin.notices.models import Notice
from lianxin.notices.reading import take
from lianxin.rules.commands.tasks import CloseTask
from lianxin.rules.refusals import Refused
from tests.cases import tables
from tests.cases.plays import at, sent
from tests.county import give, officer, petitioner, register

pytestmark = pytest.mark.usefixtures("county")
WAITING = Filters(waiting="task")
LATER = datetime(2026, 6, 1, tzinfo=UTC)


def called() -> str:
    """An order over which two offices were called to the spot by eleven."""
    number = sent()
    told = {"bodies": ["water", "utilities"], "place": "柳荫路口", "by": "十一时"}
    give("clerk-urban", number, "receive", at=at("03-02 09:10"))
    due = at("03-02 11:00")
    give("clerk-urban", number, "call_in", at=at("03-02 09:30"), due=due, **told)
    return number


def advised(number: str, body: str = "veterans", **fields: Any) -> None:
    """Give advice on a case to a body that has no other part in it."""
    told = {"kind": "improve_work", "text": "完善制度", **fields}
    give("inspector-1", number, "advise", at=at("03-02 10:00"), body=body, **told)


def waiting(person: str) -> list[str]:
    """The cases in which somebody's report is waited for, by list and by count alike."""
    actor = officer(person)
    rows = queries.page(actor, WAITING, at=LATER).rows
    assert queries.count(actor, WAITING, at=LATER) == len(rows)
    return [row.number for row in rows]


def test_a_tasked_body_finds_the_case_until_it_has_reported_and_sees_it_until_it_is_closed() -> (
    None
):
    number = sent()
    assert waiting("clerk-veterans") == []
    with pytest.raises(Refused, match="not_visible"):
        queries.view(officer("clerk-veterans"), number, at=LATER)
    advised(number)
    assert waiting("clerk-veterans") == [number]
    assert waiting("clerk-urban") == waiting("clerk-women") == []
    done = {"task": 1, "done": True, "text": "采纳"}
    give("clerk-veterans", number, "report_task", at=at("03-03 09:00"), **done)
    assert waiting("clerk-veterans") == []
    seen = queries.view(officer("clerk-veterans"), number, at=LATER)
    assert seen.standings == {"tasked"}
    give("inspector-1", number, "close_task", at=at("03-03 10:00"), task=1)
    with pytest.raises(Refused, match="not_visible"):
        queries.view(officer("clerk-veterans"), number, at=LATER)


def test_a_person_with_a_task_finds_it_though_the_own_body_has_no_part() -> None:
    number = sent()
    told = {"text": "方案", "tasks": [{"text": "协调", "person": "head-finance"}]}
    give("clerk-urban", number, "plan", at=at("03-02 10:00"), **told)
    assert waiting("head-finance") == [number]
    assert waiting("clerk-finance") == []


def test_nobody_unknown_is_tasked() -> None:
    number = sent()
    told = {"text": "方案", "tasks": [{"text": "协调", "person": "nobody-here"}]}
    with pytest.raises(Refused, match="no_such"):
        give("clerk-urban", number, "plan", at=at("03-02 10:00"), **told)


def test_the_list_of_a_body_that_a_case_is_shut_to_stays_empty() -> None:
    number = register("operator-3", kind="misconduct_report", respondent=["urban-management"])
    advised(number.state.number, "discipline")
    assert waiting("clerk-urban") == []
    assert waiting("clerk-discipline") == [number.state.number]


def test_of_two_clocks_due_at_one_moment_each_rings_once_and_names_its_task() -> None:
    number = called()
    give("clerk-water", number, "arrive", at=at("03-02 10:00"), at_place="柳荫路口")
    give("clerk-urban", number, "call_in", at=at("03-02 10:10"), **OTHERS)
    ring_due(at("03-02 11:00"))
    ring_due(at("03-02 11:00"))
    found = tables.rows(
        "SELECT payload::json->>'about' AS about FROM ledger_entry"
        " WHERE fact = 'rung' AND payload::json->>'clock' = 'call_in' ORDER BY sequence"
    )
    assert sorted(one["about"] for one in found) == ["task-2", "task-3"]
    pressed = tables.rows(
        "SELECT payload::json->>'body' AS body FROM ledger_entry WHERE fact = 'supervised'"
    )
    assert sorted(one["body"] for one in pressed) == ["fire", "utilities"]
    assert tables.amiss() == []


OTHERS: dict[str, Any] = {
    "bodies": ["fire"],
    "place": "柳荫路口",
    "by": "十一时",
    "due": at("03-02 11:00"),
}


def test_the_late_one_is_told_and_the_one_that_came_is_not() -> None:
    number = called()
    give("clerk-water", number, "arrive", at=at("03-02 10:00"), at_place="柳荫路口")
    ring_due(at("03-02 11:00"))
    take(at("03-02 11:01"))
    rung = Notice.objects.filter(fact="rung", about="call_in:task-2:due")
    assert {one.to_body or one.to_post for one in rung} == {
        "utilities",
        "urban-management",
        "hotline-supervisor",
    }
    assert set(Notice.objects.filter(fact="supervised").values_list("to_body", flat=True)) == {
        "utilities",
        "urban-management",
    }


def test_whoever_is_tasked_is_told_and_so_is_whoever_waits_for_the_report() -> None:
    number = sent()
    advised(number)
    give(
        "clerk-veterans", number, "report_task", at=at("03-03 09:00"), task=1, done=True, text="好"
    )
    give("inspector-1", number, "close_task", at=at("03-03 10:00"), task=1)
    take(at("03-03 11:00"))
    told = Notice.objects.filter(fact__in=["advised", "task_reported", "task_closed"])
    assert {(one.fact, one.to_body) for one in told} == {
        ("advised", "veterans"),
        ("task_reported", "petition-office"),
        ("task_closed", "veterans"),
    }


def test_a_set_moment_is_told_without_a_count_and_each_clock_names_its_subject() -> None:
    number = called()
    state = queries.state_of(officer("dispatcher-1"), number)
    views = case_clocks.clocks(state, at=at("03-02 10:00"), book=books.current())
    found = {one.about: one for one in views if one.code == "call_in"}
    assert set(found) == {"task-1", "task-2"}
    assert found["task-1"].explanation is None
    assert found["task-1"].due == at("03-02 11:00")


def test_a_rebuild_finds_the_same_tasks() -> None:
    number = called()
    advised(number)
    give("clerk-water", number, "arrive", at=at("03-02 10:00"), at_place="柳荫路口")
    state = queries.state_of(officer("dispatcher-1"), number)
    case = rebuild.stream_of(number)
    assert case is not None
    assert not rebuild.differences_of(case)
    assert [task.state for task in state.tasks] == ["closed", "open", "open"]


def test_the_petitioner_learns_nothing_of_what_bodies_owe_each_other() -> None:
    number = called()
    advised(number)
    bearer = petitioner(number)
    assert "report_task" not in queries.view(bearer, number, at=LATER).commands
    with pytest.raises(Refused, match="not_yours"):
        door.record(number, CloseTask(task=1), actor=bearer, at=LATER)


def test_the_petitioner_sees_that_a_body_was_pressed_over_a_task_and_not_which() -> None:
    number = called()
    ring_due(at("03-02 11:00"))
    told = history.entries(petitioner(number), number, at=LATER)
    shut = {one.fact for one in told if one.payload is None}
    assert {"rung", "supervised"} <= shut
    inside = history.entries(officer("dispatcher-1"), number, at=LATER)
    assert all(one.payload is not None for one in inside)
