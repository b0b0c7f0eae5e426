"""Commands that ask the petitioner, close the matter, or open it to a remedy."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from lianxin.rules.commands.shapes import BaseCommand, Code, Prose, Shape, said

Satisfaction = Literal["satisfied", "basically", "not", "unreached"]
Disposition = Literal[
    "justified_settled",
    "unjustified_explained",
    "hardship_helped",
    "unlawful_referred",
]
AgentLevel = Literal["handles", "assists", "leads"]
Ending = Literal["rested", "concluded_by_procedure"]
ReviewOutcome = Literal["upheld", "changed", "revoked"]


class FollowUp(BaseCommand):
    """Ask the petitioner, by somebody other than the handler."""

    zh: ClassVar[str] = "回访"
    en: ClassVar[str] = "Follow up"
    fact: ClassVar[str] = "followed_up"

    command: Literal["follow_up"] = "follow_up"
    reached: Annotated[bool, said("联系上", "Reached")]
    contacted: Annotated[bool, said("单位联系过", "Contacted by the body")] = False
    true: Annotated[bool, said("答复属实", "True")] = False
    solved: Annotated[bool, said("已解决", "Solved")] = False
    satisfied: Annotated[Satisfaction, said("满意度", "Satisfaction")] = "unreached"
    text: Annotated[Prose | None, said("说明", "Text")] = None

    @model_validator(mode="after")
    def _only_who_was_reached_has_a_word(self) -> Self:
        if not self.reached and (self.solved or self.satisfied != "unreached"):
            raise ValueError("who was not reached said nothing: leave `solved` and `satisfied` out")
        return self


class Rate(BaseCommand):
    """The petitioner's own rating."""

    zh: ClassVar[str] = "评价"
    en: ClassVar[str] = "Rate"
    fact: ClassVar[str] = "rated"
    article: ClassVar[str] = "条例21(2)"

    command: Literal["rate"] = "rate"
    contacted: Annotated[bool, said("单位联系过我", "Contacted")]
    solved: Annotated[bool, said("已解决", "Solved")]
    satisfied: Annotated[Literal["satisfied", "basically", "not"], said("满意度", "Satisfied")]
    text: Annotated[Prose | None, said("说明", "Text")] = None


class Confirm(BaseCommand):
    """The petitioner confirms that the matter is settled."""

    zh: ClassVar[str] = "确认"
    en: ClassVar[str] = "Confirm"
    fact: ClassVar[str] = "confirmed"

    command: Literal["confirm"] = "confirm"
    text: Annotated[Prose | None, said("说明", "Text")] = None


class Exemption(Shape):
    """Why the law lets a matter be closed although a closing condition is not met."""

    ground: Annotated[Prose, said("理由", "Ground")]
    article: Annotated[
        Annotated[Prose, StringConstraints(max_length=200)], said("法律依据", "Article")
    ]


class Close(BaseCommand):
    """Close the matter, saying which settlement holds and how the dispute came to its end.

    `rested`: the resident lets it rest; `concluded_by_procedure`: the law ends it.
    """

    zh: ClassVar[str] = "结案"
    en: ClassVar[str] = "Close"
    fact: ClassVar[str] = "closed"
    article: ClassVar[str] = "条例27"

    command: Literal["close"] = "close"
    disposition: Annotated[Disposition, said("结案类型", "Disposition", article="条例27")]
    ending: Annotated[Ending | None, said("终结方式", "Ending")] = None
    text: Annotated[Prose | None, said("说明", "Text")] = None
    exemption: Annotated[Exemption | None, said("豁免", "Exemption")] = None


class Reopen(BaseCommand):
    """Take the matter up again; both histories stay."""

    zh: ClassVar[str] = "重办"
    en: ClassVar[str] = "Reopen"
    fact: ClassVar[str] = "reopened"

    command: Literal["reopen"] = "reopen"
    reason: Annotated[Prose, said("理由", "Reason")]


class Contest(BaseCommand):
    """The resident objects to a matter having been referred as unlawful conduct."""

    zh: ClassVar[str] = "对依法处理提出异议"
    en: ClassVar[str] = "Contest the referral"
    fact: ClassVar[str] = "contested"

    command: Literal["contest"] = "contest"
    reason: Annotated[Prose, said("理由", "Reason")]


class RuleContest(BaseCommand):
    """Decide such an objection; upheld takes the matter up again."""

    zh: ClassVar[str] = "裁定依法处理异议"
    en: ClassVar[str] = "Rule the contest"
    fact: ClassVar[str] = "contest_ruled"

    command: Literal["rule_contest"] = "rule_contest"
    upheld: Annotated[bool, said("成立", "Upheld")]
    text: Annotated[Prose, said("理由", "Text")]


class Archive(BaseCommand):
    """Put the closed matter into the archive."""

    zh: ClassVar[str] = "归档"
    en: ClassVar[str] = "Archive"
    fact: ClassVar[str] = "archived"

    command: Literal["archive"] = "archive"


class RequestReview(BaseCommand):
    """Ask the body above to review the opinion, within 30 days of receiving it."""

    zh: ClassVar[str] = "申请复查"
    en: ClassVar[str] = "Request review"
    fact: ClassVar[str] = "review_requested"
    article: ClassVar[str] = "条例35"

    command: Literal["request_review"] = "request_review"
    reason: Annotated[Prose, said("理由", "Reason")]


class DecideReview(BaseCommand):
    """Decide the review in writing."""

    zh: ClassVar[str] = "复查意见"
    en: ClassVar[str] = "Decide review"
    fact: ClassVar[str] = "review_decided"
    article: ClassVar[str] = "条例35"

    command: Literal["decide_review"] = "decide_review"
    outcome: Annotated[ReviewOutcome, said("结论", "Outcome")]
    text: Annotated[Prose, said("理由", "Text")]


