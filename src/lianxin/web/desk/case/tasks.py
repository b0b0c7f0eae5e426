"""What is owed within a case beside the lead's work: by whom, until when, and how far it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.rules.state import CaseState, Task
from lianxin.rules.time.limits import left
from lianxin.web import dates, names, options
from lianxin.web.desk.case.texts import Lore
from lianxin.web.desk.session import Desk


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task in words; `look` is one of late, soon, done and empty."""

    n: int
    source: str
    who: str
    text: str
    given: str
    due: str
    left: str
    look: str
    state: str
    is_open: bool
    is_reported: bool


_SOURCES: Mapping[str, Callable[[], str]] = {
    "advice": lambda: _("建议"),
    "measure": lambda: _("督促整改"),
    "instruction": lambda: _("批示"),
    "decision": lambda: _("会议决定"),
    "call_in": lambda: _("吹哨"),
    "like_places": lambda: _("举一反三"),
    "execution": lambda: _("执行处理意见"),
    "term": lambda: _("协议履行"),
    "plan": lambda: _("方案步骤"),
    "help": lambda: _("帮扶"),
    "pattern": lambda: _("前哨预警"),
    "review": lambda: _("复盘抄送"),
}
_STATES: Mapping[str, Callable[[], str]] = {
    "open": lambda: _("待反馈"),
    "reported": lambda: _("已反馈，待销号"),
    "closed": lambda: _("已销号"),
    "released": lambda: _("已解除"),
}


def tasks(state: CaseState, lore: Lore, desk: Desk) -> list[TaskLine]:
    """Return every task, what still waits first and of that what is due first."""
    ordered = sorted(state.tasks, key=lambda task: (not task.standing, _due(task), task.n))
    return [_line(task, lore, desk) for task in ordered]


def source(code: str) -> str:
    """Return what a task comes from, in words."""
    words = _SOURCES.get(code)
    return words() if words else code


def _due(task: Task) -> str:
    return task.due.isoformat() if task.due else "~"


def _line(task: Task, lore: Lore, desk: Desk) -> TaskLine:
    who = [names.body(task.body, desk.book), lore.name(task.person)]
    giver = [names.body(task.given_from, desk.book), lore.name(task.giver)]
    said, look = _left(task, desk)
    return TaskLine(
        n=task.n,
        source=" · ".join(filter(None, [source(task.source), _relief(task)])),
        who=" ".join(filter(None, who)) or _("牵头单位"),
        text=lore.text(task.text),
        given=" ".join(filter(None, [dates.moment(task.given_at, now=desk.at), *giver])),
        due=dates.moment(task.due, now=desk.at) if task.due else "",
        left=said,
        look=look,
        state=_said(task),
        is_open=task.open,
        is_reported=task.state == "reported",
    )


def _relief(task: Task) -> str:
    """Which relief a measure of help leads to, where it is one that is applied for by law."""
    return options.word("relief", task.about) if task.source == "help" and task.about else ""


def _said(task: Task) -> str:
    if task.state in {"reported", "closed"} and task.done is False:
        return _("%(state)s（没有落实）") % {"state": _STATES[task.state]()}
    return _STATES[task.state]()


def _left(task: Task, desk: Desk) -> tuple[str, str]:
    if not task.open:
        return "", "done" if task.state == "closed" and task.done else ""
    if task.due is None:
        return "", ""
    span = left(task.due, desk.at, desk.book.calendar)
    look = "late" if span.late else "soon" if span.days <= 1 else ""
    return dates.left(span), look
