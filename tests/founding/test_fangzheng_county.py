"""A county of townships: the grids of a town and of a township, joint meetings, a service line."""

from collections import Counter
from datetime import date

import pytest

from lianxin.founding.preset import load_preset
from lianxin.org import snapshot
from lianxin.org.models import Area
from lianxin.org.rosters import on_duty
from lianxin.people.actors import posts_held
from lianxin.people.models import Appointment
from tests.founding.tables_on_disk import AT, CLERK

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 3)
TOWN, GRIDDED = "hewan", "shuangyu"


@pytest.fixture
def county(db: None) -> snapshot.OrgParts:
    load_preset("fangzheng", at=AT, by=CLERK)
    return snapshot.load()


def levels(county: snapshot.OrgParts, under: str) -> Counter[str]:
    return Counter(area.level for area in county.areas.values() if under in area.path)


def roles(county: snapshot.OrgParts, under: str) -> Counter[str]:
    return Counter(
        post.role for post in county.posts.values() if under in county.areas[post.area].path
    )


def test_a_county_of_eight_townships_mixes_with_the_law_and_the_hotline(
    county: snapshot.OrgParts,
) -> None:
    assert levels(county, "songhe")["township"] == 8
    assert {"statutory", "simple", "hotline"} <= set(county.current)
    assert set(county.uses.values()) <= set(county.current)


def test_a_town_has_its_73_grid_chiefs_and_1452_stairwell_chiefs(
    county: snapshot.OrgParts,
) -> None:
    found = roles(county, TOWN)
    assert (found["grid_chief"], found["stairwell_chief"]) == (73, 1452)
    assert levels(county, TOWN)["stairwell"] == 1452
    # Every stairwell chief's post covers a stairwell of its own grid.
    for post in county.posts.values():
        if post.role == "stairwell_chief":
            assert county.areas[post.area].parent == county.bodies[post.body].area == post.body


def test_a_stairwell_knows_its_households_by_number_and_door_only(
    county: snapshot.OrgParts,
) -> None:
    stairwells = Area.objects.filter(level="stairwell")
    assert all(one.households and one.address for one in stairwells)
    # What the rules and the ledger see of a place is its code, its parent and its level.
    assert not hasattr(county.areas["heping-shequ-g01-s01"], "address")


def test_a_township_has_1_10_37_and_154_grids_and_228_grid_workers(
    county: snapshot.OrgParts,
) -> None:
    grids = Counter(
        county.areas[body.area].level
        for body in county.bodies.values()
        if body.kind == "grid" and GRIDDED in county.areas[body.area].path
    )
    assert grids == {"grid": 1, "village": 10, "hamlet": 37, "joint_defence_group": 154}
    assert roles(county, GRIDDED)["grid_worker"] == 228


def test_each_grid_reports_to_the_one_above_up_to_the_township(county: snapshot.OrgParts) -> None:
    way, at = [], "xiawa-h1-q1"
    while at != "songhe-gov":
        way.append(at)
        at = county.bodies[at].upper_gov or ""
    assert way == ["xiawa-h1-q1", "xiawa-h1", "xiawa-grid", "shuangyu-grid", "shuangyu"]


def test_two_general_grid_chiefs_share_a_post_and_a_chief_below_is_a_worker_above(
    county: snapshot.OrgParts,
) -> None:
    shared = Appointment.objects.filter(post="shuangyu-grid-chief")
    assert {one.person_id for one in shared} == {"secretary-shuangyu", "head-shuangyu"}
    below = {
        post.role: county.bodies[post.body].area for post in posts_held("hamlet-xiawa-h1", on=DAY)
    }
    assert below == {"hamlet_chief": "xiawa-h1", "grid_worker": "xiawa"}


def test_the_joint_meeting_has_its_convener_and_members_in_every_township(
    county: snapshot.OrgParts,
) -> None:
    for township in (area for area in county.areas.values() if area.level == "township"):
        found = roles(county, township.code)
        assert found["joint_meeting_member"] == 3
        assert f"{township.code}-secretary" in county.posts
        stations = {
            body.code.removeprefix(f"{township.code}-")
            for body in county.bodies.values()
            if body.kind == "station" and body.area == township.code
        }
        assert stations == {"farm", "justice", "land", "building", "environment"}
        villages = [
            area
            for area in county.areas.values()
            if area.parent == township.code and area.level in {"village", "community"}
        ]
        for village in villages:
            assert {f"{village.code}-secretary", f"{village.code}-head"} <= set(county.posts)
    first_tuesday = {one.post for one in on_duty(DAY)}
    assert {"hewan-secretary", "shuangyu-secretary"} <= first_tuesday


def test_the_service_line_is_a_centre_and_a_special_topic_has_a_command_of_its_own(
    county: snapshot.OrgParts,
) -> None:
    assert county.bodies["hotline"].kind == "centre"
    assert county.bodies["special-topic"].kind == "command"
    assert county.bodies["special-topic"].upper_line == "city-emergency"
