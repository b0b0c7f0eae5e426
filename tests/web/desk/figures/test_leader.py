"""What is stuck, the docket, the figures and the audit: counted in scope, and open to what is behind."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.figures import reader
from lianxin.web import sheets, trends
from tests.cases.test_marks import docketed, hard
from tests.county import AT, give, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
CENTRE, LEADER, OUTSIDER = "dispatcher-2", "leader-1", "clerk-human"
LATE = AT + timedelta(days=100)


@pytest.fixture
def supervisor(county: str, clock: Clock) -> Client:
    """A supervisor of the petition office at the desk, who sees the whole county."""
    return sit_down("supervisor-1")


@pytest.fixture
def counting(open_county: str, clock: Clock) -> Client:
    """The same where commits are real, so that figures are read from the ledger."""
    return sit_down("supervisor-1")


def counted(client: Client) -> dict[str, str]:
    """The counts of the leader's page by the list they open to."""
    counts = client.get("/desk/leader").context["counts"]
    return {one.href.rpartition("/desk/")[2]: one.number for one in counts}


def test_only_who_leads_or_watches_sees_what_is_stuck(county: str, clock: Clock) -> None:
    for person in (OUTSIDER, "operator-1"):
        client = sit_down(person)
        assert client.get("/desk/leader").status_code == 404
        assert "/desk/leader" not in page(client.get("/desk/"))
    assert Client().get("/desk/leader").status_code == 302


def test_each_count_is_that_of_the_list_it_opens_to(supervisor: Client, clock: Clock) -> None:
    docketed()
    give("supervisor-1", hard(), "supervise", demand="请尽快。", card="red")
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="transport")
    give("clerk-transport", number, "object", reason="not-our-duty", text="不归我们。")
    clock.at = LATE
    for way, told in counted(supervisor).items():
        context = supervisor.get(f"/desk/{way}").context
        listed = context["matters"] if "matters" in context else context["lines"]
        assert int(told) == len(listed) > 0 or (way == "lists/red" and told == "0"), way


def test_an_outsider_of_the_county_counts_nothing(county: str, clock: Clock) -> None:
    docketed()
    assert set(counted(sit_down("head-bihu")).values()) == {"0"}


def test_a_leader_sees_what_he_answers_for_and_where_it_waits_longest(
    county: str, clock: Clock
) -> None:
    number = docketed()
    give(CENTRE, number, "set_leader", leaders=[LEADER])
    client = sit_down(LEADER)
    clock.at = LATE
    context = client.get("/desk/leader").context
    assert [line.number for line in context["mine"]] == [number]
    (unit,) = context["units"]
    assert (unit.name, unit.number) == ("清河县住房和城乡建设局", 1)
    assert number in page(client.get(unit.href))


def test_a_week_of_the_trend_opens_to_its_entries(counting: Client) -> None:
    with_figures = register().state.number
    reader.catch_up()
    week = counting.get("/desk/leader").context["weeks"][0]
    assert week.cells[0][0] == 1
    assert with_figures in page(counting.get(week.cells[0][1]))


def test_what_is_stuck_costs_the_same_however_much_it_is(supervisor: Client, clock: Clock) -> None:
    docketed()
    supervisor.get("/desk/leader")
    with CaptureQueriesContext(connection) as one:
        supervisor.get("/desk/leader")
    for _ in range(3):
        docketed()
    clock.at = LATE
    with CaptureQueriesContext(connection) as four:
        supervisor.get("/desk/leader")
    assert len(one) == len(four) <= 16


def test_the_docket_tells_leader_plan_and_steps_and_filters_by_what_is_missing(
    supervisor: Client,
) -> None:
    bare, led = docketed(area="liuyin"), docketed(area="shanghe")
    give(CENTRE, led, "set_leader", leaders=[LEADER, "leader-2"], responsible="clerk-housing")
    rows = {one.line.number: one for one in supervisor.get("/desk/docket").context["matters"]}
    assert set(rows) == {bare, led}
    assert rows[bare].leaders == ""
    assert len(rows[led].leaders.split("、")) == 2
    assert [step.is_taken for step in rows[led].steps] == [True, True, False, False]
    for asked, found in (
        ("lacks=leader", {bare}),
        ("lacks=plan", {bare, led}),
        ("area=pingchuan", {led}),
        ("area=nonsense&lacks=nonsense", set()),
    ):
        context = supervisor.get(f"/desk/docket?{asked}").context
        assert {one.line.number for one in context["matters"]} == found, asked
    assert "筛选条件有误" in page(supervisor.get("/desk/docket?area=%20!"))


def test_the_docket_is_handed_out_as_a_sheet_of_what_was_filtered(supervisor: Client) -> None:
    bare, led = docketed(), docketed(title="=1+1")
    give(CENTRE, led, "set_leader", leaders=[LEADER])
    whole = supervisor.get("/desk/docket?format=csv").content.decode("utf-8-sig")
    assert bare in whole
    assert "'=1+1" in whole
    some = supervisor.get("/desk/docket?format=csv&lacks=leader").content.decode("utf-8-sig")
    assert bare in some
    assert led not in some
    outsider = sit_down(OUTSIDER).get("/desk/docket?format=csv").content.decode("utf-8-sig")
    assert outsider.count("\n") == 1


def test_the_docket_shows_nobody_what_he_does_not_see(county: str, clock: Clock) -> None:
    number = docketed()
    client = sit_down(OUTSIDER)
    assert number not in page(client.get("/desk/docket"))
    assert client.get("/desk/docket").context["count"] == 0
    assert Client().get("/desk/docket").status_code == 302


