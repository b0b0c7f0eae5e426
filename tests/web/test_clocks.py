"""Clocks as pages show them."""

import pytest

from lianxin.web.clocks import law_of


@pytest.mark.parametrize(
    ("source", "shown"),
    [("条例22、23(2) [V]", "条例22、23(2)"), ("半个工作日 [L]；紧急30分钟 [D]", ""), ("", "")],
)
def test_only_the_law_is_named_as_a_source(source: str, shown: str) -> None:
    assert law_of(source) == shown
