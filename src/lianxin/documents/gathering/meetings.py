"""What was said and settled when people sat together: sittings and agreements."""

from collections.abc import Callable, Mapping

from lianxin.documents.laying import Value
from lianxin.documents.told import Told
from lianxin.documents.wording import day
from lianxin.rules.facts.handling import AgreementRecorded
from lianxin.rules.facts.sittings import SittingConcluded, SittingHeld, SittingOrdered

SITTINGS = {
    "joint_meeting": "信访工作联席会议",
    "coordination": "协调会",
    "hearing": "听证会",
    "reception": "接访",
    "mediation": "调解",
    "council": "议事会",
    "special_meeting": "专题会",
    "case_conference": "会商",
}
ROLES = {
    "chair": "主持人",
    "mediator": "调解员",
    "evaluator": "听证员",
    "recorder": "记录员",
    "petitioner_side": "信访人一方",
    "unit_side": "承办单位",
    "other_side": "对方当事人",
    "expert": "专家",
    "observer": "旁听",
}
OF_PAPERS = {
    "hearing_notice": "hearing",
    "hearing_record": "hearing",
    "joint_meeting_minutes": "joint_meeting",
    "mediation_agreement": "mediation",
}
"""Papers that are about the last sitting of one kind; any other is about the last of all."""


def sitting(told: Told) -> Mapping[str, Value]:
    """Return the last sitting that the paper is about."""
    kind = OF_PAPERS.get(told.document)
    wanted = {"kind": kind} if kind else {}
    ordered = told.find(SittingOrdered, **wanted)
    if ordered is None:
        return {}
    n = ordered[1].sitting
    values: dict[str, Value] = {
        "kind": SITTINGS.get(ordered[1].kind, ordered[1].kind),
        "demand": told.text(ordered[1].demand),
        "ordered_on": day(ordered[0].at),
    }
    held = told.find(SittingHeld, sitting=n)
    if held is not None:
        values["held_on"] = day(held[0].at)
        values["minutes"] = told.text(held[1].minutes)
        roles = (*held[1].roles, *("",) * len(held[1].seats))
        values["seats"] = [
            {"name": told.person(one), "role": ROLES.get(role, "")}
            for one, role in zip(held[1].seats, roles, strict=False)
        ]
    concluded = told.last(SittingConcluded, sitting=n)
    if concluded is not None:
        values["decisions"] = [{"text": told.text(one)} for one in concluded.decisions]
    return values


def agreement(told: Told) -> Mapping[str, Value]:
    """Return the last agreement: parties, terms with their dates (mediation law, article 29)."""
    found = told.find(AgreementRecorded)
    if found is None:
        return {}
    entry, fact = found
    dues = [day(one) for one in fact.due]
    dues += [""] * (len(fact.terms) - len(dues))
    return {
        "on": day(entry.at),
        "parties": [{"text": told.text(one)} for one in fact.parties],
        "terms": [
            {"text": _term(told.text(term).rstrip("。；;"), due), "due_on": due}
            for term, due in zip(fact.terms, dues, strict=False)
        ],
        "dispute": told.text(told.state.text),
    }


def _term(text: str, due: str) -> str:
    return f"{text}（{due}前履行）。" if due else f"{text}。"


GROUPS: Mapping[str, Callable[[Told], Mapping[str, Value]]] = {
    "sitting": sitting,
    "agreement": agreement,
}
