"""Figures through the interface."""

import pytest

from lianxin.figures.definitions import FIGURES
from tests.api.conftest import As

WEEK = "since=2026-03-01&until=2026-03-08"


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_is_told_with_its_meaning_and_its_entries(as_: As, name: str) -> None:
    caller = as_("dispatcher-2")
    told = caller.get(f"/figures/{name}?{WEEK}&by=body&compare=previous").json()
    assert told["figure"] == name
    assert told["name"]["zh"]
    assert told["before"]["until"] == "2026-03-01"
    link = told["links"]["entries"].removeprefix("/api/v1")
    assert caller.get(link).json() == {"items": [], "next": None}


def test_without_days_it_is_this_month_up_to_today(as_: As) -> None:
    name = sorted(FIGURES)[0]
    told = as_("dispatcher-2").get(f"/figures/{name}").json()
    assert (told["since"], told["until"]) == ("2026-03-01", "2026-03-03")


def test_an_unknown_figure_is_not_there(as_: As) -> None:
    answer = as_("dispatcher-2").get("/figures/happiness")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize(
    ("words", "pointer"),
    [
        ("since=2026-03-02&until=2026-03-02", "query:until"),
        ("since=soon", "query:since"),
        ("since=0001-01-01", "query:since"),
        ("until=9999-12-31", "query:until"),
        ("by=person", "query:by"),
        ("compare=never", "query:compare"),
        ("form=2026", "query:form"),
    ],
)
def test_a_wrong_question_is_named(as_: As, words: str, pointer: str) -> None:
    name = sorted(FIGURES)[0]
    answer = as_("dispatcher-2").get(f"/figures/{name}?{words}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_cursor_that_was_never_given_is_named(as_: As) -> None:
    name = sorted(FIGURES)[0]
    answer = as_("dispatcher-2").get(f"/figures/{name}/entries?{WEEK}&cursor=zz")
    assert answer.json()["errors"][0]["pointer"] == "query:cursor"
