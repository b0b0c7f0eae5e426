"""What may be wrong with any file, before what it says is looked at."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "kept_words": ("{words}", "{words}"),
    "unreadable": ("无法读取：{problem}", "cannot be read: {problem}"),
    "unwritable": ("无法写入：{problem}", "cannot be written: {problem}"),
    "gone": ("文件已经不在", "is there no longer"),
    "too_long": ("超过{most}个字符", "is longer than {most} characters"),
    "not_utf8": ("不是UTF-8编码", "is not UTF-8"),
    "not_decodable": ("既不是UTF-8也不是GB18030编码", "is neither UTF-8 nor GB18030"),
    "not_in_encoding": ("不是{encoding}编码", "is not {encoding}"),
    "unknown_encoding": ("没有“{encoding}”这种编码", "{encoding} is no encoding"),
    "not_toml": ("不是正确的TOML：{problem}", "is no proper TOML: {problem}"),
    "not_csv": ("不是正确的CSV：{problem}", "is no proper CSV: {problem}"),
    "not_geojson": ("不是正确的GeoJSON：{problem}", "is no proper GeoJSON: {problem}"),
    "too_deep_geojson": (
        "不是正确的GeoJSON：嵌套太深",
        "is no proper GeoJSON: it is nested too deep",
    ),
    "not_workbook": ("无法作为工作簿读取：{problem}", "is no readable workbook: {problem}"),
    "not_word": ("不是Word文件", "is no Word file"),
    "broken_row": ("这一行坏了：{problem}", "broken: {problem}"),
    "no_heading": ("没有表头", "has no heading row"),
    "no_sheet": ("没有工作表{sheet}", "has no sheet {sheet}"),
    # The map and the columns of a file of matters.
    "no_text_column": (
        "没有一列是事项内容，现有的列：{headings}",
        "no column holds the text of a case: {headings}",
    ),
    "mapped_column_missing": (
        "对照表写了这一列，文件里却没有",
        "the map names this column, the file has none such",
    ),
    "no_case_field": ("{field}不是事项的字段", "{field} is no field of a case"),
    "field_filled_twice": ("{field}由两列填写", "{field} is filled by two columns"),
    "no_such_area": ("没有地区{name}", "there is no area {name}"),
    "no_such_category": ("没有分类{name}", "there is no category {name}"),
}
