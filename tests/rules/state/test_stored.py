"""States as they were stored by every version of the product are read by this one."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from lianxin.rules.state import CaseState, read_state, written_state
from lianxin.rules.state.value import Group
from tests.rules.test_recourse import reviewed

STORED = Path(__file__).parents[2] / "data" / "states.jsonl"
FLAT = STORED.read_text().splitlines()[0]
"""A state of before the groups, in which no field is as in a new case."""
CAME_LATER = {
    "gravity_said",
    "heard",
    "informed",
    "major",
    "recusal_asked",
    "respondents_in",
    "kept_from_bodies",
    "kept_from_persons",
    "kept_by_few",
    "retaliation_for",
    "respondent_unknown",
    "stood_back",
    "ending_requested",
    "terminated",
    "words",
    "came_from",
    "taken_from",
    "fell_to",
    "fell_at",
    "withdrawal_taken_down",
}
"""Fields that no state had before the groups."""


def test_what_is_written_is_read_again() -> None:
    state = reviewed().state
    assert read_state(written_state(state)) == state


def test_a_state_is_written_in_the_same_order_however_it_was_reached() -> None:
    written = written_state(reviewed().state)
    assert written_state(read_state(written)) == written


@pytest.mark.parametrize("text", STORED.read_text().splitlines())
def test_every_shape_that_was_ever_stored_is_read(text: str) -> None:
    state = read_state(text)
    assert (state.number, state.matter.kind) == ("QINGHE-260302-000001", "claim")
    assert read_state(written_state(state)) == state


def test_of_a_state_before_the_groups_nothing_is_lost() -> None:
    state = read_state(FLAT.encode())
    in_groups: dict[str, Any] = {}
    for name in CaseState.model_fields:
        value = getattr(state, name)
        in_groups |= dict(value) if isinstance(value, Group) else {name: value}
    left = {name for name in json.loads(FLAT) if name not in in_groups}
    assert left == {
        f"{hue}{part}" for hue in ("risk", "progress") for part in ("", "_chosen", "_held")
    }
    for hue, colour in (("risk", "yellow"), ("progress", "B")):
        assert (getattr(state, hue).colour, getattr(state, hue).chosen) == (colour, True)
    assert state.risk.held == ("yellow:group",)
    assert [seat.role for seat in state.sittings[0].seats] == ["member", "unit_side"]
    # A field left out of its group would have its default, which no field of this state has.
    assert set(json.loads(state.model_dump_json(exclude_defaults=True))) == set(
        CaseState.model_fields
    ) - {"decisions"}, "kept only since the fields stand in groups"
    for name in CaseState.model_fields:
        value = getattr(state, name)
        if isinstance(value, Group):
            fields = set(type(value).model_fields) - CAME_LATER
            assert set(value.model_dump(exclude_defaults=True)) == fields


def test_what_never_was_a_state_is_refused() -> None:
    with pytest.raises(ValidationError):
        read_state('{"number": "QINGHE-260302-000001"}')
