"""What pydantic finds wrong with a value; `of_model` gives the codes."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "field_missing": ("缺少这一项", "Field required"),
    "field_unknown": ("没有这一项", "Extra inputs are not permitted"),
    "field_not_text": ("应当是文字", "Input should be a valid string"),
    "field_not_number": ("应当是整数", "Input should be a valid integer"),
    "field_not_flag": ("应当是true或false", "Input should be a valid boolean"),
    "field_not_date": ("应当是日期", "Input should be a valid date"),
    "field_not_table": ("应当是表格", "Input should be a table"),
    "field_not_list": ("应当是列表", "Input should be a valid list"),
    "field_not_among": ("应当是{expected}之一", "Input should be {expected}"),
    "field_too_short": (
        "至少要有{least}个字符",
        "String should have at least {least} characters",
    ),
    "field_too_long": (
        "最多{most}个字符",
        "String should have at most {most} characters",
    ),
    "field_misspelt": (
        "写法应当合于“{pattern}”",
        "String should match pattern '{pattern}'",
    ),
    "field_too_few": ("至少要有{least}项", "List should have at least {least} items"),
    "field_too_small": (
        "不得小于{least}",
        "Input should be greater than or equal to {least}",
    ),
    "field_too_large": (
        "不得大于{most}",
        "Input should be less than or equal to {most}",
    ),
    "field_unfit": ("不合要求：{problem}", "{problem}"),
    "text_with_nul": ("含有空字符", "a text may not hold the NUL character"),
    "moment_out_of_time": (
        "时间应当在1900年到2200年之间",
        "a moment lies between the years 1900 and 2200",
    ),
}
