"""What the parts of a step are called in both languages: who does it, what came of it, where.

Said once for whatever tells of procedures: pages, drawings, proofs.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StandingName:
    """What a standing is called; `article` goes before it within an English sentence."""

    zh: str
    en: str
    article: str = "the"

    @property
    def en_in_sentence(self) -> str:
        """The English name as a sentence takes it: `the lead`, `whoever stood aside`."""
        return f"{self.article} {self.en}".lstrip()


STANDINGS: Mapping[str, StandingName] = {
    "petitioner": StandingName("反映人", "petitioner"),
    "representative": StandingName("代表", "representative", "a"),
    "agent": StandingName("代办员", "agent"),
    "registrar": StandingName("登记人", "registrar"),
    "holder": StandingName("承接单位", "holder"),
    "lead": StandingName("主办单位", "lead"),
    "assist": StandingName("协办单位", "assisting body", "an"),
    "tasked": StandingName("任务单位", "tasked body", "a"),
    "informed": StandingName("抄送单位", "informed body", "an"),
    "signer": StandingName("审签人", "signer"),
    "upper": StandingName("上级单位", "body above"),
    "upper_head": StandingName("上级负责人", "head of the body above"),
    "centre": StandingName("信访部门", "centre"),
    "supervisor": StandingName("督办员", "supervisor"),
    "leader": StandingName("包案领导", "responsible leader"),
    "mediator": StandingName("调解员", "mediator"),
    "chair": StandingName("主持人", "chair"),
    "member": StandingName("与会人", "member", "a"),
    "inspector": StandingName("督查专员", "inspector"),
    "body_head": StandingName("单位负责人", "head of the body"),
    "auditor": StandingName("审计员", "auditor"),
    "system": StandingName("系统", "system"),
    "handled": StandingName("办过的单位", "body that handled it", "a"),
    "respondent": StandingName("被反映方", "respondent"),
    "recused": StandingName("回避的人", "whoever stood aside", ""),
}
SITTINGS: Mapping[str, tuple[str, str]] = {
    "hearing": ("听证", "hearing"),
    "mediation": ("调解", "mediation"),
    "coordination": ("协调会", "coordination meeting"),
    "case_conference": ("联合会商", "case conference"),
    "joint_meeting": ("联席会议", "joint meeting"),
    "council": ("议事会", "council"),
}
OUTCOMES: Mapping[str, tuple[str, str]] = {
    "complete": ("签完", "complete"),
    "refused": ("退回", "refused"),
    "upheld": ("成立", "upheld"),
    "dismissed": ("不成立", "dismissed"),
    "changed": ("变更", "changed"),
    "revoked": ("撤销", "revoked"),
    "passed": ("移交上级", "passed up"),
    "unled": ("上级也须回避", "nobody left above"),
    "reached": ("联系上了", "reached"),
    "unreached": ("没联系上", "unreached"),
    "satisfied": ("满意", "satisfied"),
    "not": ("不满意", "not satisfied"),
    "supported": ("支持", "supported"),
    "not_supported": ("不予支持", "not supported"),
    "explained": ("解释说明", "explained"),
    "right": ("登记得对", "right"),
    "wrong": ("登记得不对", "wrong"),
    "opened": ("指定主办", "names a lead"),
    "acceptance_notice": ("受理告知书", "acceptance notice"),
    "refusal_notice": ("不予受理告知书", "refusal notice"),
    "opinion": ("处理意见书", "opinion"),
    "review_opinion": ("复查意见书", "review opinion"),
    "re_review_opinion": ("复核意见书", "re-review opinion"),
    "hearing_notice": ("听证通知书", "notice of hearing"),
    "exemption": ("结案豁免单", "exemption"),
    **SITTINGS,
}
"""What may come of a step that leads on by its outcome, a paper or a kind of sitting among it."""
