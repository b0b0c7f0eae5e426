"""What pydantic found wrong, in words: where, and what was expected there."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from lianxin.api.language import Language
from lianxin.api.problems import FieldFault

BAD_CURSOR = FieldFault("query:cursor", "a `next` of this list", "应为本列表给出的 next")
MOST = 50
"""Faults told at most: a body may hold thousands of wrong rows."""

# pydantic's own sentences are English; these are the kinds of fault our shapes can give.
_ZH: Mapping[str, str] = MappingProxyType(
    {
        "missing": "必填",
        "extra_forbidden": "没有这个字段",
        "string_type": "应为文本",
        "string_too_short": "至少{min_length}个字符",
        "string_too_long": "最多{max_length}个字符",
        "string_pattern_mismatch": "格式应符合 {pattern}",
        "string_unicode": "应为有效的文本",
        "int_type": "应为整数",
        "int_parsing": "应为整数",
        "int_from_float": "应为整数",
        "float_type": "应为数字",
        "float_parsing": "应为数字",
        "finite_number": "应为有限的数字",
        "bool_type": "应为 true 或 false",
        "bool_parsing": "应为 true 或 false",
        "greater_than_equal": "不小于{ge}",
        "less_than_equal": "不大于{le}",
        "greater_than": "大于{gt}",
        "less_than": "小于{lt}",
        "literal_error": "应为其中之一：{expected}",
        "tuple_type": "应为列表",
        "list_type": "应为列表",
        "too_short": "长度至少{min_length}",
        "too_long": "长度最多{max_length}",
        "dict_type": "应为对象",
        "model_type": "应为对象",
        "model_attributes_type": "应为对象",
        "datetime_type": "应为带时区的时间，如 2026-03-02T08:30:00+08:00",
        "datetime_parsing": "应为带时区的时间，如 2026-03-02T08:30:00+08:00",
        "datetime_from_date_parsing": "应为带时区的时间，如 2026-03-02T08:30:00+08:00",
        "timezone_aware": "时间要带时区",
        "date_type": "应为日期，如 2026-03-02",
        "date_parsing": "应为日期，如 2026-03-02",
        "date_from_datetime_parsing": "应为日期，如 2026-03-02",
        "union_tag_invalid": "没有这个命令，应为其中之一：{expected_tags}",
        "union_tag_not_found": "必填：命令的名称",
        "value_error": "不符合要求：{error}",
    }
)


def faults(
    errors: Iterable[Mapping[str, Any]], *, lang: Language, source: str = "", drop: str = ""
) -> list[FieldFault]:
    """Return pydantic's errors as faults.

    `source` (`query`, `path`) names a place other than the body; `drop` is a part of the place
    that the caller did not write, such as the tag of a union.
    """
    listed = []
    for error in errors:
        place = list(error["loc"])
        if drop and place and place[0] == drop:
            place = place[1:]
        if error["type"] in {"union_tag_invalid", "union_tag_not_found"}:
            place = [*place, "command"]
        listed.append(FieldFault(_pointer(place, source), _reason(error, lang)))
        if len(listed) == MOST:
            break
    return listed


def _pointer(place: list[Any], source: str) -> str:
    if source:
        return f"{source}:{'.'.join(map(str, place))}"
    escaped = (str(part).replace("~", "~0").replace("/", "~1") for part in place)
    return "".join(f"/{part}" for part in escaped)


def _reason(error: Mapping[str, Any], lang: Language) -> str:
    sentence = _ZH.get(error["type"])
    if lang == "en" or sentence is None:
        return str(error["msg"])
    values = {
        name: str(value).replace(" or ", "、") for name, value in error.get("ctx", {}).items()
    }
    return sentence.format_map(values)


def unknown_filters(unknown: Iterable[str], filters: Iterable[str]) -> list[FieldFault]:
    """Return the faults of words in a query that mean nothing here, ten at most."""
    listed = ", ".join(filters)
    return [
        FieldFault(f"query:{name}", f"one of: {listed}", f"应为其中之一：{listed}")
        for name in list(unknown)[:10]
    ]
