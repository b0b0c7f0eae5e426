"""What may be wrong with a procedure's file."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    # The file as a whole.
    "syntax": ("不是正确的TOML：{problem}", "this is not TOML: {problem}"),
    "nested_too_deep": ("列表或表格嵌套太深", "lists or tables are nested too deep"),
    "missing_table": ("文件里没有[procedure]", "the file has no [procedure]"),
    "unknown_table": (
        "没有“{name}”这张表：文件由[procedure]和[rows]组成",
        "there is no table {name!r}: a file has [procedure] and [rows]",
    ),
    "not_a_table": ("“{name}”应当是表：写作[{name}]", "{name!r} is a table: write [{name}]"),
    "missing_header_key": ("[procedure]缺少“{key}”", "[procedure] needs {key!r}"),
    "unknown_header_key": (
        "[procedure]没有“{key}”这一项，可用的有：{keys}",
        "[procedure] has no key {key!r}; keys: {keys}",
    ),
    "wrong_label": (
        "`label`写作{{ zh = …, en = … }}",
        "`label` is {{ zh = …, en = … }}",
    ),
    "wrong_for": (
        "`for`写作{{ kind = […], channel = […] }}",
        "`for` is {{ kind = […], channel = […] }}",
    ),
    "unknown_list": (
        "[rows]没有“{name}”这个列表，可用的有：{names}",
        "[rows] has no list {name!r}; it has {names}",
    ),
    "not_rows": (
        "“{name}”是[rows]下各行的列表，每行一个{{ … }}",
        "{name!r} is a list of rows under [rows], one {{ … }} a line",
    ),
    "row_runs_on": (
        "一行只写一条：这一条一直写到第{last}行",
        "one row a line: this one runs on to line {last}",
    ),
    "one_row_a_line": (
        "一行只写一条：这一行上已有另一条",
        "one row a line: another row stands on this one",
    ),
    "unknown_key": (
        "{rows}的行没有“{key}”这一项，可用的有：{keys}",
        "{rows} have no key {key!r}; keys: {keys}",
    ),
    "missing_key": ("{rows}的行缺少“{key}”", "{rows} need {key!r}"),
    "extends_itself": ("程序不能以自己为基础", "a procedure cannot extend itself"),
    "unknown_base": (
        "没有可以作为基础的程序“{name}”",
        "there is no procedure {name!r} to extend",
    ),
    # Single values.
    "wrong_type": ("应当是{expected}，不是{type}", "expected {expected}, not {type}"),
    "wrong_text": (
        "文字应有1到{most}个字符，且都看得见",
        "a text has 1 to {most} characters, all to be seen",
    ),
    "wrong_code": (
        "“{name}”不是代码：由小写字母a-z和数字组成，用_或-连接（`open`和`*`只用于`at`）",
        "{name!r} is no code: small letters a-z and digits, joined by _ or -"
        " (`open` and `*` are kept for `at`)",
    ),
    "wrong_fact": (
        "“{name}”不是`fact`或`fact:qualifier`的写法",
        "{name!r} is not `fact` or `fact:qualifier`",
    ),
    "wrong_count": ("应当是1到99的整数", "expected a whole number from 1 to 99"),
    "not_one_of": ("“{name}”不在可用的词里：{names}", "{name!r} is not one of {names}"),
    "empty_list": ("列表不能是空的", "the list may not be empty"),
    "empty_table": ("`to`的表格不能是空的", "the table of `to` may not be empty"),
    "named_twice": ("“{name}”在一个列表里出现了两次", "{name!r} stands twice in one list"),
    "unknown_step_key": ("步骤没有“{key}”这一项", "a step has no key {key!r}"),
    "step_without_code": ("步骤缺少`code`", "a step needs `code`"),
    "unknown_extend_key": ("`extend`没有“{key}”这一项", "`extend` has no key {key!r}"),
    "extend_without_limit": ("`extend`缺少`limit`", "`extend` needs `limit`"),
    "wrong_limit": (
        "期限“{limit}”不是数量加单位，单位有：{units}",
        "the limit {limit!r} is not an amount and one of {units}",
    ),
    "limit_of_nothing": (
        "期限“{limit}”应当大于零",
        "a limit is more than nothing, not {limit!r}",
    ),
    "limit_of_a_century": (
        "期限“{limit}”超过一百年",
        "the limit {limit!r} is more than a century",
    ),
    "table_without_rest": (
        '期限的表格要有"*"，用于其余情形',
        'a table of limits needs "*" for the rest',
    ),
    "wrong_offset": (
        "`at`写作`due`或提前、推后多久：“{offset}”既不以-（之前）也不以+（之后）开头",
        "`at` is `due` or an offset: {offset!r} begins neither with - (before) nor with + (after)",
    ),
    # Names.
    "unknown_kind": (
        "没有“{name}”这种类型，可用的有：{names}",
        "there is no kind {name!r}; there are: {names}",
    ),
    "unknown_channel": (
        "没有“{name}”这个渠道，可用的有：{names}",
        "there is no channel {name!r}; there are: {names}",
    ),
    "unknown_clock": ("没有时限“{name}”", "there is no clock {name!r}"),
    "unknown_command": ("没有“{name}”这个命令", "there is no command {name!r}"),
    "unknown_condition": ("没有“{name}”这个条件", "there is no condition {name!r}"),
    "unknown_fact": ("没有“{name}”这种事实", "there is no fact {name!r}"),
    "unknown_stage": ("没有阶段“{name}”", "there is no stage {name!r}"),
    "unknown_standing": ("没有“{name}”这种身份", "there is no standing {name!r}"),
    "unknown_step": ("没有步骤“{name}”", "there is no step {name!r}"),
    "unknown_track": ("没有工作线“{name}”", "there is no track {name!r}"),
    "barred_standing": (
        "什么都不能向{standing}开放",
        "nothing may be open to a {standing}",
    ),
    "tasked_is_a_start": (
        "`tasked`是任务的开始：只能用来启动时限",
        "`tasked` is the beginning of a task: a clock can only start with it",
    ),
    "raised_is_a_start": (
        "`raised`是事项的开始：只能用来启动时限",
        "`raised` is the beginning: a clock can only start with it",
    ),
    "unknown_outcome": (
        "{command}没有“{outcome}”这个结果，可用的有：{names}",
        "{command} has no outcome {outcome!r}; its outcomes: {names}",
    ),
    "unknown_qualifier": (
        "事实“{fact}”没有“{qualifier}”，可用的有：{names}",
        "the fact {fact!r} has no {qualifier!r}; it has: {names}",
    ),
    "nothing_to_tell": (
        "“{fact}”不是要告知当事人的决定，可以告知的有：{names}",
        "{fact!r} is no decision that a paper tells; papers tell of: {names}",
    ),
    "not_by_itself": (
        "逾期时不会自动做{command}，能自动做的有：{names}",
        "a breach cannot {command} by itself; it can: {names}",
    ),
    "unknown_act": (
        "没有{command}这个命令，逾期时能自动做的有：{names}",
        "a breach cannot {command} by itself; it can: {names}",
    ),
    # The way from stage to stage.
    "no_entry": (
        "第一个阶段是事项的起点：它的阶段类别应为registered",
        "the first stage is where cases begin: its phase is registered",
    ),
    "no_way_out": (
        "没有一行从阶段“{stage}”走出去，而它又不是终点",
        "no row leads out of the stage {stage!r}, and its phase is not a last one",
    ),
    "unreachable": (
        "没有一行通到阶段“{stage}”",
        "no row leads to the stage {stage!r}",
    ),
    # Rows.
    "duplicate": ("“{name}”在第{line}行已经有了", "{name!r} stands on line {line} already"),
    "duplicate_row": ("这一行在第{line}行已经有了", "this row stands on line {line} already"),
    "listed_twice": ("列表里已经有这一行", "this row stands in the list already"),
    "step_without_track": ("take_step缺少`track`", "take_step needs a `track`"),
    "papers_of_no_paper": (
        "“{command}”不是对文书办的，这一行不能写`papers`",
        "{command!r} is not about a paper, so that its row has no `papers`",
    ),
    "stages_without_track": ("写了`stages`就要写`track`", "`stages` needs a `track`"),
    "track_is_not_open": (
        "工作线没有`open`：写明步骤，或用`*`表示任何步骤或尚未开始",
        "a track has no `open`: name its steps, or `*` for any or none yet",
    ),
    "track_without_steps": ("新的工作线要写`steps`", "a new track needs `steps`"),
    "unknown_end": ("工作线“{track}”没有步骤“{step}”", "the track {track!r} has no step {step!r}"),
    "ends_alone": (
        "工作线“{track}”在终点之前要有步骤",
        "{track!r} needs a step before its ends",
    ),
    "clock_without": ("新的时限缺少{keys}", "a new clock needs {keys}"),
    "fallback_unused": (
        '`fallback`只与`limit = "as set"`同用',
        '`fallback` stands beside `limit = "as set"`',
    ),
    "set_without_task": (
        '只有任务自带时限：each = "task"',
        'only a task is given with its moment: each = "task"',
    ),
    "set_and_moved": (
        "已定下的时刻既不延长也不暂停",
        "a moment that was set is neither extended nor paused",
    ),
    "tasked_without_each": (
        '由任务启动的时限，每项任务一个：each = "task"',
        'a clock that starts with a task is one each: each = "task"',
    ),
    "each_from_the_first": (
        "事项开始时还没有任务，也没有协办",
        "no task and no assist is there when a case begins",
    ),
    "ends_with_the_day": (
        "到当日结束的时限按天或月计算",
        "a clock that ends with the day counts days or months",
    ),
    "rolls_by_the_minute": (
        "只有到当日结束的时限才顺延：ends = 'day'",
        "only a clock that ends with the day rolls: ends = 'day'",
    ),
    "pause_without_resume": (
        "`pause`和`resume`要一起写",
        "`pause` and `resume` stand together",
    ),
    "anew_without_start": (
        "`anew`里的“{fact}”不是它的启动事实",
        "`anew` names {fact!r}, which does not start it",
    ),
    "starts_where_it_stops": (
        "“{fact}”既启动又停止这个时限",
        "{fact!r} both starts and stops it",
    ),
    "breach_without_deed": (
        "逾期的一行要有`do`或`tell`",
        "a breach row needs `do` or `tell`",
    ),
}
