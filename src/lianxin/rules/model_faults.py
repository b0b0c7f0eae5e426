"""What pydantic says of a value it refuses, as a flaw with its code."""

from collections.abc import Callable, Mapping
from typing import Any

from lianxin.rules.faults import Flaw, Unfit

_PLAIN: Mapping[str, Callable[[], Flaw]] = {
    "missing": lambda: Flaw("field_missing"),
    "extra_forbidden": lambda: Flaw("field_unknown"),
    "string_type": lambda: Flaw("field_not_text"),
    "int_type": lambda: Flaw("field_not_number"),
    "int_parsing": lambda: Flaw("field_not_number"),
    "int_from_float": lambda: Flaw("field_not_number"),
    "bool_type": lambda: Flaw("field_not_flag"),
    "bool_parsing": lambda: Flaw("field_not_flag"),
    "date_type": lambda: Flaw("field_not_date"),
    "date_parsing": lambda: Flaw("field_not_date"),
    "date_from_datetime_parsing": lambda: Flaw("field_not_date"),
    "model_type": lambda: Flaw("field_not_table"),
    "mapping_type": lambda: Flaw("field_not_table"),
    "dict_type": lambda: Flaw("field_not_table"),
    "tuple_type": lambda: Flaw("field_not_list"),
    "list_type": lambda: Flaw("field_not_list"),
}
_LIMITED: Mapping[str, Callable[[Mapping[str, Any]], Flaw]] = {
    "literal_error": lambda limits: Flaw("field_not_among", expected=limits["expected"]),
    "string_too_short": lambda limits: Flaw("field_too_short", least=limits["min_length"]),
    "string_too_long": lambda limits: Flaw("field_too_long", most=limits["max_length"]),
    "string_pattern_mismatch": lambda limits: Flaw("field_misspelt", pattern=limits["pattern"]),
    "too_short": lambda limits: Flaw("field_too_few", least=limits["min_length"]),
    "greater_than_equal": lambda limits: Flaw("field_too_small", least=limits["ge"]),
    "less_than_equal": lambda limits: Flaw("field_too_large", most=limits["le"]),
}


def of_model(error: Mapping[str, Any]) -> Flaw:
    """Return the flaw of one of pydantic's errors; what has no code keeps pydantic's own words."""
    kind, limits = error["type"], error.get("ctx", {})
    raised = limits.get("error")
    if isinstance(raised, Unfit):
        return raised.flaw
    if kind in _PLAIN:
        return _PLAIN[kind]()
    if kind in _LIMITED:
        return _LIMITED[kind](limits)
    return Flaw("field_unfit", problem=error["msg"])
