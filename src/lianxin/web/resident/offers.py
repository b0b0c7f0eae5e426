"""What is open to a petitioner now, in a resident's words: names, hints, questions, until when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.cases.reading.queries import CaseView
from lianxin.rules import commands
from lianxin.rules.book import Book
from lianxin.web import dates, questions
from lianxin.web.questions import Question

Words = Callable[[], str]
Pair = tuple[Words, Words]
"""What something is called, and what it means."""
OFFERED: Mapping[str, Pair] = {
    "confirm_filing": (
        lambda: _("核对登记的内容"),
        lambda: _("这件事由工作人员代您登记，请看看写得对不对"),
    ),
    "confirm": (lambda: _("问题解决了"), lambda: _("您确认之后，这件事就可以结案")),
    "rate": (lambda: _("评价"), lambda: _("有没有人联系您、解决了没有、满不满意")),
    "reopen": (lambda: _("没解决，接着办"), lambda: _("退回办理单位继续办")),
    "add": (lambda: _("补充"), lambda: _("再说几句，或者补照片")),
    "urge": (lambda: _("催一催"), lambda: _("每天可以催一次，会记下来")),
    "request_review": (
        lambda: _("申请复查"),
        lambda: _("对处理意见不服，可以向上一级申请复查"),
    ),
    "request_re_review": (
        lambda: _("申请复核"),
        lambda: _("对复查意见不服，可以向上一级申请复核"),
    ),
    "contest": (
        lambda: _("对“依法处理”提异议"),
        lambda: _("您认为不该按违法移送，可以说明理由，会有裁定答复您"),
    ),
    "request_sitting": (
        lambda: _("申请开会说理"),
        lambda: _("把有关各方叫到一起，当面说清楚；准不准都会答复您"),
    ),
    "rate_agent": (lambda: _("评价代办员"), lambda: _("代办员办得怎么样")),
    "release_agent": (lambda: _("不要代办了"), lambda: _("以后您自己跟进")),
    "withdraw": (lambda: _("撤回"), lambda: _("不办了；以后随时可以再反映")),
}
TAKEN_BACK: Mapping[str, Pair] = {
    "reviewing": (
        lambda: _("撤回复查申请"),
        lambda: _("只撤回这次申请，原处理意见照旧有效"),
    ),
    "re_reviewing": (
        lambda: _("撤回复核申请"),
        lambda: _("只撤回这次申请，复查意见照旧有效"),
    ),
}
"""While a remedy runs, it alone is taken back."""
QUIET = frozenset({"withdraw", "release_agent", "request_sitting", "rate_agent"})
"""Offered as plain words: not what somebody mostly comes for."""
OVER = frozenset({"answered", "concluded", "followed_up", "closed", "archived"})
"""Once there is an answer, that is what one came for, not how it was taken down."""
ABOUT_AGENT = frozenset({"release_agent", "rate_agent"})
WINDOWS = {"request_review": "review_apply", "request_re_review": "re_review_apply"}
PARTY = frozenset({"petitioner", "representative", "agent"})
ASKED: Mapping[str, Words] = {
    "add.text": lambda: _("还想说什么"),
    "urge.text": lambda: _("想催一句什么"),
    "rate.contacted": lambda: _("办理单位联系过您吗"),
    "rate.solved": lambda: _("问题解决了吗"),
    "rate.satisfied": lambda: _("您满意吗"),
    "rate.text": lambda: _("还想说什么"),
    "confirm_filing.right": lambda: _("登记的内容对吗"),
    "confirm_filing.text": lambda: _("哪里不对"),
    "confirm.text": lambda: _("还想说什么"),
    "reopen.reason": lambda: _("哪里没有解决"),
    "request_review.reason": lambda: _("对哪一点不服，为什么"),
    "request_re_review.reason": lambda: _("对哪一点不服，为什么"),
    "contest.reason": lambda: _("为什么不该这样处理"),
    "request_sitting.kind": lambda: _("开什么会"),
    "request_sitting.reason": lambda: _("为什么要开"),
    "withdraw.reason": lambda: _("为什么撤回"),
    "rate_agent.satisfied": lambda: _("您满意吗"),
    "rate_agent.text": lambda: _("还想说什么"),
    "add.attachments": lambda: _("照片或材料"),
}
"""Questions as one asks a neighbour, not as an office heads a column."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the resident may do now, and until when if that ends."""

    name: str
    label: str
    hint: str
    until: str
    is_quiet: bool


def offers(view: CaseView, *, at: datetime, late: bool = False) -> list[Offer]:
    """Return what is open to the petitioner now, in the order of use; what is late is urged first."""
    names = [name for name in OFFERED if _is_open(view, name)]
    if late and "urge" in names:
        names = ["urge", *(name for name in names if name != "urge")]
    quiet = QUIET | ({"confirm_filing"} if view.state.phase in OVER else set())
    names.sort(key=quiet.__contains__)
    return [
        Offer(name, *words(view, name), until(view, name, at=at), name in quiet) for name in names
    ]


def words(view: CaseView, name: str) -> tuple[str, str]:
    """Return what an offer is called and what it means, in the present phase of the matter."""
    back = TAKEN_BACK.get(view.state.phase) if name == "withdraw" else None
    label, hint = back or OFFERED[name]
    return label(), hint()


def did(view: CaseView, name: str) -> str:
    """Return what was just done, to be said back; empty for nothing that is known."""
    return words(view, name)[0] if name in OFFERED else ""


def asked_of(view: CaseView, name: str, book: Book) -> tuple[Question, ...]:
    """Return what a resident is asked for a command: its own questions, in plain words."""
    return tuple(
        _narrowed(_worded(question, name), view, book)
        if name == "request_sitting"
        else _worded(question, name)
        for question in questions.of(commands.CLASSES[name])
    )


def _is_open(view: CaseView, name: str) -> bool:
    if name == "request_sitting" and view.state.phase in {"reviewing", "re_reviewing"}:
        return False
    return name in view.commands and (bool(view.state.house.agent) or name not in ABOUT_AGENT)


def _worded(question: Question, name: str) -> Question:
    label = ASKED.get(f"{name}.{question.name}")
    return replace(question, label=label()) if label else question


def _narrowed(question: Question, view: CaseView, book: Book) -> Question:
    """Of the kinds of sittings those that the procedure lets this party ask for."""
    if question.name != "kind":
        return question
    rules = book.procedures[view.state.version].sittings
    mine = {rule.kind for rule in rules if not PARTY.isdisjoint(rule.asked_by)}
    return replace(
        question, options=tuple(option for option in question.options if option.code in mine)
    )


def until(view: CaseView, name: str, *, at: datetime) -> str:
    """Return the last day on which it is open; empty where that does not end."""
    clock = view.state.clock(WINDOWS.get(name, ""))
    return dates.day(clock.due, now=at) if clock is not None and clock.due is not None else ""