def test_the_docket_costs_the_same_however_long_it_is(supervisor: Client) -> None:
    docketed()
    supervisor.get("/desk/docket")
    with CaptureQueriesContext(connection) as one:
        supervisor.get("/desk/docket")
    for _ in range(4):
        docketed()
    with CaptureQueriesContext(connection) as five:
        supervisor.get("/desk/docket")
    assert len(one) == len(five) <= 12


def test_figures_stand_beside_the_time_before_and_open_to_their_entries(
    counting: Client,
) -> None:
    number = register().state.number
    reader.catch_up()
    lines = counting.get("/desk/figures").context["lines"]
    (one,) = [line for line in lines if line.href.startswith("registered?")]
    assert (one.now.fraction, one.before and one.before.fraction) == ("1", "0")
    shown = counting.get(f"/desk/figures/{one.href}")
    assert [row["number"] for row in shown.context["entries"]] == [number]
    (group,) = shown.context["lines"]
    assert number in page(counting.get(f"/desk/figures/registered{group.href}"))
    assert counting.get("/desk/figures/nothing").status_code == 404


@pytest.mark.parametrize(
    "asked", ["since=x", "since=2026-03-02&until=2026-03-01", "last=9999-12-31"]
)
def test_days_that_make_no_sense_are_told_and_left_out(supervisor: Client, asked: str) -> None:
    assert "筛选条件有误" in page(supervisor.get(f"/desk/figures?{asked}"))


def test_figures_count_nothing_out_of_sight(open_county: str, clock: Clock) -> None:
    number = register().state.number
    reader.catch_up()
    client = sit_down(OUTSIDER)
    shown = client.get("/desk/figures/registered")
    assert shown.context["line"].now.fraction == "0"
    assert number not in page(shown)
    assert Client().get("/desk/figures").status_code == 302


def test_a_figure_costs_the_same_however_much_is_behind_it(counting: Client) -> None:
    register()
    reader.catch_up()
    counting.get("/desk/figures/registered")
    with CaptureQueriesContext(connection) as one:
        counting.get("/desk/figures/registered")
    for _ in range(4):
        register()
    reader.catch_up()
    with CaptureQueriesContext(connection) as five:
        counting.get("/desk/figures/registered")
    assert len(one) == len(five) <= 8


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_a_sheet_begins_no_formula(cell: str) -> None:
    answer: Any = sheets.csv_file([["name", cell]], "sheet")
    assert answer.content.decode("utf-8-sig").startswith(f"name,\"'{cell}") or (
        answer.content.decode("utf-8-sig").startswith(f"name,'{cell}")
    )


def test_figures_are_handed_out_as_a_sheet(counting: Client) -> None:
    register()
    reader.catch_up()
    answer = counting.get("/desk/figures/registered?format=csv")
    assert answer["Content-Type"].startswith("text/csv")
    assert ",1," in answer.content.decode("utf-8-sig")
    assert counting.get("/desk/figures?format=csv").content.startswith(b"\xef\xbb\xbf")


def test_an_auditor_sees_who_looked_and_why_and_filters(county: str, clock: Clock) -> None:
    passed = register()
    number = passed.state.number
    seen = f"/desk/cases/{number}/people/{passed.state.people.petitioners[0]}"
    sit_down("dispatcher-1").post(seen, {"reason": "回访联系"})
    auditor = sit_down("auditor-1")
    shown = page(auditor.get("/desk/audit?what=revealed"))
    assert "回访联系" in shown
    assert number in shown
    assert "赵一" not in shown
    lines = auditor.get("/desk/audit").context["lines"]
    assert {"登录", "看了反映人的完整信息"} <= {one.what for one in lines}
    name = next(one.who for one in lines if one.number)
    for asked, found in (
        (f"who={quote(name)}&what=revealed", 1),
        ("who=dispatcher-1&what=revealed", 1),
        ("who=nobody", 0),
        (f"number={number.lower()}", 1),
        ("number=QINGHE-1", 0),
        ("until=2020-01-01", 0),
    ):
        assert len(auditor.get(f"/desk/audit?{asked}").context["lines"]) == found, asked
    assert "筛选条件有误" in page(auditor.get("/desk/audit?since=x"))


@pytest.mark.parametrize("person", ["supervisor-1", "dispatcher-1", LEADER, "clerk-urban"])
def test_nobody_but_an_auditor_sees_accesses(county: str, clock: Clock, person: str) -> None:
    assert sit_down(person).get("/desk/audit").status_code == 404
    assert Client().get("/desk/audit").status_code == 302


def test_accesses_go_on_page_by_page_and_cost_the_same(county: str, clock: Clock) -> None:
    auditor = sit_down("auditor-1")
    auditor.get("/desk/audit")
    with CaptureQueriesContext(connection) as few:
        auditor.get("/desk/audit")
    for _ in range(55):
        auditor.post("/desk/log-out")
        clock.on(seconds=1)
        auditor = sit_down("auditor-1")
    with CaptureQueriesContext(connection) as many:
        first = auditor.get("/desk/audit")
    assert len(few) == len(many) <= 9
    assert len(first.context["lines"]) == 50
    second = auditor.get(f"/desk/audit{first.context['next']}")
    assert len(second.context["lines"]) == 50
    assert first.context["lines"][-1] != second.context["lines"][0]


def test_bars_stand_under_the_highest_number_and_nothing_stands_for_none() -> None:
    trend = trends.bars([[0, 5, 10], [1, 0, 0]])
    assert trend.most == 10
    heights = {(bar.row, bar.x // 200): bar.height for bar in trend.bars}
    assert heights[0, 2] == trends.HIGH
    assert heights[0, 0] == heights[1, 1] == 0
    assert heights[1, 0] > 0
    assert trends.bars([[]]).bars == ()
