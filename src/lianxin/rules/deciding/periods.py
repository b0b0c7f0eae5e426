"""Periods that a dispatch names itself (article 22(3)): clocks without a row in the procedure.

The period of an assignment is the matter's: who leads it may change, and the day stays, unless the
centre sets another with the new lead.
"""

from collections.abc import Iterator

from lianxin.rules.facts.dispatch import Reassigned, Supervised
from lianxin.rules.facts.papers import TOLD
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.procedures import ClockRule, Limit

REPORT, ASSIST = "report", "assist"
ENDS_REPORT = frozenset({"replied:lead", "concluded", f"{TOLD}:opinion_proposed"})
"""Facts after which whoever assigned the matter has its result."""
SOURCE = "条例22(3) [V]"


def asked_rule(code: str, days: int = 1) -> ClockRule:
    """Return the rule of a period: a number of days, to the end of the last."""
    return ClockRule(
        code=code,
        each="assist" if code == ASSIST else None,
        limit=Limit(amount=days, unit="days"),
        start=(),
        stop=(),
        whose="lead" if code == REPORT else "assist",
        ends="day",
        roll="next_workday",
        source=SOURCE,
        zh="交办期限" if code == REPORT else "协办期限",
        en="Period set at dispatch",
    )


def asked_for(fact: Fact) -> Iterator[ClockRule]:
    """Yield the rule of the period that a fact names, if it names one."""
    days = getattr(fact, "days", None)
    if not isinstance(days, int) or fact.name == "extended":
        return
    if isinstance(fact, Supervised) and not fact.opens_lead:
        # Pressing a matter never lengthens the period it was given.
        return
    code = ASSIST if fact.name == "assist_added" else REPORT
    anew = {fact.name: SOURCE} if isinstance(fact, Reassigned) else {}
    yield asked_rule(code, days).model_copy(update={"start": (fact.name,), "anew": anew})
