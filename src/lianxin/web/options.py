"""What may be answered, in words: the fixed answers of commands, and the codes of the county."""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.translation import gettext as _

from lianxin.web import names


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its code and what it is called."""

    code: str
    name: str


def word(question: str, code: str) -> str:
    """Return what an answer to a question is called; the same code may differ by question."""
    # Other systems write the same code with hyphens.
    code = code.replace("-", "_") if f"{question}.{code.replace('-', '_')}" in _WORDS else code
    label = _WORDS.get(f"{question}.{code}") or _WORDS.get(code)
    if label is not None:
        return label()
    return names.kind(code) if names.kind(code) != code else names.channel(code)


_WORDS: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        "satisfied": lambda: _("满意"),
        "basically": lambda: _("基本满意"),
        "not": lambda: _("不满意"),
        "unreached": lambda: _("没联系上"),
        "route.1": lambda: _("1 诉讼、检察监督、公安等法律程序"),
        "route.2": lambda: _("2 仲裁"),
        "route.3": lambda: _("3 党员申诉、申请复审等"),
        "route.4": lambda: _("4 行政复议、裁决、确认、许可、处罚等"),
        "route.5": lambda: _("5 申请查处、履行法定职责"),
        "route.6": lambda: _("6 信访程序"),
        "supported": lambda: _("支持"),
        "explained": lambda: _("解释说明"),
        "not_supported": lambda: _("不予支持"),
        "upheld": lambda: _("维持"),
        "changed": lambda: _("变更"),
        "revoked": lambda: _("撤销，重新办理"),
        "reason.not_our_duty": lambda: _("不属于本单位职责"),
        "reason.other_area": lambda: _("不在本辖区"),
        "reason.unclear": lambda: _("反映内容不清，无法办理"),
        "reason.pending": lambda: _("同一事项正在办理"),
        "reason.court": lambda: _("应当通过诉讼、仲裁等解决"),
        "reason.other": lambda: _("其他"),
        "nature.administrative_review": lambda: _("行政复议"),
        "red": lambda: _("红"),
        "yellow": lambda: _("黄"),
        "green": lambda: _("绿"),
        "A": lambda: _("甲类"),
        "B": lambda: _("乙类"),
        "C": lambda: _("丙类"),
        "in_person": lambda: _("当面"),
        "phone": lambda: _("电话"),
        "message": lambda: _("短信、微信"),
        "video": lambda: _("视频"),
        "visit": lambda: _("上门"),
        "post": lambda: _("邮寄"),
        "online": lambda: _("网上"),
        "letter": lambda: _("信件"),
        "left_at_place": lambda: _("留置"),
        "entrusted": lambda: _("委托送达"),
        "public_notice": lambda: _("公告"),
        "reason.moved": lambda: _("搬离，地址不明"),
        "reason.refused": lambda: _("拒收、拒签"),
        "reason.returned": lambda: _("邮件退回"),
        "reason.absent": lambda: _("无人在家"),
        "reason.unreachable": lambda: _("联系不上"),
        "justified_settled": lambda: _("合理，已解决"),
        "unjustified_explained": lambda: _("不合理，已解释"),
        "hardship_helped": lambda: _("有困难，已帮扶"),
        "unlawful_referred": lambda: _("违法，移交有权机关"),
        "petitioner": lambda: _("反映人信息"),
        "texts": lambda: _("文字内容"),
        "all": lambda: _("全部"),
        "same_matter": lambda: _("同一事项"),
        "related": lambda: _("相关"),
        "like_place": lambda: _("类似地方"),
        "part_of": lambda: _("其中一部分"),
        "telephone": lambda: _("电话"),
        "resolved": lambda: _("已化解"),
        "rests": lambda: _("息诉罢访"),
        "rested": lambda: _("息诉罢访"),
        "concluded_by_procedure": lambda: _("程序性办结"),
        "partly_resolved": lambda: _("部分化解"),
        "handles": lambda: _("代办"),
        "assists": lambda: _("协办"),
        "leads": lambda: _("主办"),
        "written": lambda: _("书面"),
        "oral": lambda: _("口头"),
        "improve_work": lambda: _("改进工作"),
        "improve_policy": lambda: _("完善政策"),
        "accountability": lambda: _("追究责任"),
        "gravity.ordinary": lambda: _("一般"),
        "gravity.urgent": lambda: _("紧急"),
        "gravity.major": lambda: _("重大紧急，可能造成社会影响"),
        "to.government": lambda: _("本级党委、政府"),
        "to.departments": lambda: _("有关主管部门"),
        "to.joint_office": lambda: _("信访工作联席会议办公室"),
        "to.upper_office": lambda: _("上一级信访部门"),
        "to.national_office": lambda: _("国家信访局"),
        "adopted": lambda: _("采纳"),
        "partly_adopted": lambda: _("部分采纳"),
        "not_adopted": lambda: _("没有采纳"),
        "inspection": lambda: _("督查"),
        "talk": lambda: _("约谈"),
        "circular": lambda: _("通报"),
        "listed": lambda: _("挂牌督办"),
        "correction": lambda: _("责令限期整改"),
        "joint_meeting": lambda: _("联席会议"),
        "coordination": lambda: _("协调会"),
        "hearing": lambda: _("听证会"),
        "reception": lambda: _("接访"),
        "mediation": lambda: _("调解"),
        "council": lambda: _("议事会"),
        "special_meeting": lambda: _("专题会"),
        "case_conference": lambda: _("会商"),
        "chair": lambda: _("主持人"),
        "mediator": lambda: _("调解员"),
        "member": lambda: _("成员"),
        "evaluator": lambda: _("听证员"),
        "recorder": lambda: _("记录员"),
        "petitioner_side": lambda: _("信访人一方"),
        "unit_side": lambda: _("单位一方"),
        "other_side": lambda: _("对方当事人"),
        "expert": lambda: _("专家"),
        "observer": lambda: _("旁听"),
        "part.evidence": lambda: _("证据"),
        "part.statement": lambda: _("陈述"),
        "part.question": lambda: _("询问"),
        "part.measurement": lambda: _("勘测"),
        "part.deliberation": lambda: _("评议"),
        "on_behalf.family": lambda: _("家人"),
        "on_behalf.neighbour": lambda: _("邻居、朋友"),
        "on_behalf.agent": lambda: _("代办员、村干部"),
        "on_behalf.other": lambda: _("其他"),
        "told.arbitration": lambda: _("仲裁"),
        "told.administrative": lambda: _("行政途径"),
        "told.litigation": lambda: _("诉讼"),
        "role.head": lambda: _("单位负责人"),
        "role.secretary": lambda: _("书记"),
        "role.section_head": lambda: _("科室负责人"),
        "role.leader": lambda: _("领导"),
        "role.supervisor": lambda: _("督办员"),
        "role.dispatcher": lambda: _("派单员"),
        "sitting.convened": lambda: _("还没有结束"),
        "sitting.decided": lambda: _("已经定了"),
        "sitting.closed": lambda: _("已经结束"),
        "sitting.called_off": lambda: _("已经取消"),
        "sitting.signed": lambda: _("已经签完"),
        "trigger.half-gone": lambda: _("时限过半"),
        "trigger.asked-again": lambda: _("再次反映"),
        "trigger.sent-back": lambda: _("退回重办"),
        "trigger.leader_visit": lambda: _("领导接访"),
        "outcome.applied": lambda: _("已申请"),
        "outcome.confirmed": lambda: _("已确认"),
        "outcome.rejected": lambda: _("不予确认"),
    }
)
