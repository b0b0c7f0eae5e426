"""Ties between matters are made and undone in the open."""

import pytest

from tests.rules.county import CHEN, LI, WANG, Play, handled
from tests.rules.test_statutory import refused


@pytest.fixture
def pair() -> tuple[Play, Play]:
    one, other = handled(), handled(number="QINGHE-260302-000002")
    one.beside(other)
    return one, other


def test_a_mistaken_tie_is_undone(pair: tuple[Play, Play]) -> None:
    one, other = pair
    one.do("link", LI, to=other.state.number, relation="same_matter")
    one.do("unlink", LI, to=other.state.number, reason="不是同一事项")
    assert one.state.ties.links == ()


def test_a_mark_of_repeat_goes_with_its_tie(pair: tuple[Play, Play]) -> None:
    one, other = pair
    one.do("mark_repeat", LI, of=other.state.number)
    assert not one.state.ties.initial
    one.do("unlink", LI, to=other.state.number, reason="两人同名")
    assert (one.state.ties.repeat_of, one.state.ties.initial, one.state.ties.links) == (
        None,
        True,
        (),
    )


def test_what_is_not_tied_is_not_undone_and_only_the_centre_undoes(
    pair: tuple[Play, Play],
) -> None:
    one, other = pair
    number = other.state.number
    assert refused(one, "unlink", LI, to=number, reason="x").code == "no_such"
    assert refused(one, "unlink", LI, to="QINGHE-260302-ZZZZZZ", reason="x").code == "no_such"
    one.do("link", LI, to=number, relation="related")
    assert refused(one, "unlink", WANG, to=number, reason="x").code == "not_yours"
    assert refused(one, "unlink", CHEN, to=number, reason="x").code == "not_visible"
