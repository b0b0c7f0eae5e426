"""The procedures that ship, under proof: nothing is wrong with them but what is being mended."""

import pytest

from lianxin.founding.proofs import UNDER_WAY
from tests.rules.proving.examples import files, findings_of


@pytest.mark.parametrize("name", sorted(files()))
def test_a_procedure_that_ships_has_no_finding_but_those_known(name: str) -> None:
    told = [one for one in findings_of(name) if one.fault.code not in UNDER_WAY]
    assert told == [], "\n".join(one.told() for one in told)
