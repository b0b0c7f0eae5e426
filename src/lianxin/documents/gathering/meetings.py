"""What was said and settled when people sat together: sittings and agreements."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lianxin.documents.facts_until import Dossier
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


def sitting(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last sitting that the paper is about."""
    kind = OF_PAPERS.get(dossier.document)
    wanted = {"kind": kind} if kind else {}
    ordered = dossier.find(SittingOrdered, **wanted)
    if ordered is None:
        return {}
    entry, fact = ordered
    kept = next((meeting for meeting in dossier.state.sittings if meeting.n == fact.sitting), None)
    return {
        "kind": SITTINGS.get(fact.kind, fact.kind),
        "demand": dossier.text(fact.demand),
        "ordered_on": day(entry.at),
        "time": hour(fact.meets_at) if fact.meets_at else "",
        "place": dossier.text(fact.place),
        **_seats(dossier, kept),
        **_held(dossier, fact.sitting),
        **_concluded(dossier, fact.sitting),
    }


def _seats(dossier: Dossier, kept: Sitting | None) -> dict[str, Value]:
    seats = kept.seats if kept else ()
    return {
        "seats": [
            {"name": _seated(dossier, seat), "role": ROLES.get(seat.role, seat.role)}
            for seat in seats
        ],
        "chair": _of_role(dossier, seats, "chair"),
        "recorder": _of_role(dossier, seats, "recorder"),
        "signers": [{"text": _line(dossier, seat)} for seat in _signing(seats)],
    }


def _signing(seats: Sequence[Seat]) -> list[Seat]:
    """Who puts a name under the record: the parties first, who only looked on not at all."""
    return sorted(
        (seat for seat in seats if seat.role in SIGNING), key=lambda seat: SIGNING.index(seat.role)
    )


def _line(dossier: Dossier, seat: Seat) -> str:
    name = dossier.person(seat.person) or dossier.name_of(seat.person)
    return signature(ROLES.get(seat.role, seat.role), name)


def signature(role: str, name: str) -> str:
    """Return the line on which somebody signs; a party signs without a printed name."""
    return f"{role} {name}（签名）：" if name else f"{role}（签名）："


def _of_role(dossier: Dossier, seats: Sequence[Seat], role: str) -> str:
    return joined(_seated(dossier, seat) for seat in seats if seat.role == role)


def _seated(dossier: Dossier, seat: Seat) -> str:
    if seat.person == PETITIONER:
        return "信访人"
    # A side sits under a word of its own, which is no name.
    return dossier.person(seat.person) or dossier.name_of(seat.person) or "当事人"


def _held(dossier: Dossier, n: int) -> dict[str, Value]:
    """The record of every session, the first one first."""
    sessions = list(dossier.all(SittingHeld, sitting=n))[::-1]
    if not sessions:
        return {}
    lines = [line for _, fact in sessions for line in _lines(dossier, fact)]
    return {"held_on": day(sessions[-1][0].at), "minutes": "\n".join(lines)}


def _lines(dossier: Dossier, fact: SittingHeld) -> Iterator[str]:
    yield dossier.text(fact.minutes)
    for line in fact.record:
        yield f"【{PARTS.get(line.part, line.part)}】{dossier.text(line.text)}"


def _concluded(dossier: Dossier, n: int) -> dict[str, Value]:
    fact = dossier.last(SittingConcluded, sitting=n)
    if fact is None:
        return {}
    owners = {change.text: change for change in fact.tasks if change.text}
    decisions = []
    for ref in fact.decisions:
        task = owners.get(ref)
        body = dossier.name_of(task.body) if task else ""
        due = day(task.due) if task and task.due else ""
        words = dossier.text(ref).rstrip("。")
        charge = "，".join(
            phrase for phrase in (body and f"由{body}负责", due and f"{due}前完成") if phrase
        )
        text = f"{words}（{charge}）。" if charge else f"{words}。"
        decisions.append({"text": text, "body": body, "due_on": due})
    return {"decisions": decisions, "outcome": dossier.text(fact.opinion)}


def agreement(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last agreement: parties, terms with their dates (mediation law, article 29)."""
    latest = dossier.find(AgreementRecorded)
    if latest is None:
        return {}
    entry, fact = latest
    dues = [day(moment) for moment in fact.due]
    dues += [""] * (len(fact.terms) - len(dues))
    kept = next((meeting for meeting in dossier.state.sittings if meeting.n == fact.sitting), None)
    return {
        "on": day(fact.effective_at or entry.at),
        "parties": [{"text": dossier.text(party)} for party in fact.parties],
        "terms": [
            {"text": _term(dossier.text(term).rstrip("。；;"), due), "due_on": due}
            for term, due in zip(fact.terms, dues, strict=False)
        ],
        "dispute": dossier.text(dossier.state.matter.text),
        "mediators": _of_role(dossier, kept.seats if kept else (), "mediator"),
    }


def _term(text: str, due: str) -> str:
    return f"{text}（{due}前履行）。" if due else f"{text}。"


GROUPS: Mapping[str, Callable[[Dossier], Mapping[str, Value]]] = {
    "sitting": sitting,
    "agreement": agreement,
}
