"""The command by which what a body had goes to whoever answers for it: given by the loops alone."""

from typing import ClassVar, Literal

from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand


class TakeOver(BaseCommand):
    """Hand what a merged or dissolved body had in a matter to whoever answers for it. For the loops."""

    zh: ClassVar[str] = "承接"
    en: ClassVar[str] = "Take over"
    fact: ClassVar[str] = "taken_over"
    article: ClassVar[str] = "条例24(2)"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["take_over"] = "take_over"


Succession = TakeOver
