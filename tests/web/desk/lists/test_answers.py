"""A reviewer that sends a matter back finds it among what it owes, until its written answer arrived."""

import pytest
from django.test import Client

from tests.county import give
from tests.documents.test_papers import asked, day, delivered
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
LIST = "/desk/lists/answer"


@pytest.fixture
def revoked(county: str, clock: Clock) -> str:
    """A matter that the county sent back to the body that had handled it, and told nobody yet."""
    number = delivered()
    asked(number, "request_review", at=day(9), reason="测量时没有通知我家。")
    give("clerk-qinghe", number, "decide_review", at=day(12), outcome="revoked", text="程序有误。")
    clock.on(days=13)
    return number


def listed(client: Client, number: str) -> bool:
    """Whether a matter stands in the list of written answers owed, and is counted there."""
    answer = client.get(LIST)
    lines = answer.context["lines"]
    assert int(client.get("/desk/counts").context["counts"]["answer"]) == len(lines)
    return number in page(answer)


def test_the_reviewer_finds_what_it_owes_until_it_arrived(revoked: str) -> None:
    reviewer = sit_down("clerk-qinghe")
    assert not listed(reviewer, revoked)
    give("head-qinghe", revoked, "sign", at=day(12), document="review_opinion")
    assert "待书面答复" in page(reviewer.get("/desk/"))
    assert listed(reviewer, revoked)
    give("clerk-qinghe", revoked, "issue", at=day(12), document="review_opinion")
    assert listed(reviewer, revoked)
    told = {"document": "review_opinion", "means": "in_person"}
    give("clerk-qinghe", revoked, "deliver", at=day(12), **told)
    assert not listed(reviewer, revoked)


def test_neither_the_lead_nor_an_outsider_finds_it_there(revoked: str) -> None:
    give("head-qinghe", revoked, "sign", at=day(12), document="review_opinion")
    assert not listed(sit_down("clerk-natural"), revoked)
    assert not listed(sit_down("clerk-ecology"), revoked)
