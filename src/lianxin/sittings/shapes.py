"""What can be asked of a sitting over many matters, each field declared once."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from lianxin.rules.commands.shapes import CaseNumber, Code, Moment, Prose, said

Kind = Literal["joint_meeting", "coordination", "council", "reception", "special_meeting"]
ActName = Literal[
    "attend",
    "decide_item",
    "close_sitting",
    "sign_minutes",
    "amend_agenda",
    "move_sitting",
    "call_off",
]
SeatRole = Literal["chair", "recorder", "member", "observer"]
ItemNumber = Annotated[int, Field(ge=1, le=2_000, title="议题序号")]
Persons = Annotated[tuple[Code, ...], Field(max_length=200, title="到会人员")]


class Asked(BaseModel):
    """A frozen shape that knows its fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Asked):
    """A seat to be given."""

    person: Annotated[Code, said("人员", "Person")]
    role: Annotated[SeatRole, said("身份", "Role")] = "member"


class Convene(Asked):
    """Call a sitting of a body.

    Without `seats` the posts of the body and of those below it are called; without `cases` a joint
    meeting or a council has every open matter of the area that its convener sees on its agenda,
    unless it is not to `fill` itself.
    """

    zh: ClassVar[str] = "召集会议"

    kind: Annotated[Kind, said("类型", "Kind")]
    body: Annotated[Code, said("召集单位", "Body")]
    meets_at: Annotated[Moment, said("时间", "Meets at")]
    place: Annotated[Prose, said("地点", "Place")]
    seats: Annotated[tuple[Place, ...], Field(max_length=200, title="参会人员")] = ()
    cases: Annotated[tuple[CaseNumber, ...], Field(max_length=500, title="议题事项")] = ()
    fill: Annotated[bool, said("自动收议题", "Find the agenda")] = True


class Attend(Asked):
    """Note who came; `absent` takes back who was noted by mistake."""

    act: Literal["attend"] = "attend"
    persons: Persons
    absent: Annotated[tuple[Code, ...], Field(max_length=200, title="未到会人员")] = ()


class DecideItem(Asked):
    """Note what was found and decided on one item, whose it is and until when.

    `put_off`: nothing is decided yet, and `decision` says why; the next agenda has it again.
    """

    act: Literal["decide_item"] = "decide_item"
    item: ItemNumber
    analysis: Annotated[Prose | None, said("研判", "Analysis")] = None
    decision: Annotated[Prose, said("决定", "Decision")]
    body: Annotated[Code | None, said("责任单位", "Body")] = None
    person: Annotated[Code | None, said("责任人", "Person")] = None
    due: Annotated[Moment | None, said("期限", "Due")] = None
    put_off: Annotated[bool, said("缓议，上面写缓议的理由", "Put off; the reason stands above")] = (
        False
    )


class CloseSitting(Asked):
    """Freeze the minutes and send the decisions to their cases."""

    act: Literal["close_sitting"] = "close_sitting"
    minutes: Annotated[Prose, said("会议记录", "Minutes")]


class SignMinutes(Asked):
    """Sign the frozen minutes, in the order of the seats."""

    act: Literal["sign_minutes"] = "sign_minutes"


class AmendAgenda(Asked):
    """Put further matters on the agenda, or take items off that nothing was decided on."""

    act: Literal["amend_agenda"] = "amend_agenda"
    add: Annotated[tuple[CaseNumber, ...], Field(max_length=500, title="加上的事项")] = ()
    drop: Annotated[tuple[ItemNumber, ...], Field(max_length=500, title="去掉的议题")] = ()


class MoveSitting(Asked):
    """Let it meet at another moment, or in another place."""

    act: Literal["move_sitting"] = "move_sitting"
    meets_at: Annotated[Moment, said("时间", "Meets at")]
    place: Annotated[Prose | None, said("地点", "Place")] = None


class CallOff(Asked):
    """Let it not meet at all."""

    act: Literal["call_off"] = "call_off"
    reason: Annotated[Prose, said("理由", "Reason")]


Act = Attend | DecideItem | CloseSitting | SignMinutes | AmendAgenda | MoveSitting | CallOff
ACTS: dict[ActName, type[Asked]] = {
    "attend": Attend,
    "decide_item": DecideItem,
    "close_sitting": CloseSitting,
    "sign_minutes": SignMinutes,
    "amend_agenda": AmendAgenda,
    "move_sitting": MoveSitting,
    "call_off": CallOff,
}
