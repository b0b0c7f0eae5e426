"""Every condition has a meaning where no case is there yet, and every standing and sort its words."""

import pytest

from lianxin.rules import facts
from lianxin.rules.commands import CLASSES
from lianxin.rules.conditions import meanings, named, registry
from lianxin.rules.conditions.meanings import meaning_of
from lianxin.rules.grammar.names import OUTCOMES
from lianxin.rules.proving.sorts import SORTS
from lianxin.rules.proving.steps import NO_OUTSIDER

PSEUDO = frozenset({"step", "signed"})
"""Facts of the proof itself: a step by its own name, a paper by the one signed."""


def test_every_condition_of_the_registry_has_its_meaning() -> None:
    assert set(meanings.MEANINGS) == registry.NAMES


def test_every_family_of_conditions_has_its_meaning() -> None:
    assert set(meanings.FAMILIES) == {family.prefix for family in named.FAMILIES}


@pytest.mark.parametrize("name", sorted(meanings.MEANINGS))
def test_a_meaning_names_facts_that_there_are(name: str) -> None:
    mean = meaning_of(name)
    told = {token.partition(":")[0] for token in (*mean.by, *mean.undone)}
    assert told - PSEUDO <= facts.NAMES
    assert (mean.basis == "done") == bool(mean.by)
    assert mean.basis != "matter" or mean.of is not None
    assert mean.of is None or mean.basis in {"matter", "done"}


@pytest.mark.parametrize("name", sorted(meanings.MEANINGS))
def test_what_a_condition_hangs_on_by_its_command_is_said_by_the_command(name: str) -> None:
    # What only the command tells cannot be brought about by another act before it.
    by_command = registry.RULES[name].by_command
    assert not by_command or meaning_of(name).basis in {"said", "state", "done"}


def test_sorts_of_matter_are_told_apart_by_name() -> None:
    assert len({sort.code for sort in SORTS}) == len({sort.zh for sort in SORTS}) == len(SORTS)


def test_outcomes_that_need_somebody_in_reach_are_outcomes() -> None:
    for do, outcomes in NO_OUTSIDER.items():
        assert do in CLASSES
        assert outcomes <= OUTCOMES[do]
