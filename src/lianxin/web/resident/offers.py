"""What is open to a petitioner now, in a resident's words: names, hints, questions, until when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from lianxin.cases.reading.queries import CaseView
from lianxin.rules import commands
from lianxin.rules.book import Book
from lianxin.rules.commands.menu import Asks
from lianxin.rules.commands.menu import Offer as OfferWords
from lianxin.web import dates, questions
from lianxin.web.names import of
from lianxin.web.questions import Question
from lianxin.web.resident.choosing import has_agents, narrowed

Words = Callable[[], str]
Pair = tuple[Words, Words]
"""What something is called, and what it means."""
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
NOT_MINE: Pair = (
    lambda: _("不是我撤回的，接着办"),
    lambda: _("撤回是工作人员代您登记的；不是您的意思，这件事重新办理"),
)
"""What going on is called where somebody else wrote the withdrawal down."""
OVER = frozenset({"answered", "concluded", "followed_up", "closed", "archived"})
"""Once there is an answer, that is what one came for, not how it was taken down."""
_DECLARED = {name: cls.offer for name, cls in commands.CLASSES.items() if cls.offer is not None}
OFFERED: Mapping[str, OfferWords] = {
    name: _DECLARED[name] for name in sorted(_DECLARED, key=lambda name: _DECLARED[name].place)
}
"""What a resident may be offered, as each command declares it, in the order of use."""
ANSWERS = frozenset({"confirm", "reopen"})
"""The two answers of a resident to an answer: it is solved, or it is not and goes on."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Something the resident may do now, and until when if that ends; `is_main` stands out."""

    name: str
    label: str
    hint: str
    until: str
    is_quiet: bool
    is_main: bool


def offers(view: CaseView, book: Book, *, at: datetime, late: bool = False) -> list[Offer]:
    """Return what is open to the petitioner now, in the order of use; what is late is urged first."""
    names = [name for name in OFFERED if _is_open(view, name)]
    if "appoint_agent" in names and not has_agents(view, book, at=at):
        names.remove("appoint_agent")
    if late and "urge" in names:
        names = ["urge", *(name for name in names if name != "urge")]
    quiet = {name for name in names if OFFERED[name].quiet}
    quiet |= {"confirm_filing"} if view.state.phase in OVER else set()
    names.sort(key=quiet.__contains__)
    # Yes and no are offered alike: a page that favours one answer does not ask.
    main = ANSWERS if set(names) >= ANSWERS else set(names[:1])
    return [
        Offer(name, *words(view, name), until(view, name, at=at), name in quiet, name in main)
        for name in names
    ]


def words(view: CaseView, name: str) -> tuple[str, str]:
    """Return what an offer is called and what it means, in the present phase of the matter."""
    back = TAKEN_BACK.get(view.state.phase) if name == "withdraw" else None
    if name == "reopen" and view.state.phase == "withdrawn":
        back = NOT_MINE
    if back is not None:
        label, hint = back
        return label(), hint()
    offer = OFFERED[name]
    return of(offer.zh, offer.en), of(offer.hint_zh, offer.hint_en)


def did(view: CaseView, name: str) -> str:
    """Return what was just done, to be said back; empty for nothing that is known."""
    return words(view, name)[0] if name in OFFERED else ""


def asked_of(view: CaseView, name: str, book: Book, *, at: datetime) -> tuple[Question, ...]:
    """Return what a resident is asked for a command: its own questions, in plain words."""
    asked = tuple(_worded(question, name) for question in questions.of(commands.CLASSES[name]))
    return narrowed(asked, name, view, book, at=at)


def _is_open(view: CaseView, name: str) -> bool:
    if name == "request_sitting" and view.state.phase in {"reviewing", "re_reviewing"}:
        return False
    if name == "appoint_agent" and view.state.phase in OVER:
        return False
    about_agent = commands.CLASSES[name].acts_on == "agent"
    return name in view.commands and (bool(view.state.house.agent) or not about_agent)


def _worded(question: Question, name: str) -> Question:
    field = commands.CLASSES[name].model_fields.get(question.name)
    marks = field.metadata if field else ()
    asks = next((mark for mark in marks if isinstance(mark, Asks)), None)
    return replace(question, label=of(asks.zh, asks.en)) if asks else question


def until(view: CaseView, name: str, *, at: datetime) -> str:
    """Return the last day on which it is open; empty where that does not end."""
    clock = view.state.clock(OFFERED[name].window)
    return dates.day(clock.due, now=at) if clock is not None and clock.due is not None else ""
