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


def minutes_paper(told: Mapping[str, Any], *, at: datetime, form: Form = "pdf") -> Printed:
    """Return the minutes that `sittings.minutes` tells as PDF or Word, in the county's wording.

    A sitting that still sits gives a draft, marked so. Whoever signed stands with his day, the
    others with a line to sign on; who did not come signs nothing.
    """
    closed: datetime | None = told["closed_at"]
    values = _values(told)
    content = printed(
        CODE, values, body=told["body"], at=closed or at, form=form, draft=closed is None
    )
    return Printed(f"会议纪要-{day(told['meets_at'])}.{form}", content, is_masked=False)


def _values(told: Mapping[str, Any]) -> Mapping[str, Value]:
    here = [seat for seat in told["seats"] if seat["attended"]]
    away = [seat["name"] for seat in told["seats"] if not seat["attended"]]
    agenda, decisions = _agenda(told["items"]), _decisions(told["items"])
    return {
        "sitting.kind": SITTINGS.get(told["kind"], told["kind"]),
        "sitting.held_on": day(told["meets_at"]),
        "sitting.place": told["place"],
        "sitting.minutes": told["text"],
        "sitting.seats": [{"name": named(one["name"]), "role": _role(one)} for one in here],
        "sitting.absent": joined(named(one) for one in away),
        "sitting.agenda": agenda,
        "sitting.decisions": decisions,
        "sitting.signers": [{"text": _signed(one)} for one in here],
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
    told = []
    for one in items:
        place = f"〔{named(one['village'])}〕" if one["village"] else ""
        told.append({"text": f"{place}{one['title']}（编号：{one['number']}）"})
    return told


def _decisions(items: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    return [
        {"text": _decision(one), "body": named(one["body"]), "due_on": _due(one)}
        for one in items
        if one["decision"]
    ]


def _decision(item: Mapping[str, Any]) -> str:
    body, due = named(item["body"]), _due(item)
    charge = "，".join(one for one in (body and f"由{body}负责", due and f"{due}前完成") if one)
    why = f"{item['analysis'].rstrip('。')}。" if item["analysis"] else ""
    what = f"{item['decision'].rstrip('。')}{f'（{charge}）' if charge else ''}。"
    return f"{item['title']}：{why}{what}"


def _due(item: Mapping[str, Any]) -> str:
    return day(item["due"]) if item["due"] else ""
