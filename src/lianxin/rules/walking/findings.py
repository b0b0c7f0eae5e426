"""What a walk finds: which rule does not hold, and in what."""

from typing import NamedTuple


class Finding(NamedTuple):
    """A rule that did not hold: its name, what of (stable from walk to walk), and in which case."""

    rule: str
    what: str
    case: str
