"""The minutes of a sitting over many matters, on paper: who came, what was settled, who signed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from lianxin.documents.gathering.meetings import ROLES, SITTINGS, signature
from lianxin.documents.layout import Value
from lianxin.documents.papers import Form, Printed
from lianxin.documents.uncased import printed
from lianxin.documents.wording import day, joined, named

CODE = "joint_meeting_minutes"
CONVENER = "召集人"


def minutes_paper(minutes: Mapping[str, Any], *, at: datetime, form: Form = "pdf") -> Printed:
    """Return the minutes that `sittings.minutes` tells as PDF or Word, in the county's wording.

    A sitting that still sits gives a draft, marked so. Whoever signed stands with his day, the
    others with a line to sign on; who did not come signs nothing.
    """
    closed: datetime | None = minutes["closed_at"]
    values = _values(minutes)
    content = printed(
        CODE, values, body=minutes["body"], at=closed or at, form=form, draft=closed is None
    )
    return Printed(f"会议纪要-{day(minutes['meets_at'])}.{form}", content, is_masked=False)


def _values(minutes: Mapping[str, Any]) -> Mapping[str, Value]:
    # Who did not come is named as absent, and signs nothing he did not hear.
    here = [seat for seat in minutes["seats"] if seat["attended"]]
    away = [seat["name"] for seat in minutes["seats"] if not seat["attended"]]
    agenda, decisions = _agenda(minutes["items"]), _decisions(minutes["items"])
    return {
        "sitting.kind": SITTINGS.get(minutes["kind"], minutes["kind"]),
        "sitting.held_on": day(minutes["meets_at"]),
        "sitting.place": minutes["place"],
        "sitting.minutes": minutes["text"],
        "sitting.seats": [{"name": named(seat["name"]), "role": _role(seat)} for seat in here],
        "sitting.absent": joined(named(name) for name in away),
        "sitting.agenda": agenda,
        "sitting.decisions": decisions,
        "sitting.signers": [{"text": _signed(seat)} for seat in here],
    }


def _role(seat: Mapping[str, Any]) -> str:
    role = CONVENER if seat["role"] == "chair" else ROLES.get(seat["role"], seat["role"])
    post = named(seat["post"])
    return f"{post}（{role}）" if post else role


def _signed(seat: Mapping[str, Any]) -> str:
    role = CONVENER if seat["role"] == "chair" else ROLES.get(seat["role"], seat["role"])
    line = signature(role, named(seat["name"]))
    return f"{line}已签，{day(seat['signed_at'])}" if seat["signed_at"] else line


def _agenda(items: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The matters village by village, as they stand in the minutes."""
    agenda = []
    for item in items:
        place = f"〔{named(item['village'])}〕" if item["village"] else ""
        agenda.append({"text": f"{place}{item['title']}（编号：{item['number']}）"})
    return agenda


def _decisions(items: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [
        {"text": _decision(item), "body": named(item["body"]), "due_on": _due(item)}
        for item in items
        if item["decision"]
    ]


def _decision(item: Mapping[str, Any]) -> str:
    body, due = named(item["body"]), _due(item)
    charge = "，".join(
        phrase for phrase in (body and f"由{body}负责", due and f"{due}前完成") if phrase
    )
    why = f"{item['analysis'].rstrip('。')}。" if item["analysis"] else ""
    what = f"{item['decision'].rstrip('。')}{f'（{charge}）' if charge else ''}。"
    return f"{item['title']}：{why}{what}"


def _due(item: Mapping[str, Any]) -> str:
    return day(item["due"]) if item["due"] else ""
