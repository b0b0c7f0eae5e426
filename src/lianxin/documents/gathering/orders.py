"""What one body asks of another: assignments, supervision, advice; and what an agent is given."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from lianxin.documents.facts_until import Told
from lianxin.documents.layout import Value
from lianxin.documents.wording import day, joined
from lianxin.rules.facts.closing import AgentAppointed
from lianxin.rules.facts.dispatch import Assigned, Supervised
from lianxin.rules.facts.handling import Advised

SUPERVISION = "supervision_order"
TRIGGERS = {
    "overdue": "逾期未办结",
    "returned": "多次退回",
    "repeat": "重复信访",
    "unsatisfied": "群众不满意",
    "urged": "群众多次催办",
}


def order(told: Told) -> Mapping[str, Value]:
    """Return the last assignment, or the last supervision when that is the paper's matter."""
    if told.document == SUPERVISION:
        return _supervision(told)
    found = told.find(Assigned)
    if found is None:
        return {}
    entry, fact = found
    return {
        "to": told.name_of(fact.lead),
        "assists": joined(told.name_of(one) for one in fact.assists),
        "days": str(fact.days) if fact.days else "",
        "due_on": day(entry.at + timedelta(days=fact.days)) if fact.days else "",
        "demand": told.text(fact.demand),
        "note": told.text(fact.note),
    }


def _supervision(told: Told) -> dict[str, Value]:
    found = told.find(Supervised)
    if found is None:
        return {}
    entry, fact = found
    lead = fact.lead or (told.state.last_lead.body if told.state.last_lead else None)
    return {
        "to": told.name_of(lead),
        "assists": joined(told.name_of(one) for one in fact.assists),
        "days": str(fact.days) if fact.days else "",
        "due_on": day(entry.at + timedelta(days=fact.days)) if fact.days else "",
        "demand": told.text(fact.demand),
        "note": told.text(fact.note),
        "times": str(sum(1 for _ in told.all(Supervised))),
        "ground": TRIGGERS.get(fact.trigger or "", ""),
    }


def advice(told: Told) -> Mapping[str, Value]:
    """Return the advice of the kind that the paper is named for (article 40)."""
    kind = told.document.removeprefix("advice_")
    fact = told.last(Advised, kind=kind)
    if fact is None:
        return {}
    return {
        "to": told.name_of(fact.body),
        "text": told.text(fact.text),
        "due_on": day(fact.due) if fact.due else "",
    }


def mandate(told: Told) -> Mapping[str, Value]:
    """Return what the petitioner let an agent carry, and from when."""
    found = told.find(AgentAppointed)
    if found is None:
        return {}
    entry, fact = found
    return {
        "agent": told.person(fact.agent),
        "text": told.text(fact.mandate),
        "on": day(entry.at),
    }


GROUPS: Mapping[str, Callable[[Told], Mapping[str, Value]]] = {
    "order": order,
    "advice": advice,
    "mandate": mandate,
}
