"""What a preset may say under `generate`: how many of what stand where, and the names to draw from."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import product
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from lianxin.rules.faults import Flaw, Unfit

Word = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*([_-][a-z0-9]+)*$")]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Label = Annotated[str, Field(min_length=1, max_length=80)]
Many = Annotated[int, Field(ge=1, le=20_000)]
# A name and its reading, as `青 Qing`.
Read = Annotated[str, Field(pattern=r"^\S+ \S+$")]
Names = Annotated[tuple[Read, ...], Field(min_length=1, max_length=500)]
Way = tuple[tuple[str, str], tuple[str, str]]


class GeneratingShape(BaseModel):
    """A part of `generate`; a key that is not known is a slip of the pen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class GeneratedRow(GeneratingShape):
    """Something to be made below an area; below none it is made everywhere."""

    under: Code | None = None
    zh: Label
    en: Label


class Counted(GeneratedRow):
    """So many in each place, so many spread over all, or what is missing to a published total."""

    each: Many | None = None
    count: Many | None = None
    total: Many | None = None

    @model_validator(mode="after")
    def _one_number(self) -> "Counted":
        if [self.each, self.count, self.total].count(None) != 2:
            raise Unfit(Flaw("one_number"))
        return self


class BodyOf(GeneratingShape):
    """The body of each place made: its kind, and the kind of the body in the place above it."""

    kind: Word
    above: Word
    zh: Label
    en: Label


class AreaRow(GeneratedRow):
    """Places of a level: their codes are `<under>-<code><number>`."""

    under: Code
    beneath: Word | None = None
    level: Word
    code: Code
    count: Many
    body: BodyOf | None = None


class PostRow(Counted):
    """Posts in the bodies of a kind; held by new people or by who holds another role there.

    A `total` counts every post of the role in the preset.
    """

    kind: Word
    role: Word
    held_by: Word | None = None
    since: date = date(2024, 1, 1)


class StationRow(Counted):
    """Stations in the areas of a level; a `total` counts every station in the preset."""

    at: Word
    level: Word
    phone: str = ""
    hours: str = ""


class PlaceNames(GeneratingShape):
    """Beginnings and endings of names of places, each with its reading."""

    first: Names = ("甲 Jia", "乙 Yi", "丙 Bing", "丁 Ding")
    last: Names = ("河 he", "山 shan", "林 lin", "原 yuan")


class People(GeneratingShape):
    """Names to draw from for people."""

    surnames: Annotated[str, Field(min_length=1)] = "赵钱孙李周吴郑王"
    given: Annotated[tuple[Label, ...], Field(min_length=1)] = ("明", "文", "平", "安")


class Generate(GeneratingShape):
    """The whole of `generate`."""

    seed: int
    places: PlaceNames = PlaceNames()
    people: People = People()
    areas: tuple[AreaRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    stations: tuple[StationRow, ...] = ()

    @cached_property
    def place_ways(self) -> Sequence[Way]:
        """Every beginning with every ending, each a pair of a name and its reading."""
        first = [_parted(text) for text in self.places.first]
        last = [_parted(text) for text in self.places.last]
        return tuple(product(first, last))


def _parted(text: str) -> tuple[str, str]:
    name, _, reading = text.partition(" ")
    return name, reading
