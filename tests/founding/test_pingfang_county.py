"""A city district of 10 zones and 27 departments: it loads whole and has the numbers it tells of."""

from collections import Counter
from datetime import date

import pytest

from lianxin.founding.preset import load_preset
from lianxin.org import snapshot
from lianxin.org.rosters import on_duty
from lianxin.people.actors import posts_held
from lianxin.people.models import Appointment, Officer
from tests.founding.tables_on_disk import AT, CLERK

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
ZONES = {"subdistrict", "township"}


@pytest.fixture
def district(db: None) -> snapshot.OrgParts:
    load_preset("pingfang", at=AT, by=CLERK)
    return snapshot.load()


def test_the_district_has_ten_zones_each_led_by_a_body_of_its_own(
    district: snapshot.OrgParts,
) -> None:
    zones = {code for code, area in district.areas.items() if area.level in ZONES}
    assert len(zones) == 10
    assert {code for code, body in district.bodies.items() if body.kind == "township"} == zones
    assert all(district.bodies[zone].upper_gov == "yuling-gov" for zone in zones)


def test_twenty_seven_departments_each_with_its_line_to_the_city(
    district: snapshot.OrgParts,
) -> None:
    mine = [
        body
        for body in district.bodies.values()
        if body.kind == "department" and body.area == "yuling"
    ]
    assert len(mine) == 27
    assert all(body.upper_line == f"city-{body.code}" for body in mine)


def test_seventy_four_grids_with_two_workers_each(district: snapshot.OrgParts) -> None:
    grids = {code for code, area in district.areas.items() if area.level == "grid"}
    workers = [post for post in district.posts.values() if post.role == "grid_worker"]
    assert len(grids) == 74
    assert len(workers) == 148
    assert Counter(post.area for post in workers) == dict.fromkeys(grids, 2)
    assert all(post.body in district.areas[post.area].path for post in workers)


def test_every_grid_worker_and_agent_has_a_badge_of_his_own(district: snapshot.OrgParts) -> None:
    roles = {"grid_worker", "agent"}
    posts = {post.code for post in district.posts.values() if post.role in roles}
    people = Appointment.objects.filter(post__in=posts).values_list("person", flat=True)
    badges = list(Officer.objects.filter(pk__in=people).values_list("badge", flat=True))
    assert len(badges) == 158
    assert all(badges)
    assert len(set(badges)) == len(badges)


def test_a_hundred_and_ten_volunteers_over_three_levels_and_in_no_handling_body(
    district: snapshot.OrgParts,
) -> None:
    posts = [post for post in district.posts.values() if post.role == "volunteer"]
    levels = Counter(district.areas[post.area].level for post in posts)
    assert len(posts) == 110
    assert levels["county"] == 6
    assert sum(levels[level] for level in ZONES) == 30
    assert levels["community"] + levels["village"] == 74
    assert {post.body for post in posts} == {"volunteers"}


def test_every_post_is_filled_and_every_first_level_category_has_a_lead(
    district: snapshot.OrgParts,
) -> None:
    assert set(Appointment.objects.values_list("post", flat=True)) == set(district.posts)
    led = {line.category for line in district.duties if line.area == "yuling"}
    firsts = {code for code, parent in district.categories.items() if parent is None}
    assert len(firsts) == 18
    assert firsts <= led


def test_new_cases_have_the_procedures_of_the_place(district: snapshot.OrgParts) -> None:
    assert set(district.uses.values()) <= set(district.current)
    assert district.uses["claim", "*"] == "five-ones"
    assert district.uses["help", "grid"] == "grid"
    assert district.uses["complaint", "hotline"] == "command-line"
    assert district.uses["misconduct_report", "*"] == "statutory"


def test_everything_has_a_name_in_both_languages(district: snapshot.OrgParts) -> None:
    named = [*district.areas.values(), *district.bodies.values(), *district.posts.values()]
    assert all(one.zh and one.en for one in named)


def test_a_leader_receives_every_week_with_the_windows_of_the_zones(
    district: snapshot.OrgParts,
) -> None:
    tuesday = {one.post for one in on_duty(date(2026, 3, 3))}
    windows = {post.code for post in district.posts.values() if post.code.endswith("-window")}
    assert len(windows) == 10
    assert {"yuling-gov-leader-1", *windows} <= tuesday
    assert "yuling-gov-leader-1" not in {one.post for one in on_duty(date(2026, 3, 4))}


@pytest.mark.parametrize(
    ("person", "post"),
    [
        ("operator-1", "command-centre-operator-1"),
        ("operator-4", "petition-office-online"),
        ("dispatcher-2", "petition-office-dispatcher"),
        ("assessor-1", "command-centre-assessor"),
        ("leader-1", "yuling-gov-leader-1"),
        ("clerk-urban", "urban-management-clerk"),
        ("window-hongshi", "hongshi-window"),
        ("deputy-qingyun", "deputies-qingyun"),
        ("grid-anju-1-1", "anju-grid-1-worker-1"),
        ("lawyer-1", "lawyers-desk-lawyer-1"),
    ],
)
def test_the_cast_of_the_stories_holds_its_posts(
    district: snapshot.OrgParts, person: str, post: str
) -> None:
    assert [one.post for one in posts_held(person, on=DAY)] == [post]
