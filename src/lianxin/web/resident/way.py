"""The way of a matter in plain words: who did what and when, as its petitioner may know it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.cases.reading.history import EntryView
from lianxin.files import texts
from lianxin.rules.book import Book
from lianxin.rules.refs import Ref
from lianxin.web import dates, names, options

Payload = Mapping[str, Any]
Saying = Callable[[Payload, Book], str]


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a sentence, what was written with it, and the files that came with it."""

    at: datetime
    said: str
    text: str
    files: tuple[str, ...] = ()


def way(entries: Iterable[EntryView], book: Book) -> tuple[Step, ...]:
    """Return the steps that mean something to a resident, oldest first."""
    readable = [(entry, entry.payload) for entry in entries if entry.payload is not None]
    steps = [
        (entry.at, said, payload, _refs(entry.fact, payload))
        for entry, payload in readable
        if entry.fact in _SAID and (said := _SAID[entry.fact](payload, book))
    ]
    words = texts.read([ref for *_, refs in steps for ref in refs])
    return tuple(
        Step(at, said, "\n".join(filter(None, map(words.get, refs))), _files(payload))
        for at, said, payload, refs in steps
    )


def _files(payload: Payload) -> tuple[str, ...]:
    return tuple(str(Ref(ref).id) for ref in payload.get("attachments", ()))


def _refs(fact: str, payload: Payload) -> list[UUID]:
    """What was written for the resident to read; notes between offices are not."""
    written = (payload.get(field) for field in _WRITTEN.get(fact, ()))
    return [Ref(ref).id for ref in written if ref]


_WRITTEN: Mapping[str, tuple[str, ...]] = {
    "replied": ("text",),
    "noted": ("text",),
    "declined": ("text", "next_door"),
    "added": ("text",),
    "extended": ("reason",),
    "paused": ("reason",),
    "withdrawn": ("reason",),
    "reopened": ("reason",),
    "review_requested": ("reason",),
    "re_review_requested": ("reason",),
    "review_decided": ("text",),
    "re_review_decided": ("text",),
    "closed": ("text",),
    "contested": ("reason",),
    "contest_ruled": ("text",),
    "sitting_requested": ("reason",),
    "sitting_declined": ("reason",),
    "sitting_ordered": ("place",),
    "performance_recorded": ("text",),
}


def _with(saying: Callable[[], str], key: str = "body") -> Saying:
    return lambda payload, book: saying() % {"who": names.body(payload.get(key), book)}


def _plain(saying: Callable[[], str]) -> Saying:
    return lambda payload, book: saying()


def _given(payload: Payload, book: Book) -> str:
    lead = names.body(payload.get("lead"), book)
    assists = _("、").join(names.body(code, book) for code in payload.get("assists", ()))
    if not lead:
        return ""
    if assists:
        return _("交给%(lead)s牵头办理，%(assists)s协助") % {"lead": lead, "assists": assists}
    return _("交给%(lead)s办理") % {"lead": lead}


def _replied(payload: Payload, book: Book) -> str:
    # An assisting body answers the leading one; the resident hears from whoever leads.
    if payload.get("role") == "assist":
        return ""
    return _("%(who)s答复了您") % {"who": names.body(payload.get("body"), book)}


def _noted(payload: Payload, book: Book) -> str:
    return _("进展说明") if payload.get("public") else ""


def _delivered(payload: Payload, book: Book) -> str:
    return _("%(paper)s已送达") % {"paper": names.document(payload.get("document", ""))}


def _contacted(payload: Payload, book: Book) -> str:
    return _("办理单位联系了您") if payload.get("reached") else _("办理单位联系您，没有联系上")


def _accepted(payload: Payload, book: Book) -> str:
    parts = {"who": names.body(payload.get("body"), book)}
    route = str(payload.get("route", "6"))
    if route == "6":
        return _("%(who)s已受理") % parts
    way = options.word("route", route).partition(" ")[2]
    return _("%(who)s已受理，按法定途径办理：%(way)s") % {**parts, "way": way}


def _filing(payload: Payload, book: Book) -> str:
    if payload.get("right"):
        return _("您核对了代您登记的内容，写得对")
    return _("您说代您登记的内容不对")


def _withdrawn(payload: Payload, book: Book) -> str:
    """A remedy taken back leaves the matter and the opinion on it as they were."""
    remedy = payload.get("remedy")
    if remedy == "review":
        return _("您撤回了这次复查申请，原处理意见照旧有效")
    if remedy == "re_review":
        return _("您撤回了这次复核申请，复查意见照旧有效")
    return _("您撤回了这件事")


