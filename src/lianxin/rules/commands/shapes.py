"""The forms that fields of commands take, and the one declaration that everything reads.

The API schema, the form on a page, the story step and the documentation come from these classes.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.faults import Flaw, Unfit
from lianxin.rules.naming import Names
from lianxin.rules.time.moments import whole

LONGEST = 100_000
"""Characters of a text: a long petition fits, a book does not."""
LARGEST = 1_000_000
"""The largest head count: no matter has so many, and a slip of the hand is noticed."""


class Deposited:
    """Marks a field whose text goes to `files`, leaving a reference in the fact."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def said(zh: str, en: str, *, article: str = "") -> Any:
    """Return the field's labels in both languages and the article it rests on."""
    extra: dict[str, Any] = {"en": en}
    if article:
        extra["article"] = article
    return Field(title=zh, json_schema_extra=extra)


def _storable(text: str) -> str:
    # Half a character (a lone surrogate) does not come so far: the limits of a text refuse it.
    if "\0" in text:
        raise Unfit(Flaw("text_with_nul"))
    return text


Short = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_storable)]
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_storable)]
Prose = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST),
    AfterValidator(_storable),
    Deposited("prose"),
]
Personal = Annotated[
    str,
    StringConstraints(min_length=1, max_length=LONGEST),
    AfterValidator(_storable),
    Deposited("personal"),
]
Code = Annotated[
    str, StringConstraints(min_length=1, max_length=64, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.\-]*$")
]
CaseNumber = Annotated[
    str,
    StringConstraints(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9.\-]+$"),
    Names("case"),
]
PartNumber = Annotated[
    str,
    StringConstraints(min_length=8, max_length=80, pattern=r"^[A-Za-z0-9.\-]+$"),
    Names("part"),
]
AttachmentId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$")
]


def _ordinary_year(moment: datetime) -> datetime:
    if not 1900 <= moment.year <= 2200:
        raise Unfit(Flaw("moment_out_of_time"))
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_ordinary_year), AfterValidator(whole)]


class Shape(BaseModel):
    """A plain value inside a command."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BaseCommand(BaseModel):
    """What somebody asks to be done to a case.

    `zh`, `en` name the command; `article` is what it rests on; `fact` the fact it leaves. `menu`,
    `acts_on` and `offer` say where it stands for officers and whether a resident is offered it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: ClassVar[str]
    en: ClassVar[str]
    fact: ClassVar[str]
    menu: ClassVar[Menu]
    acts_on: ClassVar[ActsOn]
    offer: ClassVar[Offer | None]
    article: ClassVar[str] = ""
