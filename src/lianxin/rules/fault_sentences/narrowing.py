"""What a procedure's file may not do to the procedure that it extends."""

from collections.abc import Mapping

SENTENCES: Mapping[str, tuple[str, str]] = {
    "wider_by": (
        "在“{stage}”，基础程序没有让{who}做{command}；只能收紧",
        "at {stage!r} the base does not let {who} {command}; a row may only narrow",
    ),
    "remedy_narrowed": (
        "{command}是法律给信访人的救济：不得使它更难",
        "{command} is the petitioner's remedy by law: nothing may make it harder",
    ),
    "to_changed": (
        "基础程序通向别处；只能收紧",
        "the base leads elsewhere; a row may only narrow",
    ),
    "to_added": (
        "基础程序里这一步不换阶段；只能通向同类的新增阶段",
        "in the base this step stays; it may lead only to an added stage of that phase",
    ),
    "phase_changed": (
        "阶段“{stage}”在基础程序里属于“{phase}”",
        "the stage {stage!r} is of phase {phase!r} in the base",
    ),
    "steps_changed": (
        "工作线“{track}”要按顺序保留基础程序的步骤：{steps}",
        "the track {track!r} keeps the base's steps in order: {steps}",
    ),
    "track_not_offered": (
        "基础程序提供工作线“{track}”",
        "the base offers the track {track!r}",
    ),
    "track_not_binding": (
        "工作线“{track}”在基础程序里有约束力",
        "the track {track!r} binds in the base",
    ),
    "delivery_loosened": (
        "送达方式“{means}”的`{key}`不能比原来要求得少",
        "the way of delivery {means!r} asks for no less `{key}` than the base's",
    ),
    "paper_tells_else": (
        "文书“{document}”告知的是{facts}，不能改为告知别的",
        "the paper {document!r} tells {facts} and nothing else",
    ),
    "signer_dropped": (
        "“{document}”要按顺序保留基础程序的审签人：{posts}",
        "{document!r} keeps the base's signers in order: {posts}",
    ),
    "breach_changed": (
        "这一时刻基础程序做的是“{command}”",
        "at this moment the base does {command!r}",
    ),
    "sitting_widened": (
        "{kind}的{key}要保持基础程序的{least}",
        "a {kind} keeps the base's {key}: {least}",
    ),
    "binding_widened": (
        "基础程序里只有{binds}能以{kind}约束主办单位",
        "in the base only {binds} bind a lead by a {kind}",
    ),
    # Clocks: less time, never more.
    "lengthened": (
        "不能证明{limit}总在基础程序的{base}之内",
        "{limit} is not provably within the base's {base}",
    ),
    "limit_key_dropped": (
        "表格要保留基础程序的“{key}”",
        "the table keeps the key {key!r} of the base",
    ),
    "limit_unset": (
        "时限“{clock}”有期限：定下的时刻不能更晚",
        "{clock!r} has a limit: no set moment may be later",
    ),
    "each_changed": ("“{clock}”的`each`不能改", "{clock!r} keeps `each` as it is"),
    "wall_removed": ("法定时限“{clock}”仍是法定时限", "the wall {clock!r} stays a wall"),
    "window_changed": ("“{clock}”的`window`不能改", "{clock!r} keeps `window` as it is"),
    "right_shortened": (
        "“{clock}”是行使权利的时间：不能改",
        "{clock!r} gives time to use a right: it stays as it is",
    ),
    "whose_changed": ("“{clock}”是{whose}的时限", "{clock!r} is the clock of {whose}"),
    "starts_later": ("“{clock}”也由“{fact}”启动", "{clock!r} starts with {fact!r} too"),
    "starts_anew": (
        "由“{fact}”启动，会使正在走的时限重新开始，从而变长",
        "a start at {fact!r} may begin the running clock anew and so lengthen it",
    ),
    "renewed_more": (
        "“{clock}”正在走时，“{fact}”在基础程序里不使它重新开始",
        "in the base {fact!r} does not begin the running {clock!r} anew",
    ),
    "stops_more": (
        "基础程序的“{clock}”不在“{fact}”停止",
        "the base's {clock!r} has no stop at {fact!r}",
    ),
    "pauses_more": (
        "基础程序的“{clock}”不在“{fact}”暂停",
        "the base's {clock!r} has no pause at {fact!r}",
    ),
    "never_stops": (
        "“{clock}”要有使它停止的事实",
        "{clock!r} needs a fact that stops it",
    ),
    "resumes_later": ("“{clock}”也在“{fact}”恢复", "{clock!r} resumes at {fact!r} too"),
    "runs_less": ("“{clock}”不带这个条件也要走", "{clock!r} runs without that condition"),
    "ends_later": ("“{clock}”保持ends = '{ends}'", "{clock!r} keeps ends = {ends!r}"),
    "rolls_later": (
        "“{clock}”不顺延到工作日",
        "{clock!r} does not roll to a working day",
    ),
    "extension_added": (
        "基础程序的时限不能延长",
        "the base's clock may not be extended",
    ),
    "extends_more": (
        "延长可以比基础程序更短、更少，不能更容易",
        "an extension may be shorter or rarer than the base's, never easier",
    ),
}
