"""What each figure means: in words, in both languages, and as the rows it counts.

Every source gives rows of one form, so that the count and the entries it opens down to are the same
rows: case, sequence, at, counted (numerator), asked (denominator), excluded (why left out), groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

COLUMNS = '"case", body, area, category, channel, kind'


@dataclass(frozen=True, slots=True)
class Words:
    """The same words in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure: its words, what is counted out of what, what is left out, and the source rows.

    A `share` is a count; its denominator is the total of all groups.
    """

    code: str
    name: Words
    numerator: Words
    denominator: Words
    exclusions: Mapping[str, Words]
    source: str
    share: bool = False


def _acts(counted: str, asked: str, among: str, excluded: str = "''") -> str:
    return (
        f"SELECT {COLUMNS}, level, sequence, at, {counted} AS counted, {asked} AS asked,"  # noqa: S608 - constants of this module
        f" {excluded} AS excluded FROM figures_act"
        f" WHERE act IN ({among}) AND at >= %(since)s AND at < %(until)s"
    )


# What ended otherwise before it was due was never missed; ended otherwise after, it was.
_CLOCKS = f"""
SELECT {COLUMNS}, '' AS level, sequence, due AS at,
    ending = 'met' AND NOT is_late AS counted,
    NOT (ending = '' AND due >= %(at)s) AND NOT (ending = 'other' AND stopped_at <= due) AS asked,
    CASE WHEN ending = '' AND due >= %(at)s THEN 'not_due_yet'
         WHEN ending = 'other' AND stopped_at <= due THEN 'ended_otherwise' ELSE '' END AS excluded
FROM figures_clock WHERE role = '{{role}}' AND due >= %(since)s AND due < %(until)s
"""  # noqa: S608 - constants of this module
# What was awaiting its conclusion at any moment of the period.
_SPANS = f"""
SELECT {COLUMNS}, '' AS level,
    CASE WHEN closed_at < %(until)s THEN closed_sequence ELSE opened_sequence END AS sequence,
    CASE WHEN closed_at < %(until)s THEN closed_at ELSE opened_at END AS at,
    closed_at IS NOT NULL AND closed_at < %(until)s AND ending = 'concluded' AS counted,
    closed_at IS NULL OR closed_at >= %(until)s OR ending = 'concluded' AS asked,
    CASE WHEN closed_at < %(until)s AND ending <> 'concluded' THEN ending ELSE '' END AS excluded
FROM figures_span
WHERE opened_at < %(until)s AND (closed_at IS NULL OR closed_at >= %(since)s)
"""  # noqa: S608 - constants of this module
# A matter's first conclusion, by a body of the county itself; a later one came after a reopening.
_CONCLUSIONS = f"""
SELECT {COLUMNS}, '' AS level, closed_sequence AS sequence, closed_at AS at,
    n = 1 AND EXISTS (SELECT FROM org_body AS held JOIN org_area AS place ON place.code = held.area
        WHERE held.code = body AND strpos(place.path, %(within)s) > 0) AS counted,
    TRUE AS asked, '' AS excluded
FROM figures_span
WHERE ending = 'concluded' AND closed_at >= %(since)s AND closed_at < %(until)s
"""  # noqa: S608 - constants of this module
# What stood on the docket at any moment of the period.
_DOCKET = """
SELECT listed."case", listed.body, listed.area, listed.category, listed.channel, listed.kind,
    '' AS level,
    CASE WHEN gone.at < %(until)s THEN gone.sequence ELSE listed.sequence END AS sequence,
    CASE WHEN gone.at < %(until)s THEN gone.at ELSE listed.at END AS at,
    COALESCE(gone.at < %(until)s AND gone.word = 'cleared', FALSE) AS counted,
    COALESCE(gone.at >= %(until)s OR gone.word = 'cleared', TRUE) AS asked,
    CASE WHEN gone.at < %(until)s AND gone.word = 'struck' THEN 'struck' ELSE '' END AS excluded
