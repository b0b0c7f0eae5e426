"""What a model refuses has a code of ours, whichever word pydantic has for it."""

from datetime import date
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lianxin.rules.commands.shapes import Line, Moment
from lianxin.rules.model_faults import of_model


class Inner(BaseModel):
    """A table within the model."""


class Everything(BaseModel):
    """One field of each kind that files bring."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(min_length=2, max_length=4, pattern="^[a-z]*$")] = "ab"
    number: Annotated[int, Field(ge=1, le=9)] = 1
    flag: bool = True
    day: date = date(2026, 3, 2)
    table: Inner = Inner()
    names: dict[str, int] = {}
    rows: Annotated[tuple[int, ...], Field(min_length=1)] = (1,)
    choice: Literal["a", "b"] = "a"
    share: Annotated[float, Field(gt=0)] = 1
    line: Line = ""
    moment: Moment | None = None


class Needing(BaseModel):
    """A model that cannot do without its field."""

    text: str


def codes(model: type[BaseModel], values: Any) -> list[str]:
    """The codes of all that a model refuses in the values."""
    with pytest.raises(ValidationError) as refused:
        model.model_validate(values)
    return [of_model(error).code for error in refused.value.errors()]


def test_a_field_that_is_not_there_has_its_code() -> None:
    assert codes(Needing, {}) == ["field_missing"]


@pytest.mark.parametrize(
    ("code", "field", "value"),
    [
        ("field_unknown", "colour", 1),
        ("field_not_text", "text", 7),
        ("field_too_short", "text", "a"),
        ("field_too_long", "text", "abcde"),
        ("field_misspelt", "text", "AB"),
        ("field_not_number", "number", None),
        ("field_not_number", "number", "many"),
        ("field_not_number", "number", 1.5),
        ("field_too_small", "number", 0),
        ("field_too_large", "number", 10),
        ("field_not_flag", "flag", None),
        ("field_not_flag", "flag", "perhaps"),
        ("field_not_date", "day", None),
        ("field_not_date", "day", "soon"),
        ("field_not_table", "table", 3),
        ("field_not_table", "names", 3),
        ("field_not_list", "rows", 3),
        ("field_too_few", "rows", []),
        ("field_not_among", "choice", "c"),
        ("field_unfit", "share", 0),
        ("text_with_nul", "line", "a\0b"),
        ("moment_out_of_time", "moment", "1899-12-31T12:00:00Z"),
    ],
)
def test_a_value_that_is_refused_has_its_code(code: str, field: str, value: Any) -> None:
    assert codes(Everything, {field: value}) == [code]
