"""Commands of the body that works on the matter, and of those who help it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from lianxin.rules.commands.codes import BodyCode, WordCode
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Personal, Prose, Shape, said
from lianxin.rules.commands.tasks import Errand

Outcome = Literal["supported", "explained", "not_supported"]


class Note(BaseCommand):
    """Write something down; for the resident too when `public`."""

    zh: ClassVar[str] = "记一笔"
    en: ClassVar[str] = "Note"
    fact: ClassVar[str] = "noted"
    menu: ClassVar[Menu] = Menu("handling", 21, several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["note"] = "note"
    text: Annotated[Prose, said("内容", "Text")]
    public: Annotated[bool, said("告知反映人", "Public")] = False


class Contact(BaseCommand):
    """Record that the petitioner was contacted, or could not be reached."""

    zh: ClassVar[str] = "联系反映人"
    en: ClassVar[str] = "Contact"
    fact: ClassVar[str] = "contacted"
    menu: ClassVar[Menu] = Menu("handling", 20)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["contact"] = "contact"
    means: Annotated[
        Literal["telephone", "in_person", "message", "video", "letter"], said("方式", "Means")
    ]
    reached: Annotated[bool, said("联系上", "Reached")]
    text: Annotated[Prose, said("内容", "Text")]


class Arrive(BaseCommand):
    """Record the arrival on the spot."""

    zh: ClassVar[str] = "到场"
    en: ClassVar[str] = "Arrive"
    fact: ClassVar[str] = "arrived"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["arrive"] = "arrive"
    at_place: Annotated[Prose, said("地点", "Place")]


class Plan(BaseCommand):
    """Lay down how the matter will be settled; what has its own deadline becomes a task."""

    zh: ClassVar[str] = "制定方案"
    en: ClassVar[str] = "Plan"
    fact: ClassVar[str] = "planned"
    menu: ClassVar[Menu] = Menu("handling", 24)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["plan"] = "plan"
    text: Annotated[Prose, said("方案", "Text")]
    steps: Annotated[tuple[Prose, ...], Field(max_length=50, title="步骤")] = ()
    tasks: Annotated[tuple[Errand, ...], Field(max_length=50, title="限时任务")] = ()


class Reply(BaseCommand):
    """Answer: an assist its lead, a lead the petitioner, the centre on the spot."""

    zh: ClassVar[str] = "答复"
    en: ClassVar[str] = "Reply"
    fact: ClassVar[str] = "replied"
    menu: ClassVar[Menu] = Menu("handling", 5)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["reply"] = "reply"
    text: Annotated[Prose, said("答复", "Text")]
    public_text: Annotated[Prose | None, said("公开答复", "Public text")] = None
    point: Annotated[int | None, Field(ge=1, le=50, title="针对要点")] = None
    adopted: Annotated[
        Literal["adopted", "partly_adopted", "not_adopted"] | None,
        said("建议采纳情况", "Whether it is adopted", article="条例29"),
    ] = None


class Conclude(BaseCommand):
    """The body has answered; the matter goes to call-back."""

    zh: ClassVar[str] = "办结"
    en: ClassVar[str] = "Conclude"
    fact: ClassVar[str] = "concluded"
    menu: ClassVar[Menu] = Menu("handling", 10)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["conclude"] = "conclude"
    outcome: Annotated[
        Literal["resolved", "explained", "rests", "concluded_by_procedure", "partly_resolved"],
        said("结果", "Outcome"),
    ]
    text: Annotated[Prose, said("说明", "Text")]


class ProposeOpinion(BaseCommand):
    """Draft the written opinion with its facts and legal basis, for sign-off."""

    zh: ClassVar[str] = "拟处理意见"
    en: ClassVar[str] = "Propose opinion"
    fact: ClassVar[str] = "opinion_proposed"
    article: ClassVar[str] = "条例32"
    menu: ClassVar[Menu] = Menu("papers", 6)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["propose_opinion"] = "propose_opinion"
    outcome: Annotated[Outcome, said("意见", "Outcome", article="条例32")]
    facts: Annotated[Prose, said("事实和理由", "Facts")]
    basis: Annotated[Prose, said("法律法规依据", "Basis")]
    text: Annotated[Prose, said("处理意见", "Text")]
    hearing: Annotated[int | None, Field(ge=1, le=1000, title="依据的听证会")] = None
    carry_out_by: Annotated[
        Moment | None, said("执行期限（支持请求的）", "Carried out by", article="条例32(2)")
    ] = None
    executor: Annotated[
        BodyCode | None, said("执行单位（不填为本单位）", "Who carries it out", article="条例32(2)")
    ] = None


class RecordAgreement(BaseCommand):
    """Record an agreement of both sides with the dates of performance.

    With `sitting` it came of that mediation. A written one takes effect when all have signed and
    the seal is on it, an oral one when it is reached (articles 29 and 30): `effective_at`.
    """

    zh: ClassVar[str] = "达成协议"
    en: ClassVar[str] = "Record agreement"
    fact: ClassVar[str] = "agreement_recorded"
    article: ClassVar[str] = "条例33；人民调解法29"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["record_agreement"] = "record_agreement"
    parties: Annotated[tuple[Personal, ...], Field(min_length=2, max_length=20, title="当事人身份")]
    terms: Annotated[tuple[Prose, ...], Field(min_length=1, max_length=50, title="条款")]
    due: Annotated[tuple[Moment, ...], Field(max_length=50, title="履行期限")] = ()
    sitting: Annotated[int | None, Field(ge=1, le=1000, title="第几次调解")] = None
    form: Annotated[Literal["written", "oral"], said("形式", "Form", article="人民调解法28")] = (
        "written"
    )
    effective_at: Annotated[Moment | None, said("生效时间", "Effective at")] = None


class RecordPerformance(BaseCommand):
    """Record whether a term of the agreement was performed."""

    zh: ClassVar[str] = "履行情况"
    en: ClassVar[str] = "Record performance"
    fact: ClassVar[str] = "performance_recorded"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["record_performance"] = "record_performance"
    term: Annotated[int, Field(ge=1, le=50, title="第几条")]
    done: Annotated[bool, said("已履行", "Done")]
    text: Annotated[Prose | None, said("说明", "Text")] = None
    ways: Annotated[
        Prose | None, said("告知的其他途径", "Other ways", article="人民调解法32、33")
    ] = None


class LegalOpinion(BaseCommand):
    """Put a lawyer's opinion on file."""

    zh: ClassVar[str] = "法律意见"
    en: ClassVar[str] = "Legal opinion"
    fact: ClassVar[str] = "legal_opinion_given"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["legal_opinion"] = "legal_opinion"
    lawyer: Annotated[WordCode, said("律师", "Lawyer")]
    text: Annotated[Prose, said("意见", "Text")]


