"""Legs: the part that each body has in a case."""

from typing import Literal

from pydantic import AwareDatetime

from lianxin.rules.state.value import Value

LegRole = Literal["lead", "assist"]
LegState = Literal["offered", "received", "objected", "handling", "answered", "released"]
OPEN_LEG = ("offered", "received", "objected", "handling")
REVIEWS = frozenset({"review", "re_review"})
"""Instruments of a lead leg that reviews instead of handling."""


class Leg(Value):
    """One body's part in the case, from offer to answer or release."""

    n: int
    body: str
    role: LegRole
    instrument: str
    state: LegState = "offered"
    opened_at: AwareDatetime

    @property
    def open(self) -> bool:
        """Whether the body still owes something."""
        return self.state in OPEN_LEG

    @property
    def subject(self) -> str:
        """What a clock of its own is about."""
        return f"leg-{self.n}"
