"""Cases with a long life behind them: the shipped stories, and some made for who may see what."""

from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from lianxin.cases import door
from lianxin.cases.door import Passed
from lianxin.cases.loops.ringing import ring_due
from lianxin.people.models import Appointment
from lianxin.rules import commands
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.commands.intake import Register
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.sittings import acts, sending
from lianxin.sittings.models import Sitting
from lianxin.sittings.shapes import DecideItem
from lianxin.stories.lines import Do, Expect, Meet, Tick, opened, read, with_numbers
from lianxin.stories.sitting_steps import taken
from tests.county import AT, give, officer, petitioner, register

STORIES = Path(__file__).parents[2] / "src" / "lianxin" / "presets" / "qinghe" / "stories"


def play_all() -> dict[str, Passed]:
    """Play every shipped story and the cases below; the last passage of each case by number."""
    last: dict[str, Passed] = {}
    for path in sorted(STORIES.glob("*.jsonl")):
        _play(path, last)
    for passed in special_cases().values():
        last[passed.state.number] = passed
    return last


def _put_off(sitting: UUID, actor: Actor, at: datetime) -> None:
    """Here every story's matters are in one county, and so on each other's agenda: those wait."""
    for item in Sitting.objects.get(pk=sitting).items.filter(state="open"):
        later = DecideItem(item=item.n, decision="缓议", put_off=True)
        acts.act(actor, sitting, later, at=at)


def _play(path: Path, last: dict[str, Passed]) -> None:
    numbers: dict[str, str] = {}
    met: dict[str, UUID] = {}
    for line in read(path).lines:
        step = line.step
        if isinstance(step, Expect):
            continue
        if isinstance(step, Tick):
            ring_due(step.tick)
            sending.take(step.tick)
            continue
        try:
            if isinstance(step, Meet):
                actor = _actor(step.person, step.at, "")
                if step.do == "close_sitting" and step.refused is None:
                    _put_off(met[step.sitting], actor, step.at)
                met[step.sitting] = taken(
                    step, actor=actor, at=step.at, numbers=numbers, sittings=met
                )
                sending.take(step.at)
            else:
                passed = _give(step, numbers)
                last[passed.state.number] = passed
        except Refused as no:
            assert step.refused == no.code, f"{path.name}: line {line.number}: {no}"
        else:
            assert step.refused is None, f"{path.name}: line {line.number}"


def _give(step: Do, numbers: dict[str, str]) -> Passed:
    command = commands.parse(step.do, with_numbers(step, numbers=numbers))
    actor = _actor(step.person, step.at, opened(step, numbers=numbers))
    if isinstance(command, Register):
        passed = door.register(command, actor=actor, at=step.at)
        numbers[step.case] = passed.state.number
        return passed
    return door.record(numbers[step.case], command, actor=actor, at=step.at)


def _actor(person: str, at: datetime, number: str) -> Actor:
    if person == "petitioner":
        return petitioner(number)
    if person == "system":
        return SYSTEM
    found = officer(person, at=at)
    # One who left every post stays an officer.
    served = not found.posts and Appointment.objects.filter(person_id=person).exists()
    return Actor(person) if served else found


REPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "plain": ("operator-1", {}),
    "nowhere": ("operator-1", {"area": None}),
    "beyond": ("operator-1", {"area": "yunchuan"}),
    "village": ("clerk-shanghe", {"channel": "in_person", "area": "shanghe"}),
    "by_resident": ("resident-zhao", {"channel": "web", "kind": "claim"}),
    "confidential": ("operator-1", {"confidential": True, "respondent": ["chengguan"]}),
    "misconduct": (
        "operator-3",
        {"kind": "misconduct_report", "respondent": ["urban-management", "head-water"]},
    ),
    "about_the_office": (
        "operator-3",
        {"kind": "misconduct_report", "respondent": ["petition-office"]},
    ),
    "open_respondent": ("operator-1", {"respondent": ["urban-management"]}),
    "recused": ("operator-1", {}),
    "agent": ("operator-1", {}),
    "led": ("operator-1", {}),
    "sitting": ("operator-1", {}),
    "tasked": ("operator-1", {}),
    "signing": ("operator-3", {"channel": "in_person", "kind": "claim"}),
    "group": (
        "operator-1",
        {"head_count": 12, "representatives": [{"name": "甲"}, {"name": "乙"}]},
    ),
}
OPINION = {"outcome": "supported", "facts": "属实", "basis": "消费者权益保护法53", "text": "退还"}
HEARD = {"outcome": "heard", "means": "in_person", "text": "退卡经过"}
ADVICE = {"kind": "improve_work", "text": "完善制度"}
ERRANDS = [{"text": "协调", "person": "head-finance"}]
SEATS = ["head-health", "mediator-1", "clerk-bihu"]
STEPS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("misconduct", "dispatcher-2", "assign", {"lead": "qinghe-gov", "assist": ["discipline"]}),
    ("recused", "dispatcher-1", "assign", {"lead": "water", "assist": ["health", "utilities"]}),
    ("recused", "head-water", "recuse", {"person": "section-water", "ground": "亲属"}),
    ("recused", "dispatcher-1", "recuse", {"person": "dispatcher-2", "ground": "亲属"}),
    ("agent", "dispatcher-1", "appoint_agent", {"agent": "agent-liuyin", "mandate": "代办"}),
    ("led", "dispatcher-1", "set_leader", {"leaders": ["leader-1"], "responsible": "head-liuyin"}),
    ("led", "dispatcher-1", "draft", {"document": "legal_referral", "text": "豁免"}),
    ("sitting", "dispatcher-1", "order_sitting", {"kind": "joint_meeting", "demand": "会商"}),
    ("sitting", "dispatcher-1", "hold_sitting", {"sitting": 1, "seats": SEATS, "minutes": "纪要"}),
    ("tasked", "dispatcher-1", "assign", {"lead": "water"}),
    ("tasked", "dispatcher-1", "advise", {**ADVICE, "body": "veterans"}),
    ("tasked", "dispatcher-1", "advise", {**ADVICE, "body": "women"}),
    ("tasked", "clerk-women", "report_task", {"task": 2, "done": True, "text": "采纳"}),
    ("tasked", "dispatcher-1", "advise", {**ADVICE, "body": "audit"}),
    ("tasked", "dispatcher-1", "close_task", {"task": 3}),
    ("tasked", "clerk-water", "plan", {"text": "方案", "tasks": ERRANDS}),
    ("signing", "dispatcher-2", "assign", {"lead": "market"}),
    ("signing", "clerk-market", "receive", {}),
    ("signing", "clerk-market", "accept", {}),
    ("signing", "clerk-market", "hear", HEARD),
    ("signing", "clerk-market", "propose_opinion", OPINION),
)


def special_cases(at: datetime = AT) -> dict[str, Passed]:
    """Return a case for each way in which somebody may see or must not see one."""
    made = {name: register(who, at=at, **told) for name, (who, told) in REPORTS.items()}
    for name, who, what, told in STEPS:
        made[name] = give(who, made[name].state.number, what, at=at, **told)
    return made


def at(text: str) -> datetime:
    """A moment of 2026 in China: `03-04 10:00`."""
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


def sent(lead: str = "urban-management", **fields: Any) -> str:
    """The number of a hotline order sent to a body on Monday 2 March at 09:00."""
    number = register(**fields).state.number
    give("dispatcher-1", number, "assign", at=at("03-02 09:00"), lead=lead)
    return number


def accepted(**fields: Any) -> str:
    """The number of a petition that the market office accepted on 4 March at 10:00."""
    told = {"channel": "in_person", "kind": "claim", **fields}
    number = register("operator-3", **told).state.number
    give("dispatcher-2", number, "assign", at=at("03-02 15:00"), lead="market")
    give("clerk-market", number, "receive", at=at("03-03 09:00"))
    give("clerk-market", number, "accept", at=at("03-04 10:00"), route="6")
    return number


def answered(**fields: Any) -> str:
    """The number of a petition answered by an opinion that was delivered on 20 March."""
    number = accepted(**fields)
    give("clerk-market", number, "hear", at=at("03-16 08:30"), **HEARD)
    give("clerk-market", number, "propose_opinion", at=at("03-16 09:00"), **OPINION)
    give("section-market", number, "sign", at=at("03-17 09:00"), document="opinion")
    give("head-market", number, "sign", at=at("03-18 09:00"), document="opinion")
    give("clerk-market", number, "issue", at=at("03-20 08:30"), document="opinion")
    told = {"document": "opinion", "means": "in_person"}
    give("clerk-market", number, "deliver", at=at("03-20 09:00"), **told)
    return number


PLEASED = {"reached": True, "true": True, "solved": True, "satisfied": "satisfied"}


def followed_up(**fields: Any) -> str:
    """The number of an answered petition whose petitioner was called back and is pleased."""
    number = answered(**fields)
    conclude_and_call_back(number)
    return number


def conclude_and_call_back(number: str) -> None:
    """Conclude an answered petition, and call back its petitioner, who is pleased."""
    told = {"outcome": "resolved", "text": "已办结"}
    give("clerk-market", number, "conclude", at=at("03-23 09:00"), **told)
    give("follow-up-1", number, "follow_up", at=at("03-24 09:00"), **PLEASED)
