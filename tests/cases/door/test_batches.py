"""Many cases at once: each is refused by itself, and none is changed that has moved on."""

from uuid import UUID

from lianxin.cases import door
from lianxin.cases.door import Order
from lianxin.rules.commands.handling import Note
from lianxin.rules.refusals import Refused
from tests.county import AT, give, officer, register


def test_in_a_batch_a_case_that_moved_on_is_refused_and_an_outsider_is_not_told_so(
    county: str,
) -> None:
    number = register().state.number
    give("operator-1", number, "note", text="先到")
    order = Order(number, Note(text="后到"), AT, UUID(int=8), expect_version=1)
    found = [
        one
        for person in ("dispatcher-1", "clerk-human")
        for one in door.record_each([order], actor=officer(person))
    ]
    assert [one.code for one in found if isinstance(one, Refused)] == [
        "version_changed",
        "not_visible",
    ]