class ExpertOpinion(BaseCommand):
    """Put an expert's opinion on file."""

    zh: ClassVar[str] = "专家意见"
    en: ClassVar[str] = "Expert opinion"
    fact: ClassVar[str] = "expert_opinion_given"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["expert_opinion"] = "expert_opinion"
    expert: Annotated[WordCode, said("专家", "Expert")]
    text: Annotated[Prose, said("意见", "Text")]


class Measure(Shape):
    """One measure of help: what, by whom, until when; `relief` is applied for by law (article 37(2))."""

    what: Annotated[Prose, said("措施", "What")]
    body: Annotated[BodyCode, said("责任单位", "Body")]
    due: Annotated[Moment | None, said("期限", "Due")] = None
    relief: Annotated[
        Literal["social", "judicial"] | None,
        said("依法申请的救助", "Relief applied for", article="条例37(2)"),
    ] = None


class HelpPlan(BaseCommand):
    """Plan help with the resident's consent; who gives what by when is a task of that body."""

    zh: ClassVar[str] = "帮扶救助"
    en: ClassVar[str] = "Help plan"
    fact: ClassVar[str] = "help_planned"
    article: ClassVar[str] = "条例37"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["help_plan"] = "help_plan"
    measures: Annotated[tuple[Measure, ...], Field(min_length=1, max_length=20, title="措施")]
    consent: Annotated[bool, said("本人同意", "Consent")]


class Instruct(BaseCommand):
    """A leader's signed instruction on the matter, to the lead or to named bodies, with a deadline.

    With `like_places` the bodies look at similar places too; what they find becomes new matters.
    """

    zh: ClassVar[str] = "批示"
    en: ClassVar[str] = "Instruct"
    fact: ClassVar[str] = "instructed"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["instruct"] = "instruct"
    text: Annotated[Prose, said("批示", "Text")]
    due: Annotated[Moment | None, said("期限", "Due")] = None
    bodies: Annotated[tuple[BodyCode, ...], Field(max_length=30, title="承办单位")] = ()
    like_places: Annotated[bool, said("举一反三", "Check like places")] = False
    places_due: Annotated[Moment | None, said("排查期限", "Like places due")] = None


class Advise(BaseCommand):
    """One of the three kinds of advice to a body, to be answered in writing."""

    zh: ClassVar[str] = "提出建议"
    en: ClassVar[str] = "Advise"
    fact: ClassVar[str] = "advised"
    article: ClassVar[str] = "条例40"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["advise"] = "advise"
    kind: Annotated[
        Literal["improve_work", "improve_policy", "accountability"], said("种类", "Kind")
    ]
    body: Annotated[BodyCode, said("单位", "Body")]
    text: Annotated[Prose, said("建议", "Text")]
    due: Annotated[Moment | None, said("期限", "Due")] = None


class RootCause(BaseCommand):
    """Look back: the cause, whose duty it was, what should change.

    Bodies it is `shared` with read it (discipline, inspection tours, those who appoint) and say so.
    """

    zh: ClassVar[str] = "复盘溯源"
    en: ClassVar[str] = "Root-cause review"
    fact: ClassVar[str] = "root_cause_recorded"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["root_cause"] = "root_cause"
    cause: Annotated[Prose, said("原因", "Cause")]
    duty: Annotated[Prose, said("责任", "Duty")]
    change: Annotated[Prose, said("改进", "Change")]
    shared: Annotated[
        tuple[BodyCode, ...], Field(max_length=20), said("抄送单位", "Shared with")
    ] = ()


class RecordVisit(BaseCommand):
    """Record a visit paid over the matter."""

    zh: ClassVar[str] = "走访"
    en: ClassVar[str] = "Record visit"
    fact: ClassVar[str] = "visit_recorded"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["record_visit"] = "record_visit"
    campaign: Annotated[WordCode | None, said("走访活动", "Campaign")] = None
    outcome: Annotated[WordCode, said("结果", "Outcome")]
    text: Annotated[Prose | None, said("说明", "Text")] = None


Handling = (
    Note
    | Contact
    | Arrive
    | Plan
    | Reply
    | Conclude
    | ProposeOpinion
    | RecordAgreement
    | RecordPerformance
    | LegalOpinion
    | ExpertOpinion
    | HelpPlan
    | Instruct
    | Advise
    | RootCause
    | RecordVisit
)
