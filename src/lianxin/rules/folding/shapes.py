"""The form of a fold: state, fact and stamp to what changes.

A field of the case stands by its name, the fields of a group in a mapping under the group's:
`{"legs": …, "closing": {"contested": True}}`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts.shapes import RespondentIn
from lianxin.rules.state import Belongs, CaseState

Fold = Callable[[CaseState, Any, Stamp], dict[str, Any]]


def belonging(seats: Iterable[RespondentIn]) -> tuple[Belongs, ...]:
    """Return in which bodies persons complained of hold posts, as a case keeps it."""
    return tuple(Belongs(person=seat.person, body=seat.body) for seat in seats)
