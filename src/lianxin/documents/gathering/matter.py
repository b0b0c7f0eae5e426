"""The matter itself: the case, its petitioner, the paper, and the bodies around it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from uuid import UUID

from lianxin.documents.facts_until import Dossier
from lianxin.documents.layout import Value
from lianxin.documents.wording import day, joined, named
from lianxin.people import petitioners
from lianxin.people.models import Officer
from lianxin.people.petitioners import Revealed
from lianxin.rules.deciding.bodies import handling_leg, review_leg, upper
from lianxin.rules.facts.intake import Accepted
from lianxin.rules.facts.papers import Drafted, Issued
from lianxin.rules.refusals import Refused

NOBODY = "信访人"
"""Who an anonymous petitioner is on paper, or one whose data may not be used any more."""
CHANNELS = {
    "hotline": "电话",
    "web": "网上",
    "wechat": "微信",
    "assistant": "网上",
    "letter": "来信",
    "fax": "传真",
    "in_person": "走访",
    "grid": "网格上报",
    "message_board": "网上留言",
    "media": "媒体反映",
    "transfer": "上级转送",
    "video": "视频接访",
    "agent": "代办",
    "import": "其他系统转入",
}
KINDS = {
    "consultation": "咨询",
    "help": "求助",
    "opinion": "意见",
    "suggestion": "建议",
    "complaint": "投诉",
    "misconduct_report": "检举控告",
    "claim": "申诉求决",
    "thanks": "感谢",
}


def case(dossier: Dossier) -> Mapping[str, Value]:
    """Return what the register says of the case."""
    state = dossier.state
    accepted = dossier.find(Accepted)
    area = dossier.book.areas.get(state.matter.area or "")
    petition = _is_petition(dossier)
    return {
        "number": state.number,
        "title": dossier.text(state.matter.title),
        "text": dossier.text(state.matter.text),
        "raised_on": day(state.matter.raised_at),
        "registered_on": day(state.matter.registered_at),
        "accepted_on": day(accepted[0].at) if accepted else "",
        "accepted": accepted is not None,
        "channel": CHANNELS.get(state.matter.channel, state.matter.channel),
        "kind": KINDS.get(state.matter.kind, state.matter.kind),
        "area": named(area.zh) if area else "",
        "head_count": str(state.people.head_count),
        "group": state.people.group,
        "urgent": state.matter.urgent,
        "petition": petition,
        "word": "信访事项" if petition else "诉求事项",
    }


def _is_petition(dossier: Dossier) -> bool:
    """Whether the remedies of the law are open: an order of a service line is no petition."""
    stages = dossier.book.procedures[dossier.state.version].stages
    return any(stage.phase == "reviewing" for stage in stages)


def petitioner(dossier: Dossier) -> Mapping[str, Value]:
    """Return the petitioner in the open; who may read it is the caller's question."""
    state = dossier.state
    petitioners = [_revealed(token) for token in state.people.petitioners]
    first = petitioners[0] if petitioners else None
    others = [_revealed(token) for token in state.people.representatives]
    names = [_name(person) for person in (*petitioners, *others) if person is not None]
    enterprise = bool(first and first.enterprise)
    many = "你们" if state.people.group or len(names) > 1 else "你"
    return {
        "name": _name(first) if first else NOBODY,
        "names": joined(dict.fromkeys(names)) or NOBODY,
        "address": first.address if first else "",
        "phone": first.phone if first else "",
        "id_number": first.id_number if first else "",
        "you": "你单位" if enterprise else many,
    }


def _revealed(id: str) -> Revealed | None:
    # Restricted and redacted data stays where it is; the paper then speaks to "the petitioner".
    with suppress(Refused):
        return petitioners.reveal(UUID(id))
    return None


def _name(person: Revealed) -> str:
    return person.enterprise or person.name or NOBODY


def respondent(dossier: Dossier) -> Mapping[str, Value]:
    """Return who is complained of; no paper that leaves the office may ask for it."""
    bodies = [dossier.name_of(code) for code in dossier.state.guard.respondent_bodies]
    codes = dossier.state.guard.respondent_persons
    persons = Officer.objects.filter(pk__in=codes).order_by("code").values_list("zh", flat=True)
    return {"names": joined([*bodies, *(named(name) for name in persons)])}


def paper(dossier: Dossier) -> Mapping[str, Value]:
    """Return what was written for this paper, its day, and who signed last."""
    drafted = dossier.last(Drafted, document=dossier.document)
    issued = dossier.last(Issued, document=dossier.document)
    kept = dossier.state.document(dossier.document)
    text = issued.text if issued and issued.text else drafted.text if drafted else None
    return {
        "text": dossier.text(text),
        "date": day(dossier.at),
        "signed_by": dossier.person(kept.signers[-1]) if kept and kept.signers else "",
    }


def body(dossier: Dossier) -> Mapping[str, Value]:
    """Return who makes the paper."""
    return {"name": dossier.name_of(dossier.body)}


def centre(dossier: Dossier) -> Mapping[str, Value]:
    """Return the petition office of the case."""
    return {"name": dossier.name_of(dossier.state.house.centre)}


def lead(dossier: Dossier) -> Mapping[str, Value]:
    """Return the body that handles the matter."""
    leg = handling_leg(dossier.state) or dossier.state.last_lead
    return {"name": dossier.name_of(leg.body if leg else dossier.state.house.registrar_body)}


def remedy(dossier: Dossier) -> Mapping[str, Value]:
    """Return the body to which the next remedy goes (articles 35 and 36), if one stands above."""
    reviewed = review_leg(dossier.state) if dossier.document == "review_opinion" else None
    leg = reviewed or handling_leg(dossier.state)
    below = leg.body if leg else dossier.body
    with suppress(Refused):
        return {"body": dossier.name_of(upper(dossier.state, below, dossier.book))}
    return {"body": ""}


GROUPS: Mapping[str, Callable[[Dossier], Mapping[str, Value]]] = {
    "case": case,
    "petitioner": petitioner,
    "respondent": respondent,
    "paper": paper,
    "body": body,
    "centre": centre,
    "lead": lead,
    "remedy": remedy,
}