def _meets(payload: Payload, book: Book) -> str:
    kind = {"kind": options.word("kind", str(payload.get("kind", "")))}
    at = payload.get("meets_at")
    if not at:
        return _("决定召开%(kind)s") % kind
    return _("%(kind)s定在%(day)s召开") % {**kind, "day": dates.full(datetime.fromisoformat(at))}


def _kind_of(saying: Callable[[], str]) -> Saying:
    return lambda payload, book: (
        saying() % {"kind": options.word("kind", str(payload.get("kind", "")))}
    )


def _performed(payload: Payload, book: Book) -> str:
    return _("协议里的一项已经做到") if payload.get("done") else _("协议里的一项没有做到")


def _contest(payload: Payload, book: Book) -> str:
    if payload.get("upheld"):
        return _("您的异议成立，这件事接着办")
    return _("您的异议没有成立，理由如下")


def _ruled(payload: Payload, book: Book) -> str:
    return _("明确由%(lead)s办理") % {"lead": names.body(payload.get("lead"), book)}


def _reviewed(payload: Payload, book: Book) -> str:
    who = {"who": names.body(payload.get("body"), book)}
    outcome = payload.get("outcome")
    if outcome == "revoked":
        return _("%(who)s撤销原处理意见，要求重新办理") % who
    if outcome == "changed":
        return _("%(who)s变更了处理意见") % who
    return _("%(who)s维持原处理意见") % who


_SAID: dict[str, Saying] = {
    "registered": _plain(lambda: _("您反映的事已经登记")),
    "assigned": _given,
    "referred": _given,
    "reassigned": _ruled,
    "objection_ruled": _ruled,
    "supervised": _plain(lambda: _("已督促办理单位加快")),
    "received": _with(lambda: _("%(who)s已签收")),
    "accepted": _accepted,
    "declined": _plain(lambda: _("没有受理，理由如下")),
    "arrived": _plain(lambda: _("工作人员到了现场")),
    "contacted": _contacted,
    "escalated": _with(lambda: _("上报给%(who)s办理"), "lead"),
    "returned_down": _with(lambda: _("转由%(who)s办理"), "lead"),
    "moved": _plain(lambda: _("改按另一种程序办理，原来的时限同时结束")),
    "noted": _noted,
    "replied": _replied,
    "concluded": _with(lambda: _("%(who)s办结")),
    "delivered": _delivered,
    "extended": _plain(lambda: _("办理期限延长了，理由如下")),
    "paused": _plain(lambda: _("时限暂停，理由如下")),
    "resumed": _plain(lambda: _("时限继续计算")),
    "sitting_held": _plain(lambda: _("开会研究了这件事")),
    "agreement_recorded": _plain(lambda: _("达成了协议")),
    "followed_up": _plain(lambda: _("回访了您")),
    "rated": _plain(lambda: _("您评价了办理结果")),
    "confirmed": _plain(lambda: _("您确认问题已经解决")),
    "closed": _plain(lambda: _("这件事已结案")),
    "reopened": _plain(lambda: _("这件事重新办理")),
    "withdrawn": _withdrawn,
    "contested": _plain(lambda: _("您对“依法处理”提出了异议")),
    "contest_ruled": _contest,
    "sitting_requested": _kind_of(lambda: _("申请召开%(kind)s")),
    "sitting_declined": _kind_of(lambda: _("不召开%(kind)s，理由如下")),
    "sitting_ordered": _meets,
    "performance_recorded": _performed,
    "help_planned": _plain(lambda: _("经您同意，定下了帮扶办法")),
    "agent_rated": _plain(lambda: _("您评价了代办员")),
    "added": _plain(lambda: _("补充了材料")),
    "filing_confirmed": _filing,
    "urged": _plain(lambda: _("您催办了一次")),
    "merged": _plain(lambda: _("与同一件事合并办理")),
    "took_in": _plain(lambda: _("有相同的反映并到这件事里一起办")),
    "agent_appointed": _plain(lambda: _("代办员开始替您跑这件事")),
    "agent_released": _plain(lambda: _("代办结束")),
    "review_requested": _with(lambda: _("您申请复查，由%(who)s办理"), "reviewer"),
    "re_review_requested": _with(lambda: _("您申请复核，由%(who)s办理"), "reviewer"),
    "review_decided": _reviewed,
    "re_review_decided": _reviewed,
    "procedure_ended": _plain(lambda: _("信访程序终结")),
}
