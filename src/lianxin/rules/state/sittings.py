"""Sittings of a case, who sits there, and what the sides agreed."""

from typing import Any, Literal

from pydantic import AwareDatetime, field_validator

from lianxin.rules.state.value import Value


class Seat(Value):
    """Somebody at a sitting, with what he is there for."""

    person: str
    role: str = "member"


class Consent(Value):
    """Whether a side agrees to a mediation; the last word of each counts."""

    party: str
    given: bool


class Sitting(Value):
    """A sitting of the case; `sessions` counts how often it was held, `place` is a text."""

    n: int
    kind: str
    step: Literal["requested", "ordered", "held", "concluded", "declined"]
    seats: tuple[Seat, ...] = ()
    consents: tuple[Consent, ...] = ()
    sessions: int = 0
    outcome: str | None = None
    meets_at: AwareDatetime | None = None
    place: str = ""

    @property
    def open(self) -> bool:
        """Whether it was neither concluded nor declined."""
        return self.step not in {"concluded", "declined"}

    @field_validator("seats", mode="before")
    @classmethod
    def _plain_codes_are_members(cls, value: Any) -> Any:
        return [{"person": seat} if isinstance(seat, str) else seat for seat in value]


class Agreement(Value):
    """An agreement of the sides; `confirmation` is how far the court is with it."""

    n: int
    sitting: int | None = None
    terms: int = 1
    effective_at: AwareDatetime
    confirmation: str | None = None
