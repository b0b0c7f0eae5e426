"""The command that walks a track which a procedure declares."""

from typing import Annotated, ClassVar, Literal

from lianxin.rules.commands.codes import PersonCode, StepCode, TrackCode
from lianxin.rules.commands.menu import ActsOn, Asks, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Prose, said


class TakeStep(BaseCommand):
    """Take a step of a track beside the main line: which one, by whom, when."""

    zh: ClassVar[str] = "办理步骤"
    en: ClassVar[str] = "Take a step"
    fact: ClassVar[str] = "step_taken"
    menu: ClassVar[Menu] = Menu("handling", 23)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=16,
        zh="确认这一步办到了",
        en="Confirm that it was done",
        hint_zh="办的人说办好了，请您说一声是不是真的办到了",
        hint_en="Whoever carried it says it is done; say that it is",
    )

    command: Literal["take_step"] = "take_step"
    track: Annotated[TrackCode, said("工作线", "Track"), Asks("哪一项工作", "Which work")]
    step: Annotated[StepCode, said("步骤", "Step"), Asks("哪一步", "Which step")]
    person: Annotated[PersonCode | None, said("由谁办", "Done by")] = None
    text: Annotated[
        Prose | None, said("说明", "Text"), Asks("还想说的话", "What else you want to say")
    ] = None
    done_at: Annotated[Moment | None, said("办理时间", "Done at")] = None


Tracks = TakeStep
