"""The one writing statement: the same rows however many are written, and however they are told."""

import re

import pytest

from lianxin.cases import door
from lianxin.cases.door import writing
from lianxin.database.pipeline import Statement
from lianxin.rules.commands.intake import Register
from tests.cases import tables
from tests.county import AT, PLAIN, give, officer, register


@pytest.fixture
def statements(open_county: str, monkeypatch: pytest.MonkeyPatch) -> dict[writing.Shape, Statement]:
    """The statements put together so far: none."""
    held: dict[writing.Shape, Statement] = {}
    monkeypatch.setattr(writing, "_statements", held)
    return held


def lived() -> None:
    """Register one case, then a few, then many, and send one on."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["ecology"])
    for count in (2, writing.FEW + 1):
        wanted = [door.Registration(Register.model_validate(PLAIN), AT)] * count
        door.record_many(wanted, actor=officer("operator-1"))


def test_few_rows_are_told_as_values_and_many_as_arrays(
    statements: dict[writing.Shape, Statement],
) -> None:
    lived()
    assert tables.count("cases_case") == 3 + writing.FEW + 1
    assert tables.count("cases_leg") == 2
    assert tables.amiss() == []
    for shape, text in statements.items():
        arrays = len(re.findall(rb"unnest", text.text))
        assert arrays == [count for _, count in shape].count(0)
    assert {count for shape in statements for _, count in shape} >= {0, 1, 2}


def test_unusual_statements_beyond_the_most_are_told_as_arrays_and_write_the_same(
    statements: dict[writing.Shape, Statement], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST", 0)
    lived()
    assert tables.count("cases_case") == 3 + writing.FEW + 1
    assert tables.count("cases_leg") == 2
    assert tables.amiss() == []
    assert {count for shape in statements for _, count in shape} == {0}
