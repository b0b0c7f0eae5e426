"""The sittings of the demonstration: one to come, and two held whose minutes wait for signatures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from lianxin.people import actors
from lianxin.rules.actor import Actor
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings import acts, sending
from lianxin.sittings.models import Sitting
from lianxin.sittings.shapes import ACTS, ActName, Convene


@dataclass(frozen=True, slots=True)
class Meeting:
    """A sitting as it is told here: `days` from today, `came` in the order of their seats."""

    kind: str
    body: str
    convener: str
    days: int
    place: str
    seats: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    came: tuple[str, ...] = ()
    analysis: str = ""
    decision: str = ""
    owner: str = ""
    minutes: str = ""
    signed: tuple[str, ...] = ()


MEETINGS = (
    Meeting(
        kind="joint_meeting",
        body="qinghe-gov",
        convener="leader-1",
        days=3,
        place="县政府二楼会议室",
        seats=("leader-1", "leader-2", "head-housing", "head-market", "supervisor-1"),
        cases=("road-money", "old-market", "grave-road"),
    ),
    Meeting(
        kind="special_meeting",
        body="qinghe-gov",
        convener="leader-1",
        days=-2,
        place="县政府二楼会议室",
        seats=("leader-1", "leader-2", "head-housing"),
        cases=("road-money",),
        came=("leader-1", "leader-2", "head-housing"),
        analysis="首期款来源已落实，施工方对账无异议。",
        decision="住建局牵头，两周内签订分期支付协议。",
        owner="housing",
        minutes="会议专题研究了修路工程款拖欠事项，决定分期支付，由住建局牵头落实。",
    ),
    Meeting(
        kind="joint_meeting",
        body="pingchuan",
        convener="head-pingchuan",
        days=-1,
        place="镇会议室",
        cases=("town-ditch", "town-lamp", "town-yard"),
        came=("head-pingchuan", "section-pingchuan", "head-shanghe", "head-xiahe"),
        analysis="到现场看过，原因清楚。",
        decision="村里先办，镇里出材料，两周内办完。",
        owner="pingchuan",
        minutes="会议逐件研究了本镇未办结的三件事项，明确了责任和期限。",
        signed=("head-pingchuan",),
    ),
)


def hold(numbers: dict[str, str], *, now: datetime) -> int:
    """Call and hold what was not called yet and return how many; `numbers` are those of the cases."""
    new = 0
    for meeting in MEETINGS:
        earlier = Sitting.objects.filter(
            kind=meeting.kind, body=meeting.body, convener=meeting.convener
        )
        if not earlier.exists() and all(case in numbers for case in meeting.cases):
            _hold(meeting, [numbers[case] for case in meeting.cases], now)
            new += 1
    if new:
        sending.take(now)
    return new


def _hold(meeting: Meeting, cases: Sequence[str], now: datetime) -> None:
    day = now.astimezone(CHINA).date() + timedelta(days=meeting.days)
    meets_at = datetime.combine(day, time(9), tzinfo=CHINA)
    called = min(now, meets_at - timedelta(days=1))
    call = Convene.model_validate(
        {
            "kind": meeting.kind,
            "body": meeting.body,
            "meets_at": meets_at,
            "place": meeting.place,
            "seats": [{"person": person} for person in meeting.seats],
            "cases": list(cases),
        }
    )
    sitting = acts.convene(_who(meeting.convener, called), call, at=called)
    if not meeting.came:
        return
    _do(sitting, meeting.convener, meets_at, "attend", persons=meeting.came)
    for item in sitting.items.order_by("n"):
        fields = {"analysis": meeting.analysis, "decision": meeting.decision, "body": meeting.owner}
        due = meets_at + timedelta(days=14, hours=9)
        _do(sitting, meeting.convener, meets_at, "decide_item", item=item.n, due=due, **fields)
    ended = min(now, meets_at + timedelta(hours=2))
    _do(sitting, meeting.convener, ended, "close_sitting", minutes=meeting.minutes)
    for person in meeting.signed:
        _do(sitting, person, ended, "sign_minutes")


def _do(sitting: Sitting, person: str, at: datetime, act: ActName, **fields: Any) -> None:
    command: Any = ACTS[act].model_validate({"act": act, **fields})
    acts.act(_who(person, at), sitting.pk, command, at=at)


def _who(person: str, at: datetime) -> Actor:
    return Actor(person, posts=actors.posts_held(person, on=at.astimezone(CHINA).date()))
