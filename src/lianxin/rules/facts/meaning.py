"""What the house makes of a fact: who may know it, who is told, what it leads to, how it is said.

Every fact declares it on its class, with no answer left out: what was forgotten is a fault of types
and stops the start, never something shown to whom it was not meant for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Audience = Literal["house", "parties", "public"]
"""`house`: petitioner, representative and agent see what it is called, by whom and when, as the chain
needs, but nothing that it holds. `parties`: they read it, too. `public`: it was made for everybody."""
Told = Literal[
    "named",
    "next_signer",
    "task_giver",
    "task_owner",
    "centre",
    "lead",
    "assist",
    "handled",
    "leader",
    "registrar",
    "signer",
]
"""Whom a notice goes to: a standing, or somebody of the fact itself. `named` are the bodies it names
and `next_signer` whose turn it is now, each the lead where that is nobody."""
Work = Literal["none", "touched", "handled", "investigated"]
"""What it says of whoever did it for a body that has a part: nothing; that the lead worked on the
matter; that he handled it and checks it not; that he also judges it at no hearing."""
Filling = Literal["body", "bodies", "document", "sitting", "moment", "route"]


@dataclass(frozen=True, slots=True)
class Fill:
    """What stands in a gap of a sentence: a value of the fact, and how it is told in words."""

    kind: Filling
    field: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """How a resident is told, in both languages, with `%(gap)s` for what `fills` brings.

    `texts` are the fields whose written words he may read with it; notes between offices are not.
    """

    zh: str
    en: str
    fills: Mapping[str, Fill] = field(default_factory=dict)
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence with what fills its gaps, as codes, and the references of what was written."""

    zh: str
    en: str
    values: Mapping[str, tuple[Filling, Any]]
    texts: tuple[str, ...]


Saying = Callable[[Any], Sentence | None]
"""A sentence that depends on what the fact holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the house makes of a fact.

    `told` gets a notice (empty: nobody, but for whoever is given a task). `leads` is the field with
    the body that handles the matter from then on, `paper` whether it sends a document out, `counted`
    the field by which figures tell its acts apart (empty: all alike; None: not counted by itself).
    `resident` is how the way of the matter tells it; None where it says nothing to a resident.
    """

    audience: Audience
    told: tuple[Told, ...]
    leads: str | None
    paper: bool
    work: Work
    counted: str | None
    resident: Sentence | Saying | None
