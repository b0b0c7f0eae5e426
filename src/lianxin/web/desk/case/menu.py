"""What may be done with a case now: what is done most often as buttons, the rest by its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from lianxin.cases.reading.queries import CaseView
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.menu import Group as MenuGroup
from lianxin.rules.state import CaseState
from lianxin.web import names

said = lazy(_, str)
SHOWN = 5
OFFICIAL = frozenset({"register"})
HEADINGS: Mapping[MenuGroup, Promise | str] = MappingProxyType(
    {
        "dispatch": said("派办"),
        "handling": said("办理"),
        "papers": said("文书"),
        "limits": said("时限"),
        "sittings": said("会议和调解"),
        "sorting": said("归类和并案"),
        "people": said("人员和保密"),
    }
)
"""What the groups of what is done more rarely are called, in their order."""
LAST = 1_000
"""The place of whatever is not among what is done most often; those follow by name."""


@dataclass(frozen=True, slots=True)
class MenuAction:
    """A command open now, or one that waits for something, with what it waits for."""

    name: str
    label: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ActionGroup:
    """Commands of one kind, under the name of the kind."""

    name: Promise | str
    actions: tuple[MenuAction, ...]


def label(name: str) -> str:
    """Return what a command is called."""
    cls = CLASSES[name]
    return names.of(cls.zh, cls.en)


def foremost(view: CaseView) -> list[MenuAction]:
    """Return the few commands that stand as buttons, what is done first in front."""
    return [MenuAction(name, label(name)) for name in _ordered(view)[:SHOWN]]


def further(view: CaseView) -> list[ActionGroup]:
    """Return the other open commands by their kind; a kind without any is left out."""
    left = _ordered(view)[SHOWN:]
    groups = [
        ActionGroup(
            heading,
            tuple(
                MenuAction(name, label(name)) for name in left if CLASSES[name].menu.group == group
            ),
        )
        for group, heading in HEADINGS.items()
    ]
    return [group for group in groups if group.actions]


def _ordered(view: CaseView) -> list[str]:
    return sorted(set(view.commands) - OFFICIAL, key=lambda name: (_place(name, view.state), name))


def order_of(name: str) -> tuple[int, str]:
    """Return where a command stands among others whatever the case: what is done most often first."""
    place = CLASSES[name].menu.place
    return (LAST if place is None else place, name)


def _place(name: str, state: CaseState) -> int:
    place = CLASSES[name].menu.place
    return place if place is not None and _is_due(name, state) else LAST


def _is_due(name: str, state: CaseState) -> bool:
    """A paper that nobody signs may be issued at any time; only a signed one waits for it."""
    return name != "issue" or any(paper.state == "signed" for paper in state.documents)
