"""A county of many doors: reception days, mediation rooms, mentors, a bus, a hall, agents."""

from collections import Counter
from datetime import date, timedelta

import pytest

from lianxin.founding.preset import load_preset
from lianxin.org import snapshot
from lianxin.org.models import Station
from lianxin.org.rosters import on_duty
from tests.founding.tables_on_disk import AT, CLERK

pytestmark = pytest.mark.django_db
# The first Wednesday of a month that begins on a Sunday, and the Fridays of that month.
WEDNESDAY, FRIDAY = date(2026, 3, 4), date(2026, 3, 6)


@pytest.fixture
def county(db: None) -> snapshot.OrgParts:
    load_preset("anji", at=AT, by=CLERK)
    return snapshot.load()


def receiving(when: date, role: str, county: snapshot.OrgParts) -> set[str]:
    posts = [county.posts[one.post] for one in on_duty(when)]
    return {post.body for post in posts if post.role == role}


def test_the_county_mixes_with_the_law_and_the_hotline(county: snapshot.OrgParts) -> None:
    assert {"statutory", "simple", "hotline"} <= set(county.current)
    assert set(county.uses.values()) <= set(county.current)


def test_every_township_receives_on_fridays_and_its_villages_on_the_1st_and_3rd_wednesday(
    county: snapshot.OrgParts,
) -> None:
    townships = {body.code for body in county.bodies.values() if body.kind == "township"}
    assert len(townships) == 8
    for weeks in range(5):
        wednesday = WEDNESDAY + timedelta(weeks=weeks)
        expected = townships if weeks in {0, 2, 4} else set()
        assert receiving(wednesday, "leader", county) == expected
        if weeks < 4:
            assert receiving(FRIDAY + timedelta(weeks=weeks), "secretary", county) == townships
    assert receiving(FRIDAY + timedelta(days=1), "secretary", county) == set()


def test_five_named_mediation_rooms_are_stations_with_their_own_mediators(
    county: snapshot.OrgParts,
) -> None:
    rooms = Station.objects.filter(level="room")
    assert rooms.count() == 5
    for room in rooms:
        assert county.bodies[room.code].kind == "mediation"
        assert {post.role for post in county.posts.values() if post.body == room.code} == {
            "head",
            "mediator",
        }


def test_32_mentors_are_each_paired_with_a_grid_that_has_a_worker(
    county: snapshot.OrgParts,
) -> None:
    mentors = [post for post in county.posts.values() if post.role == "mentor"]
    workers = {post.area for post in county.posts.values() if post.role == "grid_worker"}
    assert len(mentors) == 32
    assert len({mentor.area for mentor in mentors}) == 32
    assert {mentor.area for mentor in mentors} <= workers


def test_the_bus_is_out_on_every_working_day_at_another_place(county: snapshot.OrgParts) -> None:
    assert Station.objects.get(pk="mediation-bus").level == "mobile"
    monday = date(2026, 3, 2)
    stops = [
        {one.place for one in on_duty(monday + timedelta(days=day)) if "-bus-" in one.post}
        for day in range(7)
    ]
    assert all(len(places) == 1 for places in stops[:5])
    assert len(set.union(*stops)) == 5
    assert stops[5:] == [set(), set()]


def test_units_sit_in_the_hall_always_at_times_or_on_call(county: snapshot.OrgParts) -> None:
    seats = {post.code for post in county.posts.values() if post.role == "window"}
    days = [{one.post for one in on_duty(date(2026, 3, 2) + timedelta(days=n))} for n in range(5)]
    always = set.intersection(*days) & seats
    at_times = set.union(*days) & seats - always
    assert (len(always), len(at_times), len(seats - always - at_times)) == (4, 4, 4)


def test_every_township_and_village_has_an_agent_a_station_and_a_liaison_person(
    county: snapshot.OrgParts,
) -> None:
    places = {body.area for body in county.bodies.values() if body.kind in {"township", "village"}}
    for role in ("agent", "liaison"):
        assert {post.area for post in county.posts.values() if post.role == role} == places
    stations = Station.objects.filter(level__in=("station", "point"))
    assert set(stations.values_list("area", flat=True)) == places


def test_four_levels_run_from_the_household_cluster_to_the_sub_district(
    county: snapshot.OrgParts,
) -> None:
    clusters = [area for area in county.areas.values() if area.level == "household_cluster"]
    in_town = next(area for area in clusters if "tingxi" in area.path)
    levels = [county.areas[code].level for code in reversed(in_town.path)]
    assert levels[:4] == ["household_cluster", "group", "community", "subdistrict"]
    assert Counter(post.role for post in county.posts.values())["cluster_chief"] > 0


def test_a_police_post_answers_in_every_township_and_a_point_in_the_business_square(
    county: snapshot.OrgParts,
) -> None:
    police = [body for body in county.bodies.values() if body.kind == "police"]
    assert len(police) == 8
    assert {body.upper_gov for body in police} == {"public-security"}
    assert county.areas["wanli"].level == "business_square"
