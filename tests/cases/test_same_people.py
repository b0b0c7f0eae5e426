"""The same people, the same subject, the same place: accepted once while a lower body has it in time."""

from typing import Any

import pytest

from lianxin.rules.refusals import Refused
from tests.cases.plays import at
from tests.county import give, register

WALK_IN: dict[str, Any] = {
    "channel": "in_person",
    "kind": "claim",
    "area": "liuyin",
    "category": "c-01",
    "petitioner": {"name": "赵一", "phone": "138 0000 2210"},
}


def below() -> str:
    """A matter that the subdistrict accepted and has in time."""
    number = register("operator-3", **WALK_IN).state.number
    give("dispatcher-2", number, "assign", at=at("03-02 10:00"), lead="chengguan")
    give("clerk-chengguan", number, "receive", at=at("03-03 09:00"))
    give("clerk-chengguan", number, "accept", at=at("03-04 09:00"))
    return number


def above(**other: Any) -> str:
    """A matter that the county's market office was sent."""
    number = register("operator-3", at=at("03-05 09:00"), **{**WALK_IN, **other}).state.number
    give("dispatcher-2", number, "assign", at=at("03-05 10:00"), lead="market")
    give("clerk-market", number, "receive", at=at("03-06 09:00"))
    return number


def accept(number: str, *, when: str = "03-09 09:00") -> None:
    give("clerk-market", number, "accept", at=at(when))


def test_it_is_registered_always_and_accepted_once(county: str) -> None:
    below()
    number = above()
    with pytest.raises(Refused) as caught:
        accept(number)
    assert (caught.value.code, caught.value.why["lead"]) == ("pending_elsewhere", "chengguan")


@pytest.mark.parametrize(
    "other",
    [
        {"petitioner": {"name": "赵一", "phone": "13900000001"}},
        {"category": "c-02"},
        {"area": "donghu"},
        {"petitioner": None, "anonymous": True},
    ],
)
def test_another_person_subject_or_place_is_another_matter(
    county: str, other: dict[str, Any]
) -> None:
    below()
    accept(above(**other))


def test_somebody_who_ties_them_as_related_has_judged_them_two(county: str) -> None:
    first = below()
    number = above()
    give("dispatcher-2", number, "link", at=at("03-06 10:00"), to=first, relation="related")
    accept(number)


def test_what_the_lower_body_is_late_with_may_be_raised_above(county: str) -> None:
    below()
    accept(above(), when="06-01 09:00")


def test_one_that_a_body_of_the_same_level_has_stands_in_nobodys_way(county: str) -> None:
    first = below()
    give("dispatcher-2", first, "reassign", at=at("03-05 08:00"), lead="health", reason="改派")
    accept(above())


def test_who_spoke_for_another_may_raise_his_own_matter(county: str) -> None:
    neighbour = {"name": "孙五", "phone": "13900000077"}
    spoken = {"representatives": [neighbour], "on_behalf": "neighbour", "agreed": True}
    first = register("operator-3", **{**WALK_IN, **spoken}).state.number
    give("dispatcher-2", first, "assign", at=at("03-02 10:00"), lead="chengguan")
    give("clerk-chengguan", first, "receive", at=at("03-03 09:00"))
    give("clerk-chengguan", first, "accept", at=at("03-04 09:00"))
    accept(above(petitioner=neighbour))
