"""The procedures that ship, under proof: what is wrong with them is listed, and nothing else is."""

import pytest

from lianxin.founding import known_traps
from tests.rules.proving.examples import files
from tests.rules.proving.known import lines, own


@pytest.mark.parametrize("name", sorted(files()))
def test_a_procedure_that_ships_has_exactly_the_traps_that_are_listed(name: str) -> None:
    listed = known_traps.by_file().get(name, frozenset())
    assert lines({name: own(name)}) == lines({name: listed})


def test_the_list_names_files_that_ship_each_trap_once() -> None:
    listed = known_traps.LINES.splitlines()
    assert listed == sorted(set(listed))
    assert known_traps.by_file().keys() <= files().keys()
