"""Facts about who is kept from a matter, and what was put right."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts.shapes import Fact
from lianxin.rules.refs import Ref

PASSED = "passed"
"""The result of a shielding that takes the lead from the body complained of."""


class Shielded(Fact):
    """Who is shut out was set anew: kind, confidentiality and respondents as they now are.

    `released` are the bodies whose open part ended with it, `before` the lead among them and `lead`
    the first uninvolved body above it; without one the matter waits for the centre.
    """

    name: ClassVar[str] = "shielded"

    kind: str
    confidential: bool = False
    respondent_bodies: tuple[str, ...] = ()
    respondent_persons: tuple[str, ...] = ()
    centre: str | None = None
    released: tuple[str, ...] = ()
    before: str | None = None
    lead: str | None = None
    loosened: bool = False
    reason: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return PASSED if self.before is not None else None


class Readmitted(Fact):
    """A recusal ended."""

    name: ClassVar[str] = "readmitted"

    person: str
    ground: Ref


class Unlinked(Fact):
    """A tie to another matter was undone; `repeat`: it had been marked a repeat of that one."""

    name: ClassVar[str] = "unlinked"

    to: str
    repeat: bool = False
    reason: Ref
