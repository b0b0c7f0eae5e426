"""Every procedure of every preset is walked: commands in any order, by whoever may give them.

Both lists only shrink: what is on one of them is not mended or not reached yet.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from lianxin.founding.on_paper import county_of
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.walk import Walked, walk
from tests.rules.counties import CODES

ON = date(2026, 3, 2)
SEED = 3
EACH = 700
"""Steps of each procedure of a preset."""
WHOLE = 20_000
NOT_MENDED = frozenset({"owed", "lead"})
"""Rules of which something is found still: a stage at which nobody owes anything, and what a centre answered without a lead."""
RARE = frozenset(
    {
        *("contest", "rule_contest", "publish", "post_notice", "fail_delivery", "name_seats"),
        *("request_review", "decide_review", "request_re_review", "decide_re_review"),
        *("end_procedure", "explain_opinion", "record_execution", "record_confirmation", "extend"),
        *("archive", "close", "deliver", "merge", "split", "take_down", "tell_appointers"),
        *("rule_ending", "rule_objection", "propose_opinion"),
    }
)
"""Commands that need a long way before them, so that not every procedure sees them within its steps."""
NEVER = frozenset(
    {"end_procedure", "request_re_review", "decide_re_review", "contest", "rule_contest"}
)
"""What no walk of this length reaches: a second remedy after the first, and an end that needs one."""
MOVED_TO = frozenset({"simple"})
"""Procedures that nothing begins with: a matter comes there by a move, which a walk seldom takes."""
Walks = dict[str, tuple[PeopledCounty, Walked]]


def _walked(preset: str) -> tuple[PeopledCounty, Walked]:
    county, walked = county_of(preset, on=ON), Walked()
    for code in sorted(county.book.current):
        walk(county, code, seed=SEED, steps=EACH, walked=walked)
    return county, walked


@pytest.fixture(scope="module")
def walks() -> Iterator[Walks]:
    """The walks of every preset, with the county in which they went."""
    yield {preset: _walked(preset) for preset in CODES}


def test_no_order_of_commands_breaks_a_rule(walks: Walks) -> None:
    found = {key for _, walked in walks.values() for key in walked.findings}
    assert {key for key in found if key[0] not in NOT_MENDED} == set()
    assert {key for key in found if key[0] == "lead"} <= {("lead", "none at answered")}
    assert sum(walked.steps for _, walked in walks.values()) >= WHOLE


def test_every_command_of_every_procedure_is_taken_but_the_rare_ones(walks: Walks) -> None:
    untaken: dict[tuple[str, str], frozenset[str]] = {}
    for county, walked in walks.values():
        for code, digest in county.book.current.items():
            here = walked.untaken(code, county)
            untaken[code, digest] = untaken.get((code, digest), here) & here
    rest = {code: names - RARE for (code, _), names in untaken.items() if code not in MOVED_TO}
    assert {code: names for code, names in rest.items() if names} == {}


def test_what_is_rare_in_one_procedure_is_taken_in_another(walks: Walks) -> None:
    taken = {
        name for _, walked in walks.values() for names in walked.taken.values() for name in names
    }
    assert RARE - taken <= NEVER
