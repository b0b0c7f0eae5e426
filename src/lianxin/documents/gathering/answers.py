"""Answers of the house: opinion, reviews, extension, ending, public reply."""

from collections.abc import Callable, Mapping

from lianxin.documents.facts_until import Told
from lianxin.documents.layout import Value
from lianxin.documents.wording import day
from lianxin.rules.facts.closing import (
    ProcedureEnded,
    ReReviewDecided,
    ReReviewRequested,
    ReviewDecided,
    ReviewRequested,
)
from lianxin.rules.facts.handling import OpinionProposed, Replied
from lianxin.rules.facts.papers import Delivered, Extended
from lianxin.rules.facts.sittings import SittingHeld

OUTCOMES = {"supported": "予以支持", "explained": "作出解释说明", "not_supported": "不予支持"}
DECISIONS = {"upheld": "予以维持", "changed": "予以变更", "revoked": "予以撤销"}
HANDLE = "handle"
"""The clock of article 34, which an extension lengthens."""


def opinion(told: Told) -> Mapping[str, Value]:
    """Return the opinion that was proposed last (article 32)."""
    found = told.find(OpinionProposed)
    if found is None:
        return {}
    entry, fact = found
    delivered = told.last(Delivered, document="opinion")
    heard = told.find(SittingHeld, sitting=fact.hearing) if fact.hearing else None
    return {
        "body": told.name_of(entry.body),
        "serial": told.serials.get("opinion", ""),
        "outcome": OUTCOMES[fact.outcome],
        **{name: name == fact.outcome for name in OUTCOMES},
        "facts": told.text(fact.facts),
        "basis": told.text(fact.basis),
        "text": told.text(fact.text),
        "delivered_on": day(delivered.delivered_at) if delivered else "",
        "heard_on": day(heard[0].at) if heard else "",
    }


def review(told: Told) -> Mapping[str, Value]:
    """Return the first review: what was asked, by whom it was decided and how (article 35)."""
    return _reviewed(told, ReviewRequested, ReviewDecided, "review_opinion")


def re_review(told: Told) -> Mapping[str, Value]:
    """Return the re-review in the same way (article 36)."""
    found = _reviewed(told, ReReviewRequested, ReReviewDecided, "re_review_opinion")
    asked = told.find(ReReviewRequested)
    heard = asked is not None and any(
        entry.sequence > asked[0].sequence for entry, _ in told.all(SittingHeld, kind="hearing")
    )
    return {**found, "heard": heard}


def _reviewed(
    told: Told,
    asking: type[ReviewRequested],
    deciding: type[ReviewDecided],
    document: str,
) -> dict[str, Value]:
    asked, decided = told.find(asking), told.last(deciding)
    delivered = told.last(Delivered, document=document)
    values: dict[str, Value] = {
        "serial": told.serials.get(document, ""),
        "delivered_on": day(delivered.delivered_at) if delivered else "",
    }
    if asked is not None:
        values["requested_on"] = day(asked[0].at)
        values["reason"] = told.text(asked[1].reason)
        values["body"] = told.name_of(asked[1].reviewer)
    if decided is not None:
        values["body"] = told.name_of(decided.body)
        values["outcome"] = DECISIONS[decided.outcome]
        values["text"] = told.text(decided.text)
        values |= {name: name == decided.outcome for name in DECISIONS}
    return values


def handle(told: Told) -> Mapping[str, Value]:
    """Return the last day of the handling clock, which binds."""
    clock = told.state.clock(HANDLE)
    due = clock.due if clock else None
    return {"due_on": day(due) if due else ""}


def extension(told: Told) -> Mapping[str, Value]:
    """Return the extension, once it is granted; its notice may be drafted before."""
    fact = told.last(Extended)
    if fact is None:
        return {}
    clock = told.state.clock(fact.clock)
    return {
        "days": str(fact.days),
        "reason": told.text(fact.reason),
        "until": day(clock.due) if clock and clock.due else "",
    }


def ending(told: Told) -> Mapping[str, Value]:
    """Return why and when the procedure ended (article 36)."""
    found = told.find(ProcedureEnded)
    return {} if found is None else {"ground": told.text(found[1].ground), "on": day(found[0].at)}


def publication(told: Told) -> Mapping[str, Value]:
    """Return the answer as it was written for everybody to read."""
    for _, fact in told.all(Replied):
        if fact.public_text is not None:
            return {"text": told.text(fact.public_text)}
    return {}


GROUPS: Mapping[str, Callable[[Told], Mapping[str, Value]]] = {
    "opinion": opinion,
    "review": review,
    "re_review": re_review,
    "handle": handle,
    "extension": extension,
    "ending": ending,
    "publication": publication,
}
