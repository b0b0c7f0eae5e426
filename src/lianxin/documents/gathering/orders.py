"""What one body asks of another: assignments, supervision, advice; and what an agent is given."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from lianxin.documents.facts_until import Dossier
from lianxin.documents.layout import Value
from lianxin.documents.wording import day, joined
from lianxin.rules.facts.dispatch import Assigned, Supervised
from lianxin.rules.facts.handling import Advised
from lianxin.rules.facts.oversight import AppointersTold, MeasureTaken, ReportedUpward
from lianxin.rules.facts.persons import AgentAppointed

SUPERVISION = "supervision_order"
ABOVE = {
    "government": "本级党委、政府",
    "departments": "有关主管部门",
    "joint_office": "信访工作联席会议办公室",
    "upper_office": "上一级信访部门",
    "national_office": "国家信访局",
}
APPOINTERS = {
    "organisation": "组织（人事）部门",
    "party_head": "党委主要负责同志",
    "organisation_head": "分管组织（人事）工作的负责同志",
}
INFORMED = frozenset({"departments", "joint_office"})
MEASURES = {
    "inspection": "督查",
    "talk": "约谈",
    "circular": "通报",
    "listed": "挂牌督办",
    "correction": "责令限期整改",
}
TRIGGERS = {
    "overdue": "逾期未办结",
    "returned": "多次退回",
    "repeat": "重复信访",
    "unsatisfied": "群众不满意",
    "urged": "群众多次催办",
}


def order(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last assignment, or the last supervision when that is the paper's matter."""
    if dossier.document == SUPERVISION:
        return _supervision(dossier)
    latest = dossier.find(Assigned)
    if latest is None:
        return {}
    entry, fact = latest
    return {
        "to": dossier.name_of(fact.lead),
        "assists": joined(dossier.name_of(assist) for assist in fact.assists),
        "days": str(fact.days) if fact.days else "",
        "due_on": day(entry.at + timedelta(days=fact.days)) if fact.days else "",
        "demand": dossier.text(fact.demand),
        "note": dossier.text(fact.note),
    }


def _supervision(dossier: Dossier) -> dict[str, Value]:
    latest = dossier.find(Supervised)
    if latest is None:
        return {}
    entry, fact = latest
    # Of what is answered whoever handled it is pressed, who leads it no longer.
    return {
        "to": dossier.name_of(fact.body or fact.lead),
        "assists": joined(dossier.name_of(assist) for assist in fact.assists),
        "days": str(fact.days) if fact.days else "",
        "due_on": day(entry.at + timedelta(days=fact.days)) if fact.days else "",
        "demand": dossier.text(fact.demand),
        "note": dossier.text(fact.note),
        "times": str(sum(1 for _ in dossier.all(Supervised))),
        "ground": TRIGGERS.get(fact.trigger or "", ""),
    }


def advice(dossier: Dossier) -> Mapping[str, Value]:
    """Return the advice of the kind that the paper is named for (article 40)."""
    kind = dossier.document.removeprefix("advice_")
    fact = dossier.last(Advised, kind=kind)
    if fact is None:
        return {}
    return {
        "to": dossier.name_of(fact.body),
        "text": dossier.text(fact.text),
        "due_on": day(fact.due) if fact.due else "",
    }


def upward(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last report to those above, to whom it goes (article 25)."""
    fact = dossier.last(ReportedUpward)
    if fact is None:
        return {}
    steps = dossier.text(fact.steps)
    return {
        "to": ABOVE[fact.to],
        # Those above are reported to; departments and the joint meeting are informed.
        "word": "通报" if fact.to in INFORMED else "报告",
        "text": dossier.text(fact.text),
        "steps": steps,
    }


def appointers(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last notice to those who appoint (article 30(2))."""
    fact = dossier.last(AppointersTold)
    if fact is None:
        return {}
    return {"to": APPOINTERS[fact.to], "text": dossier.text(fact.text)}


def measure(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last measure that held a body to its duty (articles 38 and 39)."""
    fact = dossier.last(MeasureTaken)
    if fact is None:
        return {}
    return {
        "to": dossier.name_of(fact.body),
        "kind": MEASURES[fact.kind],
        "text": dossier.text(fact.text),
        "due_on": day(fact.due),
    }


def mandate(dossier: Dossier) -> Mapping[str, Value]:
    """Return what the petitioner let an agent carry, and from when."""
    latest = dossier.find(AgentAppointed)
    if latest is None:
        return {}
    entry, fact = latest
    return {
        "agent": dossier.person(fact.agent),
        "text": dossier.text(fact.mandate),
        "on": day(entry.at),
    }


GROUPS: Mapping[str, Callable[[Dossier], Mapping[str, Value]]] = {
    "order": order,
    "advice": advice,
    "upward": upward,
    "appointers": appointers,
    "measure": measure,
    "mandate": mandate,
}
