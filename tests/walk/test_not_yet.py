"""The report of a walk tells what was walked from what no page offers, and the list becomes shorter."""

from tests.walk import not_yet
from tests.walk.not_yet import Walked, report, shortened, written

LENT = Walked("qinghe/a", 7, ("assign: lead: no field",), ("close: no field", "close: no field"))


def test_what_no_page_offers_is_not_counted_as_walked() -> None:
    lines = report([LENT])
    assert lines[0] == "7 of 10 steps walked; 0 of 1 stories carried whole"
    assert lines[1] == "2 refused because no page offers it"
    assert "    2  refused: close: no field" in lines


def test_a_list_without_entries_is_a_list_still() -> None:
    assert written({}) == not_yet.HEAD
    assert not_yet.listed() == {}


def test_nothing_comes_to_the_list() -> None:
    assert shortened([LENT]) == {}
