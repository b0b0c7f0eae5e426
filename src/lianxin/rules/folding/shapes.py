"""The form of a fold: state, fact and stamp to the fields that change."""

from collections.abc import Callable
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.state import CaseState

Fold = Callable[[CaseState, Any, Stamp], dict[str, Any]]
