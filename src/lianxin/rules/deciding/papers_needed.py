"""Papers that a step waits for: there and signed, or else who can bring them about."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from lianxin.rules.ask import Ask
from lianxin.rules.procedures import Action
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Document

MADE_BY: Mapping[str, str] = MappingProxyType(
    {
        "opinion": "propose_opinion",
        "review_opinion": "decide_review",
        "re_review_opinion": "decide_re_review",
    }
)
"""Papers that only their own command makes; any other is drafted, or issued where nobody signs."""


def needed(ask: Ask, code: str) -> Document:
    """Return a document that is at least signed; refused `document_missing` or `not_signed`."""
    paper = ask.state.document(code)
    if paper is None:
        refuse_missing(ask, code)
    if paper.state == "drafted":
        refuse_unsigned(ask, paper)
    return paper


def refuse_missing(ask: Ask, code: str, *, article: str = "") -> NoReturn:
    """Refused `document_missing`, with the step that makes the document and who may take it."""
    step = MADE_BY.get(code) or ("draft" if code in ask.procedure.sign_off_index else "issue")
    condition = _told(ask, code, "文书已作出", "the document is made", _who(ask, step), article)
    raise Refused("document_missing", document=code, step=step, conditions=[condition])


def refuse_undelivered(ask: Ask, paper: Document, *, article: str = "") -> NoReturn:
    """Refused `document_missing` for one that nobody has in hand, with who may deliver it."""
    who = _who(ask, "deliver")
    condition = _told(ask, paper.code, "文书已送达", "the document is delivered", who, article)
    raise Refused("document_missing", document=paper.code, step="deliver", conditions=[condition])


def refuse_unsigned(ask: Ask, paper: Document) -> NoReturn:
    """Refused `not_signed`, with the post whose signature is next."""
    who = [paper.next_post] if paper.next_post else []
    condition = _told(ask, paper.code, "文书已签完", "the document is signed", who, "")
    raise Refused("not_signed", document=paper.code, next=paper.next_post, conditions=[condition])


def _who(ask: Ask, step: str) -> list[str]:
    rows = ask.procedure.action_index.get(step, ())
    # Who may do it here and now; where nobody may, who may do it at all.
    here = [row for row in rows if _fits(row, ask)] or rows
    return sorted({standing for row in here for standing in row.by})


def _told(ask: Ask, code: str, zh: str, en: str, who: list[str], article: str) -> dict[str, Any]:
    source = ask.action.source if ask.action else ""
    return {
        "code": f"document:{code}",
        "zh": f"{zh}：{code}",
        "en": f"{en}: {code}",
        "who": who,
        "article": article or source or "",
        "stage": ask.state.stage,
    }


def _fits(row: Action, ask: Ask) -> bool:
    if row.track is not None:
        return False
    if ask.state.stage in row.at or "*" in row.at:
        return True
    return "open" in row.at and not ask.state.is_final
