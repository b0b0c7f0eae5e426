"""What may be done with a case now: what is done most often as buttons, the rest by its kind."""

from dataclasses import dataclass

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from lianxin.cases.reading.queries import CaseView
from lianxin.rules.commands import CLASSES
from lianxin.rules.state import CaseState
from lianxin.web import names

said = lazy(_, str)
FIRST = (
    *("receive", "assign", "refer", "accept", "reply", "propose_opinion", "sign", "issue"),
    *("deliver", "conclude", "rule_objection", "rule_contest", "follow_up", "close", "report_task"),
    *("object", "decline", "escalate", "supervise", "contact", "note", "add_assist", "take_step"),
    *("plan", "extend", "pause", "resume", "draft", "set_leader", "appoint_agent", "call_in"),
    *("reopen",),
)
"""What is done most often, in the order of a case; the rest follows by name."""
SHOWN = 5
OFFICIAL = frozenset({"register"})
HANDLING = said("办理")
KINDS: tuple[tuple[Promise | str, frozenset[str]], ...] = (
    (
        said("派办"),
        frozenset(
            {"receive", "assign", "refer", "supervise", "reassign", "add_assist", "release_assist"}
            | {"call_in", "escalate", "return_down", "move", "object", "rule_objection", "decline"}
        ),
    ),
    (HANDLING, frozenset()),
    (
        said("文书"),
        frozenset(
            {"propose_opinion", "draft", "sign", "issue", "deliver", "publish", "legal_opinion"}
            | {"expert_opinion"}
        ),
    ),
    (said("时限"), frozenset({"extend", "pause", "resume"})),
    (
        said("会议和调解"),
        frozenset(
            {"request_sitting", "decline_sitting", "order_sitting", "name_seats", "hold_sitting"}
            | {"record_consent", "conclude_sitting", "enter_decision", "record_confirmation"}
            | {"record_agreement", "record_performance"}
        ),
    ),
    (
        said("归类和并案"),
        frozenset(
            {"set_category", "set_risk", "set_progress", "mark_repeat", "link", "unlink", "merge"}
            | {"split", "correct", "add"}
        ),
    ),
    (
        said("人员和保密"),
        frozenset(
            {"set_leader", "appoint_agent", "release_agent", "recuse", "readmit", "restrict"}
            | {"shield"}
        ),
    ),
)
"""The kinds of what is done more rarely, in their order; what stands in none is handling."""


@dataclass(frozen=True, slots=True)
class Action:
    """A command open now, or one that waits for something, with what it waits for."""

    name: str
    label: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Commands of one kind, under the name of the kind."""

    name: Promise | str
    actions: tuple[Action, ...]


def label(name: str) -> str:
    """Return what a command is called."""
    cls = CLASSES[name]
    return names.of(cls.zh, cls.en)


def foremost(view: CaseView) -> list[Action]:
    """Return the few commands that stand as buttons, what is done first in front."""
    return [Action(name, label(name)) for name in _ordered(view)[:SHOWN]]


def further(view: CaseView) -> list[Group]:
    """Return the other open commands by their kind; a kind without any is left out."""
    left = _ordered(view)[SHOWN:]
    of_kind = {name: kind for kind, members in KINDS for name in members}
    groups = [
        Group(kind, tuple(Action(n, label(n)) for n in left if of_kind.get(n, HANDLING) == kind))
        for kind, _members in KINDS
    ]
    return [group for group in groups if group.actions]


def _ordered(view: CaseView) -> list[str]:
    place = {name: spot for spot, name in enumerate(FIRST) if _is_due(name, view.state)}
    open_now = set(view.commands) - OFFICIAL
    return sorted(open_now, key=lambda name: (place.get(name, len(FIRST)), name))


def _is_due(name: str, state: CaseState) -> bool:
    """A paper that nobody signs may be issued at any time; only a signed one waits for it."""
    return name != "issue" or any(paper.state == "signed" for paper in state.documents)
