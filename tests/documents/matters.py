"""Matters carried through the door to where a paper goes out."""

from datetime import datetime, timedelta
from typing import Any

from lianxin.cases import door
from lianxin.rules import commands
from tests.county import AT, give, petitioner, register

LEAD, CLERK = "natural-resources", "clerk-natural"
CENTRE = "clerk-petition"
OPINION: dict[str, Any] = {
    "outcome": "supported",
    "facts": "经测量，东邻多占0.5米。",
    "basis": "《土地管理法》第十四条。",
    "text": "三十日内重新埋设界桩。",
}
CLAIM: dict[str, Any] = {
    "channel": "in_person",
    "kind": "claim",
    "title": "宅基地边界不清",
    "text": "请求确认边界。",
    "petitioner": {"name": "赵一凡", "phone": "13800002210", "address": "柳营村三组17号"},
}


def day(number: int) -> datetime:
    """Return 09:00 of a day after the registration."""
    return AT + timedelta(days=number, minutes=30)


HEARD = {"outcome": "heard", "means": "in_person", "text": "老墙基拆除前是界，请求退还。"}


def claimed(**fields: Any) -> str:
    """Register a claim and send it to its lead; returns its number."""
    number = register(CENTRE, **{**CLAIM, **fields}).state.number
    give(CENTRE, number, "assign", at=day(0), lead=LEAD, days=40, demand="请到现场测量。")
    return number


def accepted(**fields: Any) -> str:
    """A claim that its lead took on."""
    number = claimed(**fields)
    give(CLERK, number, "receive", at=day(1))
    give(CLERK, number, "accept", at=day(2), route="6")
    return number


def signed(**fields: Any) -> str:
    """A claim whose opinion bears both signatures."""
    number = accepted(**fields)
    give(CLERK, number, "hear", at=day(3), **HEARD)
    give(CLERK, number, "propose_opinion", at=day(3), **OPINION)
    give("section-natural", number, "sign", at=day(4), document="opinion")
    give("head-natural", number, "sign", at=day(5), document="opinion")
    return number


def delivered(**fields: Any) -> str:
    """A claim whose opinion was issued and delivered."""
    number = signed(**fields)
    give(CLERK, number, "issue", at=day(6), document="opinion")
    give(CLERK, number, "deliver", at=day(7), document="opinion", means="in_person")
    return number


def asked(number: str, name: str, /, *, at: datetime, **fields: Any) -> None:
    """Let the bearer of the query code give a command."""
    command: Any = commands.parse(name, fields)
    door.record(number, command, actor=petitioner(number), at=at)
