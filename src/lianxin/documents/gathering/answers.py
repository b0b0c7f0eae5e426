"""Answers of the house: opinion, reviews, extension, ending, public reply."""

from collections.abc import Callable, Mapping

from lianxin.documents.facts_until import Dossier
from lianxin.documents.layout import Value
from lianxin.documents.wording import day
from lianxin.rules.facts.closing import WordTakenDown
from lianxin.rules.facts.handling import OpinionProposed, Replied
from lianxin.rules.facts.intake import Accepted
from lianxin.rules.facts.opinions import PetitionerHeard
from lianxin.rules.facts.papers import Delivered, Extended
from lianxin.rules.facts.recourse import (
    ProcedureEnded,
    ReReviewDecided,
    ReReviewRequested,
    ReviewDecided,
    ReviewRequested,
)
from lianxin.rules.facts.sittings import SittingHeld

OUTCOMES = {"supported": "予以支持", "explained": "作出解释说明", "not_supported": "不予支持"}
DECISIONS = {"upheld": "予以维持", "changed": "予以变更", "revoked": "予以撤销"}
WAYS = {
    "1": "诉讼、复议、检察监督、公安机关办案等法律程序",
    "2": "仲裁",
    "3": "党员申诉、申请复审等程序",
    "4": "行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序",
    "5": "有关机关依法履行法定职责的程序",
}
"""The ways of article 31 (1) to (5), as a paper names them."""
ASKED = {
    "request_review": "申请复查",
    "request_re_review": "申请复核",
    "withdraw": "撤回",
    "urge": "催办",
    "rate": "评价办理结果",
    "confirm": "确认问题已经解决",
    "contest": "对依法处理提出异议",
}
CAME = {"letter": "来信", "visit": "来访", "telephone": "来电"}
HANDLE = "handle"
"""The clock of article 34, which an extension lengthens."""


def opinion(dossier: Dossier) -> Mapping[str, Value]:
    """Return the opinion that was proposed last (article 32)."""
    latest = dossier.find(OpinionProposed)
    if latest is None:
        return {}
    entry, fact = latest
    delivered = dossier.last(Delivered, document="opinion")
    heard = dossier.find(SittingHeld, sitting=fact.hearing) if fact.hearing else None
    return {
        "body": dossier.name_of(entry.body),
        "serial": dossier.serials.get("opinion", ""),
        "outcome": OUTCOMES[fact.outcome],
        **{name: name == fact.outcome for name in OUTCOMES},
        "facts": dossier.text(fact.facts),
        "basis": dossier.text(fact.basis),
        "text": dossier.text(fact.text),
        "delivered_on": day(delivered.delivered_at) if delivered else "",
        "heard_on": day(heard[0].at) if heard else "",
        "carry_out_on": day(fact.carry_out_by) if fact.carry_out_by else "",
        "executor": dossier.name_of(fact.executor or entry.body),
        **_spoken(dossier),
    }


def _spoken(dossier: Dossier) -> dict[str, Value]:
    """Return when the petitioner was heard, or why he was not (article 31(6))."""
    heard = dossier.last(PetitionerHeard, outcome="heard")
    latest = heard or dossier.last(PetitionerHeard)
    return {
        "spoken_on": day(heard.heard_at) if heard else "",
        "declined": heard is None and latest is not None and latest.outcome == "declined",
        "unreached": heard is None and latest is not None and latest.outcome == "unreached",
    }


def review(dossier: Dossier) -> Mapping[str, Value]:
    """Return the first review: what was asked, by whom it was decided and how (article 35)."""
    return _reviewed(dossier, ReviewRequested, ReviewDecided, "review_opinion")


def re_review(dossier: Dossier) -> Mapping[str, Value]:
    """Return the re-review in the same way (article 36)."""
    values = _reviewed(dossier, ReReviewRequested, ReReviewDecided, "re_review_opinion")
    request = dossier.find(ReReviewRequested)
    heard = request is not None and any(
        entry.sequence > request[0].sequence
        for entry, _ in dossier.all(SittingHeld, kind="hearing")
    )
    return {**values, "heard": heard}


def _reviewed(
    dossier: Dossier,
    asking: type[ReviewRequested],
    deciding: type[ReviewDecided],
    document: str,
) -> dict[str, Value]:
    request, decided = dossier.find(asking), dossier.last(deciding)
    delivered = dossier.last(Delivered, document=document)
    values: dict[str, Value] = {
        "serial": dossier.serials.get(document, ""),
        "delivered_on": day(delivered.delivered_at) if delivered else "",
    }
    if request is not None:
        values["requested_on"] = day(request[0].at)
        values["reason"] = dossier.text(request[1].reason)
        values["body"] = dossier.name_of(request[1].reviewer)
    if decided is not None:
        values["body"] = dossier.name_of(decided.body)
        values["outcome"] = DECISIONS[decided.outcome]
        values["text"] = dossier.text(decided.text)
        values |= {name: name == decided.outcome for name in DECISIONS}
    return values


def diversion(dossier: Dossier) -> Mapping[str, Value]:
    """Return the way that the law gives a matter which is no petition, and at which door it begins."""
    fact = dossier.last(Accepted)
    if fact is None or fact.route not in WAYS:
        return {}
    return {
        "way": WAYS[fact.route],
        "addressee": dossier.text(fact.addressee),
        "note": dossier.text(fact.note),
    }


def handle(dossier: Dossier) -> Mapping[str, Value]:
    """Return the last day of the handling clock, which binds."""
    clock = dossier.state.clock(HANDLE)
    due = clock.due if clock else None
    return {"due_on": day(due) if due else ""}


def extension(dossier: Dossier) -> Mapping[str, Value]:
    """Return the extension, once it is granted; its notice may be drafted before."""
    fact = dossier.last(Extended)
    if fact is None:
        return {}
    clock = dossier.state.clock(fact.clock)
    return {
        "days": str(fact.days),
        "reason": dossier.text(fact.reason),
        "until": day(clock.due) if clock and clock.due else "",
    }


def ending(dossier: Dossier) -> Mapping[str, Value]:
    """Return why and when the procedure ended (article 36)."""
    latest = dossier.find(ProcedureEnded)
    return (
        {}
        if latest is None
        else {"ground": dossier.text(latest[1].ground), "on": day(latest[0].at)}
    )


def publication(dossier: Dossier) -> Mapping[str, Value]:
    """Return the answer as it was written for everybody to read."""
    for _, fact in dossier.all(Replied):
        if fact.public_text is not None:
            return {"text": dossier.text(fact.public_text)}
    return {}


def word(dossier: Dossier) -> Mapping[str, Value]:
    """Return what was last taken down for the petitioner, how it came, and who wrote it."""
    latest = dossier.find(WordTakenDown)
    if latest is None:
        return {}
    entry, fact = latest
    return {
        "asked": ASKED[fact.asks],
        "came": CAME[fact.came],
        "received_on": day(fact.received_at),
        "body": dossier.name_of(fact.body),
        "by": dossier.person(entry.person),
        "text": dossier.text(fact.text),
    }


GROUPS: Mapping[str, Callable[[Dossier], Mapping[str, Value]]] = {
    "opinion": opinion,
    "review": review,
    "re_review": re_review,
    "diversion": diversion,
    "handle": handle,
    "extension": extension,
    "ending": ending,
    "publication": publication,
    "word": word,
}
