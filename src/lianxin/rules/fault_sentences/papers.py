"""What may be wrong with the wording of a paper, its look and the marks of bodies."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "unknown_field": ("没有“{name}”这个字段", "there is no field {name!r}"),
    "field_of_the_accused": (
        "“{name}”不得出现在发出本机关的文书上（条例30）",
        "{name!r} may not stand on a paper that leaves the office (条例30)",
    ),
    "brace_without_field": ("花括号里不是字段名", "a brace that names no field"),
    "unknown_serial_part": ("这里没有“{name}”", "there is no {name!r} here"),
    "serial_without_number": ("缺少序号{{n}}", "has no {{n}}"),
    "not_text_field": ("“{name}”不是文字", "{name!r} is no text"),
    "not_list_field": ("“{name}”不是列表", "{name!r} is no list"),
    "columns_without_each": ("表格需要写明each", "a table needs `each`"),
    "unknown_part": ("其中的项没有“{name}”", "its items have no {name!r}"),
    "unknown_maker": ("没有“{name}”这种事实", "there is no fact {name!r}"),
    "not_its_file": ("与文件名{name}不一致", "is not the name of its file, {name}"),
    "other_paper": (
        "写的不是这份文书（{name}）",
        "is not the paper that is being worded, {name}",
    ),
    "unprintable": ("无法印出：{problem}", "cannot be printed: {problem}"),
    "look_without_wording": ("没有文本{name}.toml", "there is no wording {name}.toml"),
    "look_reaches_out": ("版式里不得使用“{word}”", "a look may not use {word!r}"),
    "wrong_mark_columns": ("各列应当是body,mark", "its columns are not body,mark"),
    "wrong_mark": ("不是一个单位和它的代字", "is not a body and its mark"),
    "no_such_body": ("没有单位{name}", "there is no body {name}"),
}
