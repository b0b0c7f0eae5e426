"""Papers that a step waits for: there and signed, or else who can bring them about."""

from typing import Any, NoReturn

from lianxin.rules.ask import Ask
from lianxin.rules.procedures import Action
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, Document

OPINION, REVIEW, RE_REVIEW = "opinion_proposed", "review_decided", "re_review_decided"
MAKERS = {OPINION: "propose_opinion", REVIEW: "decide_review", RE_REVIEW: "decide_re_review"}
"""Decisions that make their paper themselves, and the commands that take them."""
_ONCE = {OPINION: "opinion", REVIEW: "review_opinion", RE_REVIEW: "re_review_opinion"}
"""Their papers under procedures of before the rows that say what a paper tells."""


def answers_owed(state: CaseState) -> tuple[Document, ...]:
    """Return the papers of decisions that were taken and of which somebody was not told in writing yet.

    Of a review that sent the matter back the reviewer owes it, who leads no longer (articles 35, 36).
    """
    return tuple(
        paper
        for paper in state.documents
        if paper.tells in MAKERS and paper.about and paper.state not in {"delivered", "void"}
    )


def paper_of(fact: str, ask: Ask) -> str:
    """Return the paper that a deciding fact makes under the procedure of the case."""
    return ask.procedure.told_by(fact, _ONCE[fact])


def maker_of(document: str, ask: Ask) -> str | None:
    """Return the command that alone makes a paper; None for one that is drafted or just issued."""
    return next((MAKERS[fact] for fact in MAKERS if paper_of(fact, ask) == document), None)


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
    step = maker_of(code, ask) or ("draft" if code in ask.procedure.sign_off_index else "issue")
    who = who_may(ask, step, code)
    condition = _told(ask, code, "文书已作出", "the document is made", who, article)
    raise Refused("document_missing", document=code, step=step, conditions=[condition])


def refuse_undelivered(ask: Ask, paper: Document, *, article: str = "") -> NoReturn:
    """Refused `document_missing` for one that nobody has in hand, with who may deliver it."""
    who = who_may(ask, "deliver", paper.code)
    condition = _told(ask, paper.code, "文书已送达", "the document is delivered", who, article)
    raise Refused("document_missing", document=paper.code, step="deliver", conditions=[condition])


def refuse_unissued(ask: Ask, paper: Document) -> NoReturn:
    """Refused `document_missing` for one that was not sent out under its serial yet."""
    who = who_may(ask, "issue", paper.code)
    condition = _told(ask, paper.code, "文书已签发编号", "the document is issued", who, "")
    raise Refused("document_missing", document=paper.code, step="issue", conditions=[condition])


def refuse_unsigned(ask: Ask, paper: Document) -> NoReturn:
    """Refused `not_signed`, with the post whose signature is next."""
    who = [paper.next_post] if paper.next_post else []
    condition = _told(ask, paper.code, "文书已签完", "the document is signed", who, "")
    raise Refused("not_signed", document=paper.code, next=paper.next_post, conditions=[condition])


def who_may(ask: Ask, step: str, code: str = "") -> list[str]:
    """Return the standings that may take a step here and now; where none may, those that ever may.

    `code` is the paper that it is about, where it is about one.
    """
    rows = ask.procedure.action_index.get(step, ())
    # The step of another command has no papers of its own, and is for the one that it makes.
    rows = tuple(row for row in rows if not row.papers or code in row.papers)
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
