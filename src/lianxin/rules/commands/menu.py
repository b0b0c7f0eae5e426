"""Where a command stands: in the menu of a case, by what it acts on, and as offered to a resident.

Every command says it on its class, so that neither menu nor offers keep lists that forget.
"""

from dataclasses import dataclass
from typing import Literal

Group = Literal["dispatch", "handling", "papers", "limits", "sittings", "sorting", "people"]
"""The headings under which an officer finds what is done more rarely."""
ActsOn = Literal[
    "case",
    "offered_leg",
    "own_leg",
    "objection",
    "assist",
    "informed_body",
    "handed_lead",
    "paper_to_deliver",
    "paper_to_publish",
    "extendable_clock",
    "running_clock",
    "paused_clock",
    "requested_sitting",
    "ordered_sitting",
    "agreement",
    "open_task",
    "standing_task",
    "agent",
    "recused_person",
    "asked_recusal",
    "link",
    "contest",
    "requested_ending",
    "petitioners_word",
]
"""What must be there within a case for the command to be offered; `case`: nothing beside it."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The heading of a command, and its place among what is done most often (None: not among it).

    `several`: it says the same of several cases at once; all else is about one and its people.
    """

    group: Group
    place: int | None = None
    several: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """How a resident is offered a command: its name, what it means, its place among the offers.

    `quiet`: not what one mostly comes for. `window`: the clock that tells until when it is open.
    """

    place: int
    zh: str
    en: str
    hint_zh: str
    hint_en: str
    quiet: bool = False
    window: str = ""


@dataclass(frozen=True, slots=True)
class Asks:
    """Marks a field by how one asks a resident for it, where an office heads a column otherwise."""

    zh: str
    en: str
