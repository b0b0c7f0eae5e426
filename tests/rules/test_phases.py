"""Which phases are ends: one list, that whoever counts or shows ends goes by."""

from typing import get_args

import pytest

from lianxin.rules.phases import CLOCKLESS, FINAL_PHASES, Phase, is_final


def test_every_end_is_a_phase() -> None:
    assert set(get_args(Phase)) > FINAL_PHASES > CLOCKLESS


@pytest.mark.parametrize("phase", ["handling", "concluded", "reviewing", "", None])
def test_what_goes_on_is_no_end(phase: str | None) -> None:
    assert not is_final(phase)
