"""Decisions about how a paper reaches whom it is for, or does not.

The petition regulation names no ways of delivery; which of them asks for what is the procedure's
to say (`deliveries`), as the civil procedure law has it.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NoReturn, assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import papers as commands
from lianxin.rules.deciding.carrying import owed
from lianxin.rules.deciding.papers_needed import needed, refuse_unissued, who_may
from lianxin.rules.deciding.telling import decision_told, refuse_stranger
from lianxin.rules.facts import Fact
from lianxin.rules.facts import papers as facts
from lianxin.rules.procedures import DeliveryRule
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Document
from lianxin.rules.time.limits import due_of

PUBLIC = "public_notice"


Delivering = commands.Deliver | commands.FailDelivery | commands.PostNotice


def decide(command: Delivering, ask: Ask) -> Fact:
    """Return the fact of a command about the way of a paper to whom it is for."""
    match command:
        case commands.Deliver():
            return _delivered(command, ask)
        case commands.FailDelivery():
            return _failed(command, ask)
        case commands.PostNotice():
            return _posted(command, ask)
        case _:
            assert_never(command)


def _delivered(command: commands.Deliver, ask: Ask) -> Fact:
    """Return that a paper arrived: issued, told of something, by a way that its proof bears out."""
    paper = _sent_out(command.document, ask)
    if _moves_elsewhere(paper, ask):
        raise Refused("not_now", stage=ask.state.stage, document=command.document)
    moment = _arrival(command, paper, ask)
    return facts.Delivered(
        document=command.document,
        means=command.means,
        delivered_at=moment,
        proof=ask.maybe("proof"),
        tells=paper.tells,
        about=paper.about,
        posted_at=paper.posted_at if command.means == PUBLIC else None,
        tasks=owed(paper, ask),
    )


def _failed(command: commands.FailDelivery, ask: Ask) -> Fact:
    """Return that a paper did not arrive."""
    paper = _sent_out(command.document, ask)
    return facts.DeliveryFailed(
        document=command.document,
        means=command.means,
        reason=command.reason,
        tried_at=_since_issue(command.tried_at or ask.at, paper, ask, field="tried_at"),
        text=ask.maybe("text"),
    )


def _posted(command: commands.PostNotice, ask: Ask) -> Fact:
    """Return that a public notice hangs; refused `not_now` where the procedure knows none."""
    paper = _sent_out(command.document, ask)
    rule = ask.procedure.delivery_index.get(PUBLIC)
    if rule is None or rule.period is None or paper.until is not None:
        raise Refused("not_now", stage=ask.state.stage, document=command.document)
    if rule.after_failure and not paper.failed:
        _refuse_untried(paper, rule, ask)
    moment = _since_issue(command.posted_at or ask.at, paper, ask, field="posted_at")
    calendar = ask.book.calendar
    end = due_of((rule.period,), ends="day", roll="none", start=moment, calendar=calendar)
    return facts.NoticePosted(
        document=command.document, place=ask.ref("place"), posted_at=moment, until=end.due
    )


def _sent_out(document: str, ask: Ask) -> Document:
    """A paper that was issued and has not arrived, to whoever may deliver it here."""
    paper = needed(ask, document)
    if paper.state == "delivered":
        raise Refused("not_now", stage=ask.state.stage, document=document)
    if paper.state != "issued":
        refuse_unissued(ask, paper)
    refuse_stranger(paper, ask)
    # What it tells may have been taken back since it was issued.
    decision_told(document, ask)
    return paper


def _arrival(command: commands.Deliver, paper: Document, ask: Ask) -> datetime:
    """When a paper arrived; by a public notice at the end of its days, whatever was typed in."""
    rule = ask.procedure.delivery_index.get(command.means)
    if rule is not None and rule.proof and command.proof is None:
        raise Refused("proof_missing", field="proof", article=rule.source)
    if rule is not None and rule.after_failure and not paper.failed:
        _refuse_untried(paper, rule, ask)
    if command.means == PUBLIC:
        return _notice_over(paper, ask)
    return _since_issue(command.delivered_at or ask.at, paper, ask, field="delivered_at")


def _since_issue(moment: datetime, paper: Document, ask: Ask, *, field: str) -> datetime:
    """A moment between issue and now: remedies run from it (article 35)."""
    if moment > ask.at:
        raise Refused("future", field=field)
    if paper.issued_at is not None and moment < paper.issued_at.replace(second=0):
        raise Refused("before_issue", field=field, issued=paper.issued_at.isoformat())
    return moment


def _notice_over(paper: Document, ask: Ask) -> datetime:
    if paper.until is None or ask.at <= paper.until:
        zh = "公告已张贴并已期满"
        _refuse_unmet("notice_over", zh, "a public notice hangs and its days are over", paper, ask)
    return paper.until


def _refuse_untried(paper: Document, rule: DeliveryRule, ask: Ask) -> NoReturn:
    zh = "先用其他方式送达而未成，并有记录"
    en = "another way was tried before, failed, and is on record"
    _refuse_unmet("delivery_failed", zh, en, paper, ask, source=rule.source)


def _refuse_unmet(
    code: str, zh: str, en: str, paper: Document, ask: Ask, *, source: str = ""
) -> NoReturn:
    condition = {
        "code": code,
        "zh": zh,
        "en": en,
        "who": who_may(ask, "fail_delivery" if code == "delivery_failed" else "post_notice"),
        "article": source,
        "stage": ask.state.stage,
    }
    raise Refused("unmet", document=paper.code, conditions=[condition])


def _moves_elsewhere(paper: Document, ask: Ask) -> bool:
    """Whether delivering a paper moves the matter by another row than this one.

    The answer to a claim reaches the petitioner at its own stage alone, or the stage would freeze.
    """
    rows = (row for row in ask.procedure.action_index["deliver"] if row.track is None)
    own = [row for row in rows if isinstance(row.to, Mapping) and paper.code in row.to]
    return bool(own) and ask.action not in own
