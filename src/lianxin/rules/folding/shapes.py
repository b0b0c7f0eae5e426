"""The form of a fold: state, fact and stamp to what changes.

A field of the case stands by its name, the fields of a group in a mapping under the group's:
`{"legs": …, "closing": {"contested": True}}`.
"""

from collections.abc import Callable
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.state import CaseState

Fold = Callable[[CaseState, Any, Stamp], dict[str, Any]]
