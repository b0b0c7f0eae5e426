"""What the registry of figures promises of itself."""

from lianxin.figures.registry import definition
from lianxin.rules.phases import FINAL_PHASES


def test_a_matter_that_ends_otherwise_is_counted_apart_from_conclusions() -> None:
    assert set(definition("conclusion_rate").exclusions) == FINAL_PHASES
