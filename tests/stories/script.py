"""Short stories written in tests."""

import json
from typing import Any

from lianxin.stories.lines import Story, parse

FILE = "test.jsonl"
RESIDENT = {"name": "周明亮", "phone": "13900000001", "address": "柳荫社区12号楼"}
LAMP = {
    "channel": "hotline",
    "kind": "complaint",
    "title": "路灯不亮",
    "text": "楼前路灯坏了一周。",
    "area": "liuyin",
    "category": "c-010201",
    "petitioner": RESIDENT,
}
LAND = {
    **LAMP,
    "channel": "in_person",
    "kind": "claim",
    "title": "征地补偿",
    "area": "majia",
    "category": "c-080103",
}


def at(moment: str) -> str:
    """Write `03-02 09:00` as a moment of 2026 in China."""
    year = "" if moment.count("-") == 2 else "2026-"
    return f"{year}{moment.replace(' ', 'T')}+08:00"


def do(moment: str, person: str, command: str, case: str = "a", **more: Any) -> dict[str, Any]:
    """Return a step; `refused` and `article` are the step's, all other words the command's."""
    step: dict[str, Any] = {"at": at(moment), "as": person, "do": command, "case": case}
    step |= {name: more.pop(name) for name in ("refused", "article") if name in more}
    return step | ({"with": more} if more else {})


def tick(moment: str) -> dict[str, Any]:
    """Return a step in which time passes."""
    return {"tick": at(moment)}


def expect(**more: Any) -> dict[str, Any]:
    """Return an expectation."""
    return {"expect": more}


def text(*steps: dict[str, Any], **header: Any) -> str:
    """Return a story's text."""
    first = {"story": "test", "preset": "qinghe", "start": at("03-02 08:30"), **header}
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in (first, *steps))


def story(*steps: dict[str, Any]) -> Story:
    """Return a story, read."""
    return parse(text(*steps), file=FILE)


def lamp_answered(case: str = "a", *, day: str = "03-02") -> list[dict[str, Any]]:
    """Return the steps of a hotline order that is answered in time on its first day."""
    return [
        do(f"{day} 09:00", "operator-1", "register", case, **LAMP),
        do(f"{day} 09:10", "dispatcher-1", "assign", case, lead="urban-management"),
        do(f"{day} 10:00", "clerk-urban", "receive", case),
        do(f"{day} 16:00", "clerk-urban", "reply", case, text="已修复。"),
    ]


def asked(case: str = "a", *, on: str, satisfied: str, solved: bool) -> dict[str, Any]:
    """Return a call-back."""
    told = {"reached": True, "contacted": True, "solved": solved, "satisfied": satisfied}
    return do(on, "follow-up-1", "follow_up", case, **told)


def closed(case: str = "a", *, on: str) -> dict[str, Any]:
    """Return the closing of a satisfied case."""
    return do(on, "follow-up-1", "close", case, disposition="justified_settled")
