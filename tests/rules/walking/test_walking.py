"""The walker itself: it takes as many allowed steps as it is told, and the same ones again."""

from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.invariants import AFTER_STEP, OF_CASE
from lianxin.rules.walking.telling import RULES
from lianxin.rules.walking.walk import Walked, rows_of, walk
from tests.rules.walking.small import small


def walked(county: PeopledCounty, procedure: str, *, seed: int = 1) -> Walked:
    result = Walked()
    walk(county, procedure, seed=seed, steps=80, walked=result)
    return result


def test_a_walk_takes_as_many_steps_as_it_is_told_and_the_same_ones_again() -> None:
    first, again = (walked(small(), "statutory") for _ in range(2))
    assert first.steps == again.steps == 80
    assert first.taken == again.taken
    assert set(first.taken["statutory"]) <= rows_of(small(), "statutory") | {"register", "restate"}


def test_another_seed_walks_another_way() -> None:
    assert walked(small(), "hotline").taken != walked(small(), "hotline", seed=2).taken


def test_every_rule_that_is_asked_has_its_words() -> None:
    assert {*AFTER_STEP, *OF_CASE, "alarm", "stuck"} == set(RULES)
