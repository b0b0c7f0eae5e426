"""Figures by zone and by kind of body, the share of online matters, and what was settled at first."""

from datetime import date
from typing import Any

import pytest

from lianxin.figures.registry import By, entries
from lianxin.rules.refusals import Refused
from lianxin.stories.databases import Databases
from tests.figures.test_figures import (
    AGAIN,
    APRIL,
    DISSATISFIED,
    _after,
    _asked,
    _groups,
    _total,
)
from tests.stories.script import LAMP, do, lamp_answered


def _registered(case: str, **fields: Any) -> dict[str, Any]:
    return do("03-02 09:00", "operator-1", "register", case=case, **{**LAMP, **fields})


def test_a_matter_of_a_grid_counts_in_the_zone_above_it(databases: Databases) -> None:
    steps = [
        _registered("a", area="liuyin-grid-1"),
        _registered("b", area="chengguan"),
        _registered("c", area="shanghe"),
        _registered("d", area="qinghe"),
    ]
    with _after(databases, *steps):
        assert _groups("registered", by="zone") == {
            "": "1/4",
            "chengguan": "2/4",
            "pingchuan": "1/4",
        }
        lines = entries(_asked("registered", by="zone"), group="chengguan").lines
        assert [line.group for line in lines] == ["chengguan", "chengguan"]


def test_departments_and_townships_are_told_apart(databases: Databases) -> None:
    with _after(databases, *lamp_answered()):
        assert _groups("concluded", by="body_kind") == {"department": "1/1"}


def test_the_share_of_online_matters_counts_the_channels_of_the_net(databases: Databases) -> None:
    online = ("web", "wechat", "assistant", "message_board")
    steps = [_registered(channel, channel=channel) for channel in (*online, "hotline", "grid")]
    with _after(databases, *steps):
        found = _total("online")
        assert (found.numerator, found.denominator) == (4, 6)


def test_only_the_first_handling_counts_as_settled_at_first(databases: Databases) -> None:
    with _after(databases, *DISSATISFIED, *AGAIN):
        assert _groups("settled_at_first") == {"urban-management": "1/2"}
        assert _groups("settled_at_first", APRIL) == {"urban-management": "0/1"}
        assert _groups("settled_at_first", APRIL, by="zone") == {"chengguan": "0/1"}


def test_what_the_body_above_concluded_was_not_settled_within_the_county(
    databases: Databases,
) -> None:
    steps = [
        _registered("a"),
        do("03-02 09:10", "dispatcher-1", "assign", lead="power"),
        do("03-02 10:00", "clerk-power", "escalate", tried="已两次维修", text="需市公司换线"),
        do("03-03 09:00", "clerk-city-power", "receive"),
        do("03-03 10:00", "clerk-city-power", "reply", text="已更换"),
    ]
    with _after(databases, *steps):
        assert _total("concluded").numerator == 1
        found = _total("settled_at_first")
        assert (found.numerator, found.denominator) == (0, 1)


def test_a_grouping_nobody_knows_is_refused(databases: Databases) -> None:
    unknown: Any = "shoe_size"
    by: By = unknown
    with _after(databases), pytest.raises(Refused) as refused:
        _groups("registered", (date(2026, 3, 1), date(2026, 4, 1)), by=by)
    assert refused.value.code == "no_such"
