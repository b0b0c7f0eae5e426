"""Patterns among matters that warn an outpost: about matters and places, never about persons."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Same = Literal["category", "lead"]


class Pattern(BaseModel):
    """How many matters of one category or one unit at one place within some days warn its outpost.

    `place` is the level of area that counts as one place, `outpost` the kind of body there that is
    asked to look; it answers within `answer` days. All of it is the county's own to say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,59}$")]
    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=90)]
    same: Same
    place: Annotated[str, Field(min_length=1)]
    count: Annotated[int, Field(ge=2, le=1000)]
    days: Annotated[int, Field(ge=1, le=366)]
    outpost: Annotated[str, Field(min_length=1)]
    answer: Annotated[int, Field(ge=1, le=60)] = 3
    source: str = ""
