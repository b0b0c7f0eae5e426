"""Conditions of the remedies: what a review or re-review decided, and whether it was told (35, 36)."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from lianxin.rules.ask import Ask
from lianxin.rules.conditions.named import ConditionRule
from lianxin.rules.phases import CONCLUDED, REVIEWING
from lianxin.rules.state import CaseState, Document

REMEDIES = ("review_decided", "re_review_decided")


def _papers(state: CaseState, fact: str) -> tuple[Document, ...] | None:
    """The papers of the latest decision of that name; None where none stands."""
    last = state.decision(fact)
    if last is None or last.qualifier == "revoked":
        return None
    return tuple(one for one in state.documents if one.tells == fact and one.about == last.n)


def _untold(fact: str) -> Callable[[Ask], bool]:
    """Whether nobody tells of a decision any more, since whoever took it lost the matter before it did."""

    def holds(ask: Ask) -> bool:
        papers = _papers(ask.state, fact)
        return papers is not None and all(paper.state == "void" for paper in papers)

    return holds


def _told(ask: Ask) -> bool:
    standing = [papers for fact in REMEDIES if (papers := _papers(ask.state, fact)) is not None]
    # Of a review that a re-review followed the petitioner knows: he was not content with it.
    return not standing or any(paper.state == "delivered" for paper in standing[-1])


def _not_concluded(ask: Ask) -> bool:
    state = ask.state
    decided = state.re_reviewed and state.phase not in REVIEWING
    return not (state.is_final or state.phase in CONCLUDED or decided)


RECOURSE_RULES: Mapping[str, ConditionRule] = MappingProxyType(
    {
        "not_concluded": ConditionRule(
            _not_concluded, "centre", "", "还没有办结", "the matter is not concluded"
        ),
        "reviewed_twice": ConditionRule(
            lambda ask: ask.state.re_reviewed,
            "petitioner",
            "条例36",
            "已经复查、复核",
            "reviewed and re-reviewed",
        ),
        "not_reviewed_twice": ConditionRule(
            lambda ask: not ask.state.re_reviewed,
            "centre",
            "条例36(3)",
            "没有经过复核；复核以后，同一事实和理由不再受理",
            "no re-review decided it: after one the same facts and grounds are taken up no more",
        ),
        "reviews_told": ConditionRule(
            _told,
            "lead",
            "条例35、36",
            "复查、复核意见已书面答复信访人",
            "what the review decided was answered in writing",
        ),
        "review_untold": ConditionRule(
            _untold("review_decided"),
            "centre",
            "条例35",
            "作出复查意见的单位不再办理，意见没有送达",
            "whoever reviewed it lost the matter before the petitioner was told",
        ),
        "re_review_untold": ConditionRule(
            _untold("re_review_decided"),
            "centre",
            "条例36",
            "作出复核意见的单位不再办理，意见没有送达",
            "whoever re-reviewed it lost the matter before the petitioner was told",
        ),
    }
)
