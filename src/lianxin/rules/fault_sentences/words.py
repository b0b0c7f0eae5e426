"""Values of faults that are words of the product and not of the file, in both languages."""

from collections.abc import Mapping
from typing import NamedTuple


class Pair(NamedTuple):
    """A value that a file itself names in both languages."""

    zh: str
    en: str


Words = Mapping[str, tuple[str, str]]

_TYPES: Words = {
    "table": ("表格", "a table"),
    "list": ("列表", "a list"),
    "text": ("文字", "a text"),
    "flag": ("true或false", "true or false"),
    "number": ("数字", "a number"),
    "date": ("日期", "a date"),
}
_EXPECTED: Words = {
    "text": ("带引号的文字", "a text in quotes"),
    "flag": ("true或false", "true or false"),
    "list": ("[ ]里的列表", "a list in [ ]"),
    "table_or_false": ("表格或false", "a table or false"),
}
_TABLES: Words = {
    "areas": ("地区表", "areas"),
    "bodies": ("单位表", "bodies"),
    "posts": ("岗位表", "posts"),
    "people": ("人员表", "people"),
    "appointments": ("任职表", "appointments"),
    "categories": ("分类表", "categories"),
    "duties": ("职责表", "duties"),
    "rosters": ("值班表", "rosters"),
    "stations": ("站点表", "stations"),
    "boundaries": ("边界表", "boundaries"),
}
_SHAPES: Words = {
    "code": ("一个代码", "a code"),
    "about": ("zh和en各一个", "a pair of zh and en"),
    "codes": ("代码的列表", "a list of codes"),
    "area": ("一个地区的代码", "the code of an area"),
    "calendar": ("`china`或一个文件", "`china` or a file"),
    "count": ("从2起的数字", "a number from 2"),
    "rows": ("行的列表", "a list of rows"),
    "table": ("一张表", "a table"),
}
_MATTERS: Words = {"kind": ("类型", "kind"), "channel": ("渠道", "channel")}
_ANYWHERE: Words = {"": ("任何地区", "any area")}
_FIRST: Words = {"": ("任何一张", "at all")}

WORDS: Mapping[str, Words] = {
    "type": _TYPES,
    "expected": _EXPECTED,
    "table": _TABLES,
    "shape": _SHAPES,
    "property": _MATTERS,
    "under": _ANYWHERE,
    "sheet": _FIRST,
}
"""By the name of the value."""