class RequestReReview(BaseCommand):
    """Ask the next body above to re-review, within 30 days of receiving the review."""

    zh: ClassVar[str] = "申请复核"
    en: ClassVar[str] = "Request re-review"
    fact: ClassVar[str] = "re_review_requested"
    article: ClassVar[str] = "条例36"

    command: Literal["request_re_review"] = "request_re_review"
    reason: Annotated[Prose, said("理由", "Reason")]


class DecideReReview(BaseCommand):
    """Decide the re-review in writing; after it the same facts are not accepted again."""

    zh: ClassVar[str] = "复核意见"
    en: ClassVar[str] = "Decide re-review"
    fact: ClassVar[str] = "re_review_decided"
    article: ClassVar[str] = "条例36"

    command: Literal["decide_re_review"] = "decide_re_review"
    outcome: Annotated[ReviewOutcome, said("结论", "Outcome")]
    text: Annotated[Prose, said("理由", "Text")]


class EndProcedure(BaseCommand):
    """End the procedure after re-review; care for the resident goes on (article 37)."""

    zh: ClassVar[str] = "终结"
    en: ClassVar[str] = "End procedure"
    fact: ClassVar[str] = "procedure_ended"
    article: ClassVar[str] = "条例36、37"

    command: Literal["end_procedure"] = "end_procedure"
    ground: Annotated[Prose, said("理由", "Ground")]


class AppointAgent(BaseCommand):
    """The petitioner lets an agent carry the matter, by a mandate; one agent a level.

    The village's agent handles, the township's assists, the county's leads.
    """

    zh: ClassVar[str] = "委托代办"
    en: ClassVar[str] = "Appoint agent"
    fact: ClassVar[str] = "agent_appointed"

    command: Literal["appoint_agent"] = "appoint_agent"
    agent: Annotated[Code, said("代办员", "Agent")]
    mandate: Annotated[Prose, said("委托内容", "Mandate")]
    level: Annotated[AgentLevel, said("代办层级", "Level")] = "handles"


class ReleaseAgent(BaseCommand):
    """End the mandate."""

    zh: ClassVar[str] = "解除代办"
    en: ClassVar[str] = "Release agent"
    fact: ClassVar[str] = "agent_released"

    command: Literal["release_agent"] = "release_agent"
    agent: Annotated[Code | None, said("代办员", "Agent")] = None
    reason: Annotated[Prose, said("理由", "Reason")]


class RateAgent(BaseCommand):
    """The petitioner rates the agent."""

    zh: ClassVar[str] = "评价代办员"
    en: ClassVar[str] = "Rate agent"
    fact: ClassVar[str] = "agent_rated"

    command: Literal["rate_agent"] = "rate_agent"
    satisfied: Annotated[Literal["satisfied", "basically", "not"], said("满意度", "Satisfied")]
    text: Annotated[Prose | None, said("说明", "Text")] = None


class SetLeader(BaseCommand):
    """Name the responsible leaders and person (包案)."""

    zh: ClassVar[str] = "包案"
    en: ClassVar[str] = "Set leader"
    fact: ClassVar[str] = "leader_set"

    command: Literal["set_leader"] = "set_leader"
    leaders: Annotated[tuple[Code, ...], Field(min_length=1, max_length=2, title="包案领导")]
    responsible: Annotated[Code | None, said("责任人", "Responsible person")] = None


class SetRisk(BaseCommand):
    """Colour the matter, with a reason; never a person."""

    zh: ClassVar[str] = "定风险"
    en: ClassVar[str] = "Set risk"
    fact: ClassVar[str] = "risk_set"

    command: Literal["set_risk"] = "set_risk"
    risk: Annotated[Literal["red", "yellow", "green"], said("风险", "Risk")]
    reason: Annotated[Prose, said("理由", "Reason")]


class SetProgress(BaseCommand):
    """Class the progress of the matter, with a reason."""

    zh: ClassVar[str] = "定进展"
    en: ClassVar[str] = "Set progress"
    fact: ClassVar[str] = "progress_set"

    command: Literal["set_progress"] = "set_progress"
    progress: Annotated[Literal["A", "B", "C"], said("进展", "Progress")]
    reason: Annotated[Prose, said("理由", "Reason")]


class Recuse(BaseCommand):
    """Keep a person with an interest away from the matter."""

    zh: ClassVar[str] = "回避"
    en: ClassVar[str] = "Recuse"
    fact: ClassVar[str] = "recused"
    article: ClassVar[str] = "条例28(3)"

    command: Literal["recuse"] = "recuse"
    person: Annotated[Code, said("回避人", "Person")]
    ground: Annotated[Prose, said("理由", "Ground")]


class Restrict(BaseCommand):
    """Stop all use of the matter's personal data but keeping it safe."""

    zh: ClassVar[str] = "限制处理"
    en: ClassVar[str] = "Restrict"
    fact: ClassVar[str] = "restricted"
    article: ClassVar[str] = "个人信息保护法47"

    command: Literal["restrict"] = "restrict"
    scope: Annotated[Literal["petitioner", "texts", "all"], said("范围", "Scope")]
    ground: Annotated[Prose, said("理由", "Ground")]


Closing = FollowUp | Rate | Confirm | Close | Reopen | Contest | RuleContest | Archive
Recourse = RequestReview | DecideReview | RequestReReview | DecideReReview | EndProcedure
Persons = (
    AppointAgent | ReleaseAgent | RateAgent | SetLeader | SetRisk | SetProgress | Recuse | Restrict
)
