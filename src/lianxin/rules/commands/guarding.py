"""Commands that keep a matter from those it is about, and put right what kept or tied too much."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from lianxin.rules.commands.codes import ClearedCode, KeptAwayCode, RespondentCode
from lianxin.rules.commands.intake import Kind
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, CaseNumber, Prose, said

Respondents = Annotated[tuple[RespondentCode, ...], Field(max_length=20, title="被反映单位、人")]


class Shield(BaseCommand):
    """Shut respondents out of a matter on record: name them, make it confidential, set its kind.

    What opens the matter again to somebody rests on a paper, `unshielding`, that two have signed.
    Where nobody knows whom it is about (`respondent_unknown`) a few named posts alone keep it.
    """

    zh: ClassVar[str] = "设密"
    en: ClassVar[str] = "Shield"
    fact: ClassVar[str] = "shielded"
    article: ClassVar[str] = "条例30(3)"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["shield"] = "shield"
    kind: Annotated[Kind | None, said("目的", "Kind")] = None
    confidential: Annotated[bool | None, said("保密", "Confidential")] = None
    respondent: Respondents = ()
    respondent_unknown: Annotated[
        bool | None, said("问过，不清楚反映的是谁", "Asked, and not known whom it is about")
    ] = None
    cleared: Annotated[
        tuple[ClearedCode, ...], Field(max_length=20, title="不再是被反映的单位、人")
    ] = ()
    reason: Annotated[Prose, said("理由", "Reason")]

    @model_validator(mode="after")
    def _something_is_asked(self) -> Self:
        names = self.respondent or self.cleared or None
        fields = (self.kind, self.confidential, self.respondent_unknown, names)
        if all(field is None for field in fields):
            raise ValueError(
                "say at least one of `kind`, `confidential`, `respondent`, `respondent_unknown`,"
                " `cleared`"
            )
        return self


class Readmit(BaseCommand):
    """End a recusal that no longer holds, or never should have; nobody readmits oneself."""

    zh: ClassVar[str] = "解除回避"
    en: ClassVar[str] = "Readmit"
    fact: ClassVar[str] = "readmitted"
    article: ClassVar[str] = "条例28(3)"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "recused_person"
    offer: ClassVar[Offer | None] = None

    command: Literal["readmit"] = "readmit"
    person: Annotated[KeptAwayCode, said("人员", "Person")]
    ground: Annotated[Prose, said("理由", "Ground")]


class Unlink(BaseCommand):
    """Undo a tie to another matter that was a mistake; the mark of a repeat goes with it."""

    zh: ClassVar[str] = "取消关联"
    en: ClassVar[str] = "Unlink"
    fact: ClassVar[str] = "unlinked"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "link"
    offer: ClassVar[Offer | None] = None

    command: Literal["unlink"] = "unlink"
    to: Annotated[CaseNumber, said("关联件", "To")]
    reason: Annotated[Prose, said("理由", "Reason")]


Guarding = Shield | Readmit | Unlink
