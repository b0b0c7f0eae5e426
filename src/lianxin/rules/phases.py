"""The phases of a matter, and which of them are ends: said once, for whoever asks."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeGuard

Phase = Literal[
    "registered",
    "dispatched",
    "received",
    "handling",
    "signing",
    "issuing",
    "answered",
    "concluded",
    "followed_up",
    "closed",
    "archived",
    "declined",
    "diverted",
    "withdrawn",
    "merged",
    "reviewing",
    "re_reviewing",
    "ended",
]
ON_THE_WAY: tuple[Phase, ...] = (
    "registered",
    "dispatched",
    "received",
    "handling",
    "signing",
    "issuing",
)
"""Phases before the first answer, in their order."""
REVIEWING: tuple[Phase, ...] = ("reviewing", "re_reviewing")
"""Phases in which somebody above looks at the answer anew."""
UNANSWERED: frozenset[str] = frozenset({*ON_THE_WAY, *REVIEWING})
"""Phases in which an answer is still owed."""
SENT: frozenset[str] = frozenset(ON_THE_WAY) - {"registered"}
"""Phases in which a body leads the handling and has not answered."""
FINAL_PHASES: frozenset[str] = frozenset(
    {"closed", "archived", "declined", "diverted", "withdrawn", "merged", "ended"}
)
"""Phases in which a matter is over and nothing more is owed for it."""
ANSWERED: frozenset[str] = FINAL_PHASES | {"answered", "concluded", "followed_up"}
"""Phases in which the answer was given, or none is owed."""
CONCLUDED: frozenset[str] = frozenset({"concluded", "followed_up"})
"""Phases of what is concluded and not closed: nothing is owed any more but the petitioner's last word."""
OVER = FINAL_PHASES - {"closed", "archived"}
"""Final phases out of which nothing is begun but what the law still asks."""
CLOCKLESS = FINAL_PHASES - {"declined", "diverted"}
"""Final phases in which every clock stops but the petitioner's own windows.

After a refusal or a way elsewhere a paper must still be delivered (条例23), so these leave it to the
procedure which clock stops.
"""


BEGUN_ANEW: frozenset[str] = frozenset({"declined", "diverted", "withdrawn"})
"""Ends after which a matter that is taken up again is first sent to somebody, whoever led it before."""
REMEDIES: Mapping[str, str] = MappingProxyType({"reviewing": "review", "re_reviewing": "re_review"})
"""Phases in which a resident takes back the remedy alone, with the remedy."""


def is_final(phase: str | None) -> TypeGuard[str]:
    """Say whether a matter in this phase is over; a fact that moves no phase ends nothing."""
    return phase in FINAL_PHASES
