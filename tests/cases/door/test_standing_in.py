"""Who fills a post today is asked where somebody stands aside, so that the next above signs."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.people.models import Appointment
from lianxin.rules.actor import SYSTEM
from lianxin.rules.facts.persons import StoodIn
from lianxin.rules.state import CaseState
from tests.county import AT, give, officer, register

LATER = AT + timedelta(days=3)
KIN = {"ground": "近亲属"}


def state(number: str) -> CaseState:
    """A case as it stands."""
    return queries.state_of(SYSTEM, number)


def led_by_one() -> str:
    """An order at a bureau whose other posts were given up."""
    Appointment.objects.filter(post__body="culture").exclude(post_id="culture-clerk").delete()
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="culture")
    return number


def test_the_only_person_of_a_body_steps_back_and_the_centre_finds_it(county: str) -> None:
    number = led_by_one()
    passed = give("clerk-culture", number, "recuse", person="clerk-culture", **KIN)
    assert isinstance(passed.facts[-1], StoodIn)
    listed = queries.page(officer("dispatcher-1"), Filters(mark="unnamed"), at=LATER)
    assert [row.number for row in listed.rows] == [number]
    give("dispatcher-1", number, "reassign", lead="urban-management", reason="回避")
    assert not state(number).lead_unnamed


def test_of_several_one_steps_back_and_nothing_follows(county: str) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="culture")
    passed = give("clerk-culture", number, "recuse", person="clerk-culture", **KIN)
    assert [fact.name for fact in passed.facts] == ["recused"]


def test_who_fills_posts_is_asked_only_where_somebody_stands_aside(county: str) -> None:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="culture")
    with CaptureQueriesContext(connection) as asked:
        give("clerk-culture", number, "note", text="一")
    assert not [
        one for one in asked.captured_queries if "array_agg(DISTINCT term.person)" in one["sql"]
    ]
    give("head-culture", number, "recuse", person="clerk-culture", **KIN)
    with CaptureQueriesContext(connection) as asked:
        give("head-culture", number, "note", text="二")
    assert [
        one for one in asked.captured_queries if "array_agg(DISTINCT term.person)" in one["sql"]
    ]
