"""A district with old, hard cases: merged bodies, inspectors, hearing evaluators, a stationed team."""

from collections import Counter
from datetime import date

import pytest

from lianxin.founding.preset import load_preset
from lianxin.org import snapshot
from lianxin.org.models import Station
from lianxin.org.rosters import on_duty
from tests.founding.tables_on_disk import AT, CLERK

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(db: None) -> snapshot.OrgParts:
    load_preset("hengkou", at=AT, by=CLERK)
    return snapshot.load()


def roles(county: snapshot.OrgParts) -> Counter[str]:
    return Counter(post.role for post in county.posts.values())


def test_the_district_mixes_with_the_law_and_the_hotline(county: snapshot.OrgParts) -> None:
    assert {"statutory", "simple", "hotline"} <= set(county.current)
    assert set(county.uses.values()) <= set(county.current)


def test_merged_bodies_name_who_took_their_duties_one_through_another(
    county: snapshot.OrgParts,
) -> None:
    succeeded = {b.code: b.successor for b in county.bodies.values() if b.successor}
    assert succeeded == {
        "grain": "development",
        "land-office": "natural-resources",
        "old-land-office": "land-office",
        "planning": "natural-resources",
        "road-works": "transport",
    }


def test_of_one_dissolved_body_the_successor_is_the_governments_to_designate(
    county: snapshot.OrgParts,
) -> None:
    dissolved = [body for body in county.bodies.values() if body.kind == "dissolved"]
    assert [(one.code, one.successor, one.upper_gov) for one in dissolved] == [
        ("township-enterprises", None, "hanping-gov")
    ]
    filled = {post.body for post in county.posts.values()}
    assert "township-enterprises" not in filled


def test_a_pool_of_35_evaluators_and_three_inspectors_are_appointed(
    county: snapshot.OrgParts,
) -> None:
    found = roles(county)
    assert (found["evaluator"], found["inspector"], found["chair"]) == (35, 3, 1)


def test_the_stationed_team_has_a_desk_open_every_day_and_the_residents_a_house(
    county: snapshot.OrgParts,
) -> None:
    community = county.bodies["stationed-team"].area
    assert set(Station.objects.filter(area=community).values_list("pk", flat=True)) == {
        "stationed-team",
        "residents-house",
    }
    on_sunday = {one.post for one in on_duty(date(2026, 3, 1))}
    assert "stationed-team-member-1" in on_sunday
