"""What can be asked of a sitting over many matters, each field declared once."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field

from lianxin.rules.commands.shapes import CaseNumber, Code, Moment, Prose, said

Kind = Literal["joint_meeting", "coordination", "council", "reception", "special_meeting"]
SeatRole = Literal["chair", "recorder", "member", "observer"]
ItemNumber = Annotated[int, Field(ge=1, le=2_000, title="议题序号")]
Persons = Annotated[tuple[Code, ...], Field(min_length=1, max_length=200, title="到会人员")]


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
    meeting or a council has every open matter of the area that its convener sees on its agenda.
    """

    zh: ClassVar[str] = "召集会议"

    kind: Annotated[Kind, said("类型", "Kind")]
    body: Annotated[Code, said("召集单位", "Body")]
    meets_at: Annotated[Moment, said("时间", "Meets at")]
    place: Annotated[Prose, said("地点", "Place")]
    seats: Annotated[tuple[Place, ...], Field(max_length=200, title="参会人员")] = ()
    cases: Annotated[tuple[CaseNumber, ...], Field(max_length=500, title="议题事项")] = ()


class Attend(Asked):
    """Note who came."""

    act: Literal["attend"] = "attend"
    persons: Persons


class DecideItem(Asked):
    """Note what was found and decided on one item, whose it is and until when."""

    act: Literal["decide_item"] = "decide_item"
    item: ItemNumber
    analysis: Annotated[Prose | None, said("研判", "Analysis")] = None
    decision: Annotated[Prose, said("决定", "Decision")]
    body: Annotated[Code | None, said("责任单位", "Body")] = None
    person: Annotated[Code | None, said("责任人", "Person")] = None
    due: Annotated[Moment | None, said("期限", "Due")] = None


class CloseSitting(Asked):
    """Freeze the minutes and send the decisions to their cases."""

    act: Literal["close_sitting"] = "close_sitting"
    minutes: Annotated[Prose, said("会议记录", "Minutes")]


class SignMinutes(Asked):
    """Sign the frozen minutes, in the order of the seats."""

    act: Literal["sign_minutes"] = "sign_minutes"


Act = Attend | DecideItem | CloseSitting | SignMinutes
ACTS: dict[str, type[Asked]] = {
    "attend": Attend,
    "decide_item": DecideItem,
    "close_sitting": CloseSitting,
    "sign_minutes": SignMinutes,
}
