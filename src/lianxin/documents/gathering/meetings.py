"""What was said and settled when people sat together: sittings and agreements."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lianxin.documents.facts_until import Told
from lianxin.documents.layout import Value
from lianxin.documents.wording import day, hour, joined
from lianxin.rules.facts.handling import AgreementRecorded
from lianxin.rules.facts.sittings import SittingConcluded, SittingHeld, SittingOrdered
from lianxin.rules.state import Seat, Sitting

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
    "member": "成员",
    "evaluator": "听证员",
    "recorder": "记录人",
    "petitioner_side": "信访人一方",
    "unit_side": "办理单位一方",
    "other_side": "另一方当事人",
    "expert": "专家",
    "observer": "列席",
}
PARTS = {
    "evidence": "举证质证",
    "statement": "陈述",
    "question": "询问",
    "measurement": "现场测量",
    "deliberation": "评议",
    "opinion": "听证意见",
}
SIGNING = (
    "petitioner_side",
    "other_side",
    "unit_side",
    "chair",
    "mediator",
    "evaluator",
    "member",
    "expert",
    "recorder",
)
"""Roles in the order in which they sign under a record."""
OF_PAPERS = {
    "hearing_notice": "hearing",
    "hearing_record": "hearing",
    "joint_meeting_minutes": "joint_meeting",
    "coordination_minutes": "coordination",
    "mediation_agreement": "mediation",
}
"""Papers that are about the last sitting of one kind; any other is about the last of all."""
PETITIONER = "petitioner"
"""The seat of the petitioner, which names nobody."""


def sitting(told: Told) -> Mapping[str, Value]:
    """Return the last sitting that the paper is about."""
    kind = OF_PAPERS.get(told.document)
    wanted = {"kind": kind} if kind else {}
    ordered = told.find(SittingOrdered, **wanted)
    if ordered is None:
        return {}
    entry, fact = ordered
    kept = next((one for one in told.state.sittings if one.n == fact.sitting), None)
    return {
        "kind": SITTINGS.get(fact.kind, fact.kind),
        "demand": told.text(fact.demand),
        "ordered_on": day(entry.at),
        "time": hour(fact.meets_at) if fact.meets_at else "",
        "place": told.text(fact.place),
        **_seats(told, kept),
        **_held(told, fact.sitting),
        **_concluded(told, fact.sitting),
    }


def _seats(told: Told, kept: Sitting | None) -> dict[str, Value]:
    seats = kept.seats if kept else ()
    return {
        "seats": [
            {"name": _seated(told, one), "role": ROLES.get(one.role, one.role)} for one in seats
        ],
        "chair": _of_role(told, seats, "chair"),
        "recorder": _of_role(told, seats, "recorder"),
        "signers": [{"text": _line(told, one)} for one in _signing(seats)],
    }


def _signing(seats: Sequence[Seat]) -> list[Seat]:
    """Who puts a name under the record: the parties first, who only looked on not at all."""
    return sorted(
        (one for one in seats if one.role in SIGNING), key=lambda one: SIGNING.index(one.role)
    )


def _line(told: Told, seat: Seat) -> str:
    name = told.person(seat.person) or told.name_of(seat.person)
    return signature(ROLES.get(seat.role, seat.role), name)


def signature(role: str, name: str) -> str:
    """Return the line on which somebody signs; a party signs without a printed name."""
    return f"{role} {name}（签名）：" if name else f"{role}（签名）："


def _of_role(told: Told, seats: Sequence[Seat], role: str) -> str:
    return joined(_seated(told, one) for one in seats if one.role == role)


def _seated(told: Told, seat: Seat) -> str:
    if seat.person == PETITIONER:
        return "信访人"
    # A side sits under a word of its own, which is no name.
    return told.person(seat.person) or told.name_of(seat.person) or "当事人"


def _held(told: Told, n: int) -> dict[str, Value]:
    """The record of every session, the first one first."""
    sessions = list(told.all(SittingHeld, sitting=n))[::-1]
    if not sessions:
        return {}
    lines = [line for _, fact in sessions for line in _lines(told, fact)]
    return {"held_on": day(sessions[-1][0].at), "minutes": "\n".join(lines)}


def _lines(told: Told, fact: SittingHeld) -> Iterator[str]:
    yield told.text(fact.minutes)
    for one in fact.record:
        yield f"【{PARTS.get(one.part, one.part)}】{told.text(one.text)}"


def _concluded(told: Told, n: int) -> dict[str, Value]:
    fact = told.last(SittingConcluded, sitting=n)
    if fact is None:
        return {}
    owners = {change.text: change for change in fact.tasks if change.text}
    decisions = []
    for ref in fact.decisions:
        task = owners.get(ref)
        body = told.name_of(task.body) if task else ""
        due = day(task.due) if task and task.due else ""
        words = told.text(ref).rstrip("。")
        charge = "，".join(one for one in (body and f"由{body}负责", due and f"{due}前完成") if one)
        text = f"{words}（{charge}）。" if charge else f"{words}。"
        decisions.append({"text": text, "body": body, "due_on": due})
    return {"decisions": decisions, "outcome": told.text(fact.opinion)}


def agreement(told: Told) -> Mapping[str, Value]:
    """Return the last agreement: parties, terms with their dates (mediation law, article 29)."""
    found = told.find(AgreementRecorded)
    if found is None:
        return {}
    entry, fact = found
    dues = [day(one) for one in fact.due]
    dues += [""] * (len(fact.terms) - len(dues))
    kept = next((one for one in told.state.sittings if one.n == fact.sitting), None)
    return {
        "on": day(fact.effective_at or entry.at),
        "parties": [{"text": told.text(one)} for one in fact.parties],
        "terms": [
            {"text": _term(told.text(term).rstrip("。；;"), due), "due_on": due}
            for term, due in zip(fact.terms, dues, strict=False)
        ],
        "dispute": told.text(told.state.text),
        "mediators": _of_role(told, kept.seats if kept else (), "mediator"),
    }


def _term(text: str, due: str) -> str:
    return f"{text}（{due}前履行）。" if due else f"{text}。"


GROUPS: Mapping[str, Callable[[Told], Mapping[str, Value]]] = {
    "sitting": sitting,
    "agreement": agreement,
}
