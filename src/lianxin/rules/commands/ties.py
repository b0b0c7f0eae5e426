"""Commands that tie a matter to others, or carry one inside another."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, CaseNumber, said


class MarkRepeat(BaseCommand):
    """Say that the same person raised the same facts before."""

    zh: ClassVar[str] = "标为重复"
    en: ClassVar[str] = "Mark repeat"
    fact: ClassVar[str] = "repeat_marked"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["mark_repeat"] = "mark_repeat"
    of: Annotated[CaseNumber, said("原件编号", "Repeat of")]


class Link(BaseCommand):
    """Tie two matters together without changing either."""

    zh: ClassVar[str] = "关联"
    en: ClassVar[str] = "Link"
    fact: ClassVar[str] = "linked"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["link"] = "link"
    to: Annotated[CaseNumber, said("关联件", "To")]
    relation: Annotated[
        Literal["same_matter", "related", "like_place", "part_of"], said("关系", "Relation")
    ]


class Merge(BaseCommand):
    """Carry this matter on inside another one; its own history stays, and it can be split again."""

    zh: ClassVar[str] = "并件"
    en: ClassVar[str] = "Merge"
    fact: ClassVar[str] = "merged"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["merge"] = "merge"
    into: Annotated[CaseNumber, said("并入", "Into")]
    consent: Annotated[bool, said("反映人同意", "Petitioner consents")] = False


class Split(BaseCommand):
    """Let merged matters go their own way again, each where it stood."""

    zh: ClassVar[str] = "拆件"
    en: ClassVar[str] = "Split"
    fact: ClassVar[str] = "split"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["split"] = "split"
    parts: Annotated[tuple[CaseNumber, ...], Field(min_length=1, max_length=50, title="拆出的件")]


Ties = MarkRepeat | Link | Merge | Split
