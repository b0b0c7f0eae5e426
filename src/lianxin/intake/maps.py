"""The map of a file: which column is which field, what is meant by a label, what holds by default.

```toml
channel = "hotline"
as = "operator-1"                    # the importing officer
times = ["%Y/%m/%d %H:%M"]           # where the usual forms are not meant
[columns]                            # heading of the file = field of `register`
"工单编号" = "external_id"
"来电内容" = "text"
"来电人" = "petitioner.name"
[defaults]
kind = "help"
[values.kind]                        # label = value; labels match whole or not at all
"投诉举报" = "complaint"
[categories]                         # label = code of the county's category
"市容环境" = "c-0101"
```
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lianxin.intake.headings import FIELDS
from lianxin.intake.sheets import SheetForm
from lianxin.rules.book import Book
from lianxin.rules.commands.intake import Channel, Register
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.model_faults import of_model

Value = str | bool | int | float


class ColumnMap(BaseModel):
    """A map as written; empty where the usual headings do."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Channel | None = None
    as_: str = Field(default="", alias="as")
    encoding: str = ""
    delimiter: Literal["", ",", ";", "\t", "|"] = ""
    sheet: str = ""
    heading: int = Field(default=1, ge=1, le=100)
    times: tuple[str, ...] = ()
    columns: Mapping[str, str] = {}
    defaults: Mapping[str, Value] = {}
    values: Mapping[str, Mapping[str, Value]] = {}
    categories: Mapping[str, str] = {}

    @property
    def form(self) -> SheetForm:
        """Return what the map says of the file's outer form."""
        return SheetForm(self.encoding, self.delimiter, self.sheet, self.heading)


NO_MAP = ColumnMap()


def read_map(path: Path, *, book: Book) -> ColumnMap:
    """Return the map of a file. Raises Faults with everything that is wrong in it."""
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except OSError as problem:
        flaw = Flaw("unreadable", problem=str(problem.strerror))
        raise Faults([Fault(path.name, 0, "", flaw)]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        line = re.search(r"line (\d+)", str(problem))
        place = int(line[1]) if line else 0
        flaw = Flaw("not_toml", problem=str(problem))
        raise Faults([Fault(path.name, place, "", flaw)]) from None
    try:
        column_map = ColumnMap.model_validate(document)
    except ValidationError as wrong:
        raise Faults(
            Fault(path.name, _line(text, error["loc"]), _place(error["loc"]), of_model(error))
            for error in wrong.errors()
        ) from None
    faults = [
        Fault(path.name, _line(text, loc), _place(loc), flaw)
        for loc, flaw in _wrong(column_map, book)
    ]
    if faults:
        raise Faults(faults)
    return column_map


Loc = tuple[str | int, ...]


def _wrong(column_map: ColumnMap, book: Book) -> Iterator[tuple[Loc, Flaw]]:
    yield from _wrong_columns(column_map)
    for label, code in column_map.categories.items():
        if code not in book.categories:
            yield ("categories", label), Flaw("no_such_category", name=code)
    for field, table in column_map.values.items():
        for label, value in table.items():
            for _, flaw in _refused((), {field: value}, book):
                yield ("values", field, label), flaw
    yield from _refused(("defaults",), column_map.defaults, book)


def _wrong_columns(column_map: ColumnMap) -> Iterator[tuple[Loc, Flaw]]:
    fields = list(column_map.columns.values())
    for heading, field in column_map.columns.items():
        if field not in FIELDS:
            yield ("columns", heading), Flaw("no_case_field", field=field)
        elif fields.count(field) > 1:
            yield ("columns", heading), Flaw("field_filled_twice", field=field)


def _refused(loc: Loc, fields: Mapping[str, Value], book: Book) -> Iterator[tuple[Loc, Flaw]]:
    """Ask the command itself whether it would take these values."""
    unknown = [field for field in fields if field not in FIELDS]
    yield from (((*loc, field), Flaw("no_case_field", field=field)) for field in unknown)
    values = {field: value for field, value in fields.items() if field not in unknown}
    try:
        Register.model_validate(
            {"channel": "import", "kind": "help", "title": "-", "text": "-", **nested(values)}
        )
    except ValidationError as wrong:
        yield from (((*loc, *error["loc"]), of_model(error)) for error in wrong.errors())
    area, category = values.get("area"), values.get("category")
    if area is not None and area not in book.areas:
        yield (*loc, "area"), Flaw("no_such_area", name=str(area))
    if category is not None and category not in book.categories:
        yield (*loc, "category"), Flaw("no_such_category", name=str(category))


def nested(fields: Mapping[str, object]) -> dict[str, object]:
    """Return fields with those of the petitioner gathered, as `register` takes them."""
    nested_fields: dict[str, object] = {}
    petitioner: dict[str, object] = {}
    for field, value in fields.items():
        of, _, inner = field.partition(".")
        if inner:
            petitioner[inner] = value
        else:
            nested_fields[of] = value
    if petitioner:
        nested_fields["petitioner"] = {"name": UNNAMED, **petitioner}
    return nested_fields


UNNAMED = "未具名"
"""A petitioner of whom only a telephone or an address was taken down."""


def _place(loc: Loc) -> str:
    return ".".join(map(str, loc))


def _line(text: str, loc: Loc) -> int:
    """The line of the innermost key that is written out, each looked for below the one around it."""
    lines = text.splitlines()
    number = 0
    for key in map(str, loc):
        shape = re.compile(rf'(?:^|[\s\[."\'{{,]){re.escape(key)}["\']?\s*[\].=]')
        numbers = (n for n in range(max(number, 1), len(lines) + 1) if shape.search(lines[n - 1]))
        number = next(numbers, number)
    return number
