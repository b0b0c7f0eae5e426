"""The county that comes with the product: it loads, hangs together and shows what a preset can."""

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


@pytest.fixture
def county(db: None) -> snapshot.OrgParts:
    load_preset("qinghe", at=AT, by=CLERK)
    return snapshot.load()


def test_the_whole_county_loads_and_new_cases_have_their_procedures(
    county: snapshot.OrgParts,
) -> None:
    assert county.county.root_area == "qinghe"
    assert {"hotline", "statutory", "simple"} <= set(county.current)
    assert set(county.uses.values()) <= set(county.current)
    assert 2026 in county.calendar.years


def test_every_body_that_acts_has_a_head_a_section_head_and_a_clerk_and_they_are_filled(
    county: snapshot.OrgParts,
) -> None:
    filled = set(Appointment.objects.values_list("post", flat=True))
    for body in county.bodies.values():
        posts = {f"{body.code}-head", f"{body.code}-section-head", f"{body.code}-clerk"}
        assert posts <= set(county.posts)
        assert body.successor or posts <= filled


def test_every_first_level_category_has_a_lead_in_the_county(county: snapshot.OrgParts) -> None:
    led = {line.category for line in county.duties if line.area == "qinghe"}
    firsts = {code for code, parent in county.categories.items() if parent is None}
    assert len(firsts) == 18
    assert firsts <= led


def test_every_department_can_be_reviewed_by_a_body_above_and_that_one_again(
    county: snapshot.OrgParts,
) -> None:
    for body in county.bodies.values():
        # The government's own review would go to a province; discipline and the party have ways of their own.
        own_way = body.kind in {"discipline", "party"}
        if body.area == "yunchuan" or own_way or body.code == "qinghe-gov":
            continue
        lines = (body.upper_gov, body.upper_line)
        above = county.bodies[next(line for line in lines if line)]
        assert above.upper_gov or above.upper_line, body.code


@pytest.mark.parametrize(
    ("person", "post"),
    [
        ("operator-1", "hotline-operator-1"),
        ("dispatcher-1", "hotline-dispatcher"),
        ("follow-up-1", "hotline-follow-up"),
        ("supervisor-1", "petition-office-supervisor"),
        ("inspector-1", "petition-office-inspector"),
        ("auditor-1", "audit-auditor"),
        ("leader-1", "qinghe-gov-leader-1"),
        ("clerk-urban", "urban-management-clerk"),
        ("section-urban", "urban-management-section-head"),
        ("head-urban", "urban-management-head"),
        ("clerk-ecology", "ecology-clerk"),
        ("clerk-pingchuan", "pingchuan-clerk"),
    ],
)
def test_the_cast_of_the_stories_holds_its_posts(
    county: snapshot.OrgParts, person: str, post: str
) -> None:
    assert [one.post for one in posts_held(person, on=DAY)] == [post]


def test_residents_are_people_without_a_post(county: snapshot.OrgParts) -> None:
    residents = Officer.objects.filter(code__startswith="resident-")
    assert residents.count() == 4
    assert not Appointment.objects.filter(person__in=residents).exists()


def test_every_role_is_shown_by_some_post(county: snapshot.OrgParts) -> None:
    roles = {post.role for post in county.posts.values()}
    assert roles >= set(
        [
            "head",
            "section_head",
            "operator",
            "dispatcher",
            "handler",
            "signer",
            "follow_up",
            "supervisor",
            "inspector",
            "assessor",
            "auditor",
            "leader",
            "agent",
            "grid_chief",
            "mediator",
        ]
    )


def test_every_category_area_body_and_post_has_a_name_in_both_languages(
    county: snapshot.OrgParts,
) -> None:
    named = [*county.areas.values(), *county.bodies.values(), *county.posts.values()]
    assert all(one.zh and one.en for one in named)
    assert all(zh and en for zh, en in county.category_labels.values())


def test_the_leaders_receive_on_their_days(county: snapshot.OrgParts) -> None:
    assert "qinghe-gov-leader-1" in {one.post for one in on_duty(date(2026, 3, 15))}
    assert "qinghe-gov-leader-1" not in {one.post for one in on_duty(date(2026, 3, 16))}
