"""Persons named in a command must be known: a typing error leaves nobody unprotected."""

from typing import Any

import pytest

from lianxin.rules.refusals import Refused
from tests.county import give, register


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("recuse", {"person": "nobody-here", "ground": "亲属"}),
        ("set_leader", {"leaders": ["nobody-here"]}),
        ("set_leader", {"leaders": ["leader-1"], "responsible": "nobody-here"}),
        ("appoint_agent", {"agent": "nobody-here", "mandate": "全权"}),
        ("order_sitting", {"kind": "reception", "demand": "接访", "seats": ["nobody-here"]}),
    ],
)
def test_a_person_who_is_not_known_is_not_named(
    county: str, name: str, fields: dict[str, Any]
) -> None:
    number = register().state.number
    with pytest.raises(Refused, match="no_such"):
        give("dispatcher-1", number, name, **fields)


def test_the_sides_and_the_evaluators_of_a_sitting_may_come_from_outside(county: str) -> None:
    number = register().state.number
    guests = [
        {"person": "petitioner", "role": "petitioner_side"},
        {"person": "villager-7", "role": "evaluator"},
    ]
    give("dispatcher-1", number, "order_sitting", kind="council", demand="议事", seats=guests)


def test_a_mistyped_respondent_is_refused_rather_than_left_unprotected(county: str) -> None:
    with pytest.raises(Refused, match="no_such"):
        register(kind="misconduct_report", respondent=["pingchuam"])
    register(kind="misconduct_report", respondent=["pingchuan"])
    register(kind="misconduct_report", respondent=["clerk-urban"])
