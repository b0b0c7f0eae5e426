"""A case in groups: what changes within one, and that a misspelt name is no change."""

import pytest

from tests.rules.county import Play


def test_a_change_within_a_group_leaves_the_rest_of_the_group_as_it_was() -> None:
    before = Play().state
    after = before.with_changes({"stage": "closed", "people": {"head_count": 7}})
    assert (after.stage, after.people.head_count) == ("closed", 7)
    assert after.people.petitioners == before.people.petitioners
    assert (before.people.head_count, after.handling) == (1, before.handling)


def test_a_field_that_a_case_does_not_have_cannot_be_changed() -> None:
    state = Play().state
    with pytest.raises(AssertionError, match="head_count"):
        state.with_changes({"head_count": 7})
    with pytest.raises(AssertionError, match="heads"):
        state.with_changes({"people": {"heads": 7}})
