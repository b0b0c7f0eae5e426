"""Who is on duty on which day."""

from datetime import date

import pytest

from lianxin.org.models import Area, Body, Post, Roster
from lianxin.org.rosters import on_duty, parsed

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("rule", "falls", "misses"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,TH", MONDAY, date(2026, 3, 3)),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", date(2026, 3, 15), date(2026, 3, 16)),
        ("FREQ=MONTHLY;BYDAY=1MO", MONDAY, date(2026, 3, 9)),
        ("FREQ=MONTHLY;BYDAY=-1FR", date(2026, 2, 27), date(2026, 2, 20)),
    ],
)
def test_a_rule_falls_on_its_days_only(rule: str, falls: date, misses: date) -> None:
    assert parsed(rule).falls_on(falls)
    assert not parsed(rule).falls_on(misses)


def test_a_daily_rule_falls_on_every_day() -> None:
    assert parsed("FREQ=DAILY").falls_on(date(2026, 12, 31))


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "mondays",
        "FREQ=WEEKLY",
        "FREQ=YEARLY;BYDAY=MO",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYDAY=9MO",
        "FREQ=WEEKLY;BYDAY=MO;COUNT=3",
    ],
)
def test_any_other_rule_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match=r"is no"):
        parsed(rule)


@pytest.mark.django_db
def test_on_duty_are_those_whose_roster_runs_and_whose_rule_names_the_day() -> None:
    Area.objects.create(code="qinghe", level="county", zh="清河县", path="/qinghe/")
    Body.objects.create(code="hotline", area_id="qinghe", kind="centre", zh="热线")
    Post.objects.create(
        code="seat", body_id="hotline", area_id="qinghe", role="operator", zh="一席"
    )
    weekly = {"post_id": "seat", "rule": "FREQ=WEEKLY;BYDAY=MO", "place": "一号"}
    Roster.objects.create(**weekly, since=date(2026, 1, 1), until=MONDAY)
    Roster.objects.create(**weekly, person="wang", since=date(2026, 3, 3))
    assert [(one.post, one.person, one.place) for one in on_duty(MONDAY)] == [("seat", "", "一号")]
    assert [one.person for one in on_duty(date(2026, 3, 9))] == ["wang"]
    assert on_duty(date(2026, 3, 10)) == ()