FROM figures_act AS listed LEFT JOIN LATERAL (
    SELECT later.at, later.sequence, later.word FROM figures_act AS later
    WHERE later."case" = listed."case" AND later.act = 'off_docket'
        AND later.sequence > listed.sequence
    ORDER BY later.sequence LIMIT 1) AS gone ON TRUE
WHERE listed.act = 'docketed' AND listed.at < %(until)s
    AND (gone.at IS NULL OR gone.at >= %(since)s)
"""
ONLINE = "'web', 'wechat', 'assistant', 'message_board'"
_AT_VILLAGE = "level IN ('village', 'community', 'hamlet', 'grid', 'household')"
_CLOCK_EXCLUSIONS = {
    "not_due_yet": Words("未到期且未答复", "Not due yet and not done"),
    "ended_otherwise": Words(
        "到期前因撤回、并件、转程序等而终止", "Ended before it was due: withdrawn, merged, moved"
    ),
}
_ALL = Words("同期各组合计", "All groups together in the period")
_UNREACHED = {"unreached": Words("未联系上", "Not reached")}

_LISTED = (
    Definition(
        code="registered",
        name=Words("登记件数", "Matters registered"),
        numerator=Words("期内登记的事项", "Matters registered in the period"),
        denominator=_ALL,
        exclusions={},
        source=_acts("TRUE", "TRUE", "'registered'"),
        share=True,
    ),
    Definition(
        code="online",
        name=Words("网上信访占比", "Share of online matters"),
        numerator=Words(
            "期内经门户、公众号、自助助手、留言板登记的事项",
            "Registered through the portal, WeChat, the assistant or a message board",
        ),
        denominator=Words("期内登记的事项", "Matters registered in the period"),
        exclusions={},
        source=_acts(f"channel IN ({ONLINE})", "TRUE", "'registered'"),
    ),
    Definition(
        code="right_reception",
        name=Words("走访到对地方的占比", "Visits to the right place"),
        numerator=Words(
            "到有权处理的本级或者上一级机关、单位接待场所的走访（条例20(1)）",
            "Visits to the place of the competent body or of the one above (article 20(1))",
        ),
        denominator=Words("期内登记并记明来访处所的走访", "Visits whose place is on record"),
        exclusions={"not_said": Words("没有记明来访处所", "The place is not on record")},
        source=_acts(
            "channel = 'in_person' AND word IN ('competent', 'above')",
            "channel = 'in_person' AND word <> ''",
            "'registered'",
            "CASE WHEN channel = 'in_person' AND word = '' THEN 'not_said' ELSE '' END",
        ),
    ),
    Definition(
        code="assigned_within_limit",
        name=Words("按期转交率", "Dispatched within the limit"),
        numerator=Words(
            "期限内转送、交办或派单", "Referred, assigned or otherwise settled in time"
        ),
        denominator=Words("期内到期的转交时限", "Dispatch clocks due in the period"),
        exclusions=_CLOCK_EXCLUSIONS,
        source=_CLOCKS.format(role="assign"),
    ),
    Definition(
        code="answered_within_limit",
        name=Words("按期答复率", "Answered within the limit"),
        numerator=Words(
            "期限内作出答复或送达处理意见", "Answered, or the opinion delivered, in time"
        ),
        denominator=Words("期内到期的答复时限", "Answer clocks due in the period"),
        exclusions=_CLOCK_EXCLUSIONS,
        source=_CLOCKS.format(role="answer"),
    ),
    Definition(
        code="tasks_within_limit",
        name=Words("任务按期落实率", "Tasks reported within the limit"),
        numerator=Words("期限内反馈、到场或履行", "Reported, arrived or performed in time"),
        denominator=Words("期内到期的任务时限", "Clocks of tasks due in the period"),
        exclusions=_CLOCK_EXCLUSIONS,
        source=_CLOCKS.format(role="task"),
    ),
    Definition(
        code="concluded",
        name=Words("办结件次", "Conclusions"),
        numerator=Words(
            "期内办结的次数（重办后再次办结另计）",
            "Conclusions in the period; after a reopening again",
        ),
        denominator=_ALL,
        exclusions={},
        source=_acts("TRUE", "TRUE", "'concluded'"),
        share=True,
    ),
    Definition(
        code="conclusion_rate",
        name=Words("办结率", "Conclusion rate"),
        numerator=Words("期内办结的次数", "Conclusions in the period"),
        denominator=Words(
            "期初未办结与期内新收、重办之和",
            "Matters open at the start, and those registered or reopened in the period",
        ),
        exclusions={
            "declined": Words("不予受理", "Declined"),
            "diverted": Words("导入其他程序", "Diverted to another procedure"),
            "withdrawn": Words("已撤回", "Withdrawn"),
            "merged": Words("已并件", "Merged"),
            "ended": Words("信访终结", "Procedure ended"),
            "closed": Words("未经办结而结案", "Closed without a conclusion"),
            "archived": Words("已归档", "Archived"),
        },
        source=_SPANS,
    ),
    Definition(
        code="settled_at_first",
        name=Words("初次一次办结率", "Settled at first handling within the county"),
        numerator=Words(
            "期内由本县(区)单位第一次办理即办结的",
            "Conclusions of a matter's first handling, by a body of the county",
        ),
        denominator=Words(
            "期内办结的次数（含重办后办结）",
            "Conclusions in the period, those after a reopening too",
        ),
        exclusions={},
        source=_CONCLUSIONS,
    ),
    Definition(
        code="docket_cleared",
        name=Words("积案化解率", "Hard matters cleared from the docket"),
        numerator=Words("期内清零的台账事项", "Cleared from the docket in the period"),
        denominator=Words(
            "期初在册与期内列入台账之和", "On the docket at the start, and put on it in the period"
        ),
        exclusions={"struck": Words("写明理由销号", "Struck off with a reason")},
        source=_DOCKET,
    ),
    Definition(
        code="satisfaction_rate",
        name=Words("满意率", "Satisfaction rate"),
        numerator=Words(
            "回访或评价为满意、基本满意", "Call-backs and ratings: satisfied or basically so"
        ),
        denominator=Words(
            "期内回访联系上的和本人评价的次数",
            "Call-backs that reached, and own ratings, in the period",
        ),
        exclusions={
            **_UNREACHED,
            "unrated": Words("本人确认而未评价", "Confirmed without a rating"),
        },
        source=_acts(
            "word IN ('satisfied', 'basically')",
            "word IN ('satisfied', 'basically', 'not')",
            "'asked'",
            "CASE WHEN word = 'unreached' THEN 'unreached' WHEN word = '' THEN 'unrated' ELSE '' END",
        ),
    ),
    Definition(
        code="resolution_rate",
        name=Words("解决率", "Resolution rate"),
        numerator=Words(
            "回访、评价为已解决，或本人确认", "Call-backs, ratings and confirmations: solved"
        ),
        denominator=Words(
            "期内回访联系上的、本人评价和确认的次数",
            "Call-backs that reached, ratings and confirmations",
        ),
        exclusions=_UNREACHED,
        source=_acts(
            "is_solved",
            "word <> 'unreached'",
            "'asked'",
            "CASE WHEN word = 'unreached' THEN 'unreached' ELSE '' END",
        ),
    ),
    Definition(
        code="returns",
        name=Words("退件率", "Returns"),
        numerator=Words("期内单位退回的次数", "Returns by a body in the period"),
        denominator=Words("期内转交给单位的次数", "Dispatches to a body in the period"),
        exclusions={},
        source=_acts("act = 'returned'", "act = 'dispatched'", "'returned', 'dispatched'"),
    ),
    Definition(
        code="reopened",
        name=Words("重办率", "Reopened"),
        numerator=Words("期内重办的次数", "Reopenings in the period"),
        denominator=Words("期内办结的次数", "Conclusions in the period"),
        exclusions={},
        source=_acts("act = 'reopened'", "act = 'concluded'", "'reopened', 'concluded'"),
    ),
    *(
        Definition(
            code=f"{kind}_settled_at_village",
            name=Words(f"{zh}矛盾纠纷村社化解率", f"{en} matters settled in the village"),
            numerator=Words("由村（社区）及以下办结的", "Concluded by a village body or below"),
            denominator=Words(
                f"期内办结的{zh}事项（{meaning_zh}）",
                f"{en} matters concluded in the period ({meaning_en})",
            ),
            exclusions={"unknown": Words("办结单位层级不明", "Level of the body not known")},
            source=_acts(
                f"word = '{kind}' AND {_AT_VILLAGE}",
                f"word = '{kind}' AND level <> ''",
                "'concluded'",
                f"CASE WHEN word = '{kind}' AND level = '' THEN 'unknown' ELSE '' END",
            ),
        )
        for kind, zh, en, meaning_zh, meaning_en in (
            ("simple", "简单", "Simple", "一个单位办理，未上报", "one body, never handed up"),
            ("complex", "复杂", "Complex", "多个单位参与或上报", "several bodies, or handed up"),
        )
    ),
    Definition(
        code="response_rate",
        name=Words("响应率", "Response rate"),
        numerator=Words(
            "回访、评价中单位联系过本人的", "Told by the resident: the body contacted me"
        ),
        denominator=Words(
            "期内回访联系上的和本人评价的次数",
            "Call-backs that reached, and own ratings, in the period",
        ),
        exclusions=_UNREACHED,
        source=_acts(
            "word = 'yes'",
            "word IN ('yes', 'no')",
            "'responded'",
            "CASE WHEN word = 'unreached' THEN 'unreached' ELSE '' END",
        ),
    ),
    Definition(
        code="supervised",
        name=Words("督办次数", "Supervisions"),
        numerator=Words("期内督办的次数", "Supervisions in the period"),
        denominator=_ALL,
        exclusions={},
        source=_acts("TRUE", "TRUE", "'supervised'"),
        share=True,
    ),
    Definition(
        code="advice_adopted",
        name=Words("三项建议采纳率", "Advice adopted"),
        numerator=Words("期内书面反馈为采纳的建议", "Advice answered in writing as adopted"),
        denominator=Words("期内书面反馈的建议", "Advice answered in the period"),
        exclusions={},
        source=_acts("word = 'yes'", "TRUE", "'advice_answered'"),
    ),
    Definition(
        code="advice_answered",
        name=Words("三项建议反馈率", "Advice answered"),
        numerator=Words("期内书面反馈的建议", "Advice answered in the period"),
        denominator=Words("期内提出的建议", "Advice given in the period"),
        exclusions={},
        source=_acts("act = 'advice_answered'", "act = 'advised'", "'advised', 'advice_answered'"),
    ),
    Definition(
        code="broadcast",
        name=Words("抄送", "Told for information"),
        numerator=Words("期内的抄送", "Broadcasts in the period"),
        denominator=_ALL,
        exclusions={},
        source=_acts("TRUE", "TRUE", "'broadcast'"),
        share=True,
    ),
    Definition(
        code="agency_confirmed",
        name=Words("代办确认率", "Agency confirmed"),
        numerator=Words("期内经本人确认的代办", "Agencies the resident confirmed in the period"),
        denominator=Words("期内受委托的代办", "Mandates given in the period"),
        exclusions={},
        source=_acts(
            "act = 'agency_confirmed'", "act = 'mandated'", "'mandated', 'agency_confirmed'"
        ),
    ),
    Definition(
        code="agent_satisfaction",
        name=Words("代办满意率", "Satisfaction with agents"),
        numerator=Words("对代办员满意、基本满意", "Agents rated satisfied or basically so"),
        denominator=Words("期内对代办员的评价", "Ratings of agents in the period"),
        exclusions={},
        source=_acts("word IN ('satisfied', 'basically')", "TRUE", "'agent_rated'"),
    ),
)
FIGURES: Mapping[str, Definition] = MappingProxyType({meaning.code: meaning for meaning in _LISTED})
