"""Marks find what no column tells: the docket, what is supervised, and the sittings of a month."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lianxin.cases import rebuild
from lianxin.cases.reading import queries, tallies
from lianxin.cases.reading.filters import Filters
from tests.county import AT, give, officer, register

LEADER, CENTRE, OUTSIDER = "leader-1", "dispatcher-2", "clerk-human"
MEETS = AT + timedelta(days=40)


def hard(**more: Any) -> str:
    """A hard matter that a body has."""
    number = register("operator-3", channel="media", kind="claim", **more).state.number
    give(CENTRE, number, "assign", lead="housing")
    return number


def docketed(**more: Any) -> str:
    """A hard matter on the docket."""
    number = hard(**more)
    give(CENTRE, number, "take_step", track="backlog", step="docketed", text="列入台账。")
    return number


def found(mark: str, who: str = CENTRE) -> set[str]:
    """The numbers that somebody's list of a mark shows."""
    page = queries.page(officer(who), Filters.model_validate({"mark": mark}), at=AT)
    return {line.number for line in page.rows}


def test_a_matter_is_on_the_docket_from_its_first_step_until_it_is_struck_off(county: str) -> None:
    other, number = hard(), docketed()
    assert found("docket") == found("docket_unled") == found("docket_unplanned") == {number}
    give(CENTRE, number, "set_leader", leaders=[LEADER])
    assert found("docket_unled") == set()
    give("clerk-housing", number, "receive")
    give("clerk-housing", number, "accept", route=6)
    give("clerk-housing", number, "plan", text="对账。", steps=["对账"])
    assert found("docket_unplanned") == set()
    assert found("docket") == {number}
    give(CENTRE, number, "take_step", track="backlog", step="struck", text="已由法院判决。")
    assert found("docket") == set()
    assert other not in found("docket")


def test_a_mark_lets_nobody_see_a_case(county: str) -> None:
    docketed()
    assert found("docket", OUTSIDER) == set()
    assert tallies.tally(officer(OUTSIDER), Filters(mark="docket"), by="zone", at=AT) == ()


def test_what_is_supervised_is_found_while_it_is_open(county: str) -> None:
    number = hard()
    give("supervisor-1", number, "supervise", demand="请尽快。")
    assert found("supervised") == {number}
    give(CENTRE, number, "merge", into=hard(), consent=True)
    assert found("supervised") == set()


def test_a_carded_matter_is_found_by_its_card(county: str) -> None:
    number = hard()
    give("supervisor-1", number, "supervise", demand="请尽快。", card="yellow")
    assert (found("card"), found("card_red")) == ({number}, set())
    give("supervisor-1", number, "supervise", demand="再次。", card="red")
    assert (found("card"), found("card_red")) == ({number}, {number})


def ordered(**more: Any) -> str:
    """A matter over which some shall sit."""
    number = hard()
    give("clerk-housing", number, "receive")
    told = {"kind": "coordination", "demand": "请各方协商。", "seats": [LEADER], **more}
    give("head-housing", number, "order_sitting", **told)
    return number


def test_a_sitting_is_found_in_the_month_it_meets_in(county: str) -> None:
    number = ordered(meets_at=MEETS)
    (one,) = tallies.sat(officer(CENTRE), ["2026-04"])
    assert (one.number, one.title) == (number, "夜间施工噪声")
    (sitting,) = one.state.sittings
    assert (sitting.kind, sitting.meets_at) == ("coordination", MEETS)
    assert tallies.sat(officer(CENTRE), ["2026-03"]) == ()
    assert tallies.sat(officer(OUTSIDER), ["2026-04"]) == ()


def test_a_sitting_without_a_moment_is_listed_whatever_the_month(county: str) -> None:
    number = ordered()
    assert [one.number for one in tallies.sat(officer(CENTRE), ["2020-01"])] == [number]


@pytest.mark.parametrize(("by", "group"), [("zone", "chengguan"), ("body", "housing")])
def test_a_tally_counts_by_group_and_names_the_earliest_moment(
    county: str, by: tallies.By, group: str
) -> None:
    first = docketed(area="liuyin")
    docketed(area="liuyin")
    (one,) = tallies.tally(officer(CENTRE), Filters(mark="docket"), by=by, at=AT)
    due = queries.lines(officer(CENTRE), [first], at=AT)[0].due_at
    assert (one.group, one.count, one.due_at) == (group, 2, due)


def test_the_states_of_a_page_are_those_in_sight(county: str) -> None:
    number = docketed()
    assert tallies.states(officer(CENTRE), [number])[number].tracks == {"backlog": "docketed"}
    assert tallies.states(officer(OUTSIDER), [number]) == {}


def test_marks_are_made_again_from_the_entries_alone(county: str) -> None:
    case = queries.state_of(officer(CENTRE), docketed()).id
    assert rebuild.differences_of(UUID(case)) == []
