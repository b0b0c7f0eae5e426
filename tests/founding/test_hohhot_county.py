"""A city of nine districts, counties and banners and a zone: agents and stations at three levels."""

from collections import Counter

import pytest

from lianxin.founding.preset import load_preset
from lianxin.org import snapshot
from lianxin.org.models import Station
from lianxin.people.models import Appointment
from tests.founding.tables_on_disk import AT, CLERK

pytestmark = pytest.mark.django_db
STATIONS, AGENTS = 1486, 4817


@pytest.fixture
def city(db: None) -> snapshot.OrgParts:
    load_preset("hohhot", at=AT, by=CLERK)
    return snapshot.load()


def parts(city: snapshot.OrgParts) -> list[str]:
    return [area.code for area in city.areas.values() if area.parent == "shuoyuan"]


def agents(city: snapshot.OrgParts, under: str) -> int:
    return sum(
        post.role == "agent" and under in city.areas[post.area].path for post in city.posts.values()
    )


def test_the_city_has_its_published_stations_and_agents_with_a_line_for_the_unlisted(
    city: snapshot.OrgParts,
) -> None:
    assert Station.objects.count() == STATIONS
    assert agents(city, "shuoyuan") == AGENTS
    by_part = {code: agents(city, code) for code in parts(city)}
    listed = sum(count for code, count in by_part.items() if code != "unlisted")
    assert 0 < listed < AGENTS
    assert by_part["unlisted"] == AGENTS - listed
    unlisted = Station.objects.filter(area="unlisted").count()
    assert 0 < unlisted < STATIONS


def test_nine_districts_counties_and_banners_and_the_zone_have_a_centre_each(
    city: snapshot.OrgParts,
) -> None:
    levels = Counter(city.areas[code].level for code in parts(city))
    assert levels == {"district": 4, "county": 4, "banner": 1, "zone": 1, "unlisted": 1}
    centres = {body.area for body in city.bodies.values() if body.kind == "centre"}
    assert centres == {"shuoyuan", *parts(city)} - {"unlisted"}
    assert {"statutory", "simple", "hotline"} <= set(city.current)


def test_the_secretary_of_each_level_is_the_first_agent(city: snapshot.OrgParts) -> None:
    person = dict(Appointment.objects.values_list("post", "person"))
    for kind in ("village", "township", "agent_centre"):
        for body in (one for one in city.bodies.values() if one.kind == kind):
            secretary = next(
                post
                for post in city.posts.values()
                if (post.body, post.role) == (body.code, "secretary")
            )
            assert person[f"{body.code}-agent-1"] == person[secretary.code]


def test_53_deputies_of_one_district_are_agents(city: snapshot.OrgParts) -> None:
    deputies = [post for post in city.posts.values() if post.body == "yunqu-deputies"]
    assert Counter(post.role for post in deputies) == {"agent": 53, "head": 1}


def test_every_village_and_township_has_a_station_an_agent_and_a_body_above(
    city: snapshot.OrgParts,
) -> None:
    stations = set(Station.objects.values_list("area", flat=True))
    for body in city.bodies.values():
        if body.kind in {"village", "township"}:
            above = city.bodies[body.upper_gov or ""]
            assert above.kind == {"village": "township", "township": "government"}[body.kind]
            assert above.area in city.areas[body.area].path
            assert body.area in stations
            assert f"{body.code}-agent-1" in city.posts
