"""What may be wrong with a preset: its own values, what it includes, generates and names."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "no_such_preset": ("没有这个预设", "there is no such preset"),
    "circle_of_presets": ("绕成了一圈：{way}", "a circle: {way}"),
    "unknown_preset_value": ("预设没有这个值", "is no value of a preset"),
    "missing_preset_value": ("缺少这个值", "is missing"),
    "misshapen_preset_value": ("不是{shape}", "is not {shape}"),
    "not_its_folder": (
        "与文件夹名{name}不一致",
        "is not the name of its folder, {name}",
    ),
    "no_file": ("没有文件{name}", "no file {name}"),
    "nothing_to_replace": (
        "没有可替换的行",
        "there is no included row to replace",
    ),
    "procedure_repeated": ("{name}在{file}里已经有了", "{name} stands in {file} already"),
    "wrong_use": (
        "不是由kind、channel和use组成",
        "has not kind, channel and use",
    ),
    "unknown_use": ("{name}不是{property}", "{name} is no {property}"),
    "use_repeated": (
        "同一类型和渠道写了两次",
        "says the same kind and channel again",
    ),
    "no_such_procedure": ("没有程序{name}", "there is no procedure {name}"),
    "no_such_level": ("没有层级{name}", "there is no level {name}"),
    "no_such_kind": ("没有单位类型{name}", "there is no kind {name}"),
    # What a procedure names of a county.
    "unknown_signer": (
        "没有{name}这个岗位或岗位角色",
        "{name} is not among the posts, and no post has such a role",
    ),
    "unknown_document": (
        "{name}不是文书：没有文本，也无人审签",
        "{name} is no document: it has no wording, and nobody signs it",
    ),
    "unknown_limit_key": (
        "时限不能按{name}划分：不是类型、颜色、地区、层级或分类",
        "{name} is no kind, colour, area, level or category that a limit could go by",
    ),
    # What `generate` cannot make.
    "one_number": (
        "each、count和total三者只写一个",
        "a row has one of each, count and total",
    ),
    "no_body_above": (
        "{parent}里没有{kind}类的单位",
        "there is no body of kind {kind} in {parent}",
    ),
    "no_body_under": (
        "{under}之下没有{kind}类的单位",
        "there is no body of kind {kind} under {under}",
    ),
    "no_area_under": (
        "{under}之下没有{level}一级的地区",
        "there is no area of level {level} under {under}",
    ),
    "nobody_holds": ("{body}无人任{role}", "nobody is {role} of {body}"),
    "more_than_total": (
        "已有{count}个，超过总数{total}",
        "{count} are more than the total of {total} already",
    ),
    "too_few_names": (
        "{count}个地名不够{area}用",
        "{count} names of places are too few for {area}",
    ),
}
