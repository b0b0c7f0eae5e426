"""Commands that keep a matter from those it is about, and put right what kept or tied too much."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from lianxin.rules.commands.intake import Kind
from lianxin.rules.commands.shapes import BaseCommand, Code, Prose, said

Respondents = Annotated[tuple[Code, ...], Field(max_length=20, title="被反映单位、人")]


class Shield(BaseCommand):
    """Shut respondents out of a matter on record: name them, make it confidential, set its kind.

    What opens the matter again to somebody rests on a paper, `unshielding`, that two have signed.
    """

    zh: ClassVar[str] = "设密"
    en: ClassVar[str] = "Shield"
    fact: ClassVar[str] = "shielded"
    article: ClassVar[str] = "条例30(3)"

    command: Literal["shield"] = "shield"
    kind: Annotated[Kind | None, said("目的", "Kind")] = None
    confidential: Annotated[bool | None, said("保密", "Confidential")] = None
    respondent: Respondents = ()
    cleared: Annotated[tuple[Code, ...], Field(max_length=20, title="不再是被反映的单位、人")] = ()
    reason: Annotated[Prose, said("理由", "Reason")]

    @model_validator(mode="after")
    def _something_is_asked(self) -> Self:
        asked = (self.kind, self.confidential, self.respondent or None, self.cleared or None)
        if all(one is None for one in asked):
            raise ValueError("say at least one of `kind`, `confidential`, `respondent`, `cleared`")
        return self


Guarding = Shield
