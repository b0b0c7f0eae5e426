"""What a template may name: every field there is, and whether it tells of a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal["text", "list", "flag"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its Chinese name, its kind, the parts of a list's items, and what it rests on.

    `personal`: of the petitioner, masked for those who may not see. `accused`: of a respondent,
    on no paper that leaves the office.
    """

    zh: str
    kind: Kind = "text"
    parts: tuple[str, ...] = ()
    personal: bool = False
    accused: bool = False


def _texts(group: str, /, **names: str) -> dict[str, Field]:
    return {f"{group}.{name}": Field(zh) for name, zh in names.items()}


def _flags(group: str, /, **names: str) -> dict[str, Field]:
    return {f"{group}.{name}": Field(zh, kind="flag") for name, zh in names.items()}


_MATTER = {
    **_texts("paper", text="拟稿正文", date="成文日期", serial="发文字号", signed_by="签发人"),
    **_texts(
        "case",
        number="信访事项编号",
        title="标题",
        text="反映内容",
        raised_on="提出日期",
        registered_on="登记日期",
        accepted_on="受理日期",
        channel="信访形式",
        kind="信访目的",
        area="问题属地",
        head_count="人数",
        word="事项的称呼（信访事项、诉求事项）",
    ),
    **_flags("case", group="集体访", urgent="紧急", accepted="已受理", petition="依信访程序办理"),
    "petitioner.name": Field("信访人", personal=True),
    "petitioner.names": Field("信访人及代表", personal=True),
    "petitioner.address": Field("住址", personal=True),
    "petitioner.phone": Field("联系电话", personal=True),
    "petitioner.id_number": Field("身份证号码", personal=True),
    "petitioner.you": Field("称呼（你、你们、你单位）"),
    "respondent.names": Field("被反映的单位或个人", accused=True),
    **_texts("body", name="发文机关", mark="机关代字"),
    **_texts("centre", name="信访工作机构"),
    **_texts("lead", name="主办单位"),
    **_texts("remedy", body="上一级机关"),
}
_ANSWERS = {
    **_texts(
        "opinion",
        body="作出意见的机关",
        serial="处理意见书文号",
        outcome="处理结论",
        facts="事实和理由",
        basis="法律法规依据",
        text="处理意见",
        delivered_on="意见书送达日期",
        heard_on="所依据的听证会日期",
        spoken_on="听取信访人陈述的日期",
        carry_out_on="执行期限",
        executor="执行单位",
    ),
    **_flags(
        "opinion",
        supported="支持",
        explained="解释说明",
        not_supported="不予支持",
        declined="信访人不作陈述",
        unreached="无法联系信访人",
    ),
    **_texts(
        "review",
        body="复查机关",
        requested_on="复查请求日期",
        reason="复查请求和理由",
        outcome="复查结论",
        text="复查理由",
        serial="复查意见书文号",
        delivered_on="复查意见书送达日期",
    ),
    **_flags("review", upheld="维持", changed="变更", revoked="撤销"),
    **_texts(
        "re_review",
        body="复核机关",
        requested_on="复核请求日期",
        reason="复核请求和理由",
        outcome="复核结论",
        text="复核理由",
        serial="复核意见书文号",
        delivered_on="复核意见书送达日期",
    ),
    **_flags("re_review", upheld="维持", changed="变更", revoked="撤销", heard="经过听证"),
    **_texts("diversion", way="法定途径", addressee="应向何处提出", note="说明"),
    **_texts("handle", due_on="办理期限届满日"),
    **_texts("extension", days="延长天数", reason="延期理由", until="延长后的期限"),
    **_texts("ending", ground="终结理由", on="终结日期"),
    **_texts("publication", text="公开答复"),
    **_texts(
        "word",
        asked="代为登记的请求",
        came="提出形式",
        received_on="收到日期",
        body="登记单位",
        by="登记人",
        text="原话",
    ),
}
_ORDERS = {
    **_texts(
        "order",
        to="受文单位",
        assists="协办单位",
        days="办理天数",
        due_on="反馈期限",
        demand="办理要求",
        note="附言",
        times="督办次数",
        ground="督办事由",
    ),
    **_texts("advice", to="受文单位", text="建议内容", due_on="反馈期限"),
    **_texts("upward", to="报送对象", word="报告还是通报", text="情况", steps="已采取的措施和建议"),
    **_texts("appointers", to="通报对象", text="反映干部问题的情况"),
    **_texts("measure", to="受文单位", kind="方式", text="问题和要求", due_on="整改反馈期限"),
    **_texts("mandate", agent="代办员", level="代办员所在单位", text="委托事项", on="委托日期"),
}
_MEETINGS = {
    **_texts(
        "sitting",
        kind="会议名称",
        demand="事由",
        ordered_on="决定日期",
        held_on="召开日期",
        time="时间",
        place="地点",
        minutes="记录",
        outcome="结果",
        chair="主持人",
        recorder="记录人",
        absent="缺席人员",
    ),
    "sitting.seats": Field("出席人员", kind="list", parts=("name", "role")),
    "sitting.decisions": Field("议定事项", kind="list", parts=("text", "body", "due_on")),
    "sitting.agenda": Field("议题", kind="list", parts=("text",)),
    "sitting.signers": Field("签名栏", kind="list", parts=("text",)),
    "agreement.parties": Field("当事人", kind="list", parts=("text",), personal=True),
    "agreement.terms": Field("协议内容", kind="list", parts=("text", "due_on")),
    **_texts(
        "agreement", on="达成日期", dispute="纠纷事实、争议事项和各方责任", mediators="调解员"
    ),
    **_texts(
        "handover", post="岗位", giver="移交人", taker="接收人", witness="监交人", on="移交日期"
    ),
    "handover.cases": Field(
        "移交事项", kind="list", parts=("number", "title", "stage", "due_on", "note")
    ),
}
FIELDS: Mapping[str, Field] = MappingProxyType({**_MATTER, **_ANSWERS, **_ORDERS, **_MEETINGS})
"""Every field by its name."""
