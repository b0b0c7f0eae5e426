"""One sentence per refusal, in both languages; `{names}` are filled from the refusal's values."""

from types import MappingProxyType

from lianxin.rules.refusals import Refused

SENTENCES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "not_visible": ("没有这件事项。", "There is no such case."),
        "not_yours": (
            "这一步由{by}来办。",
            "This step is for: {by}.",
        ),
        "not_now": (
            "现在还不能做这一步：事项处于“{stage}”。",
            "This cannot be done now: the case stands at {stage}.",
        ),
        "unmet": ("还不能办理：有条件未满足。", "Not yet: a condition is not met."),
        "respondent": (
            "被反映的单位或个人不得经办这件事项。",
            "A body or person complained of may not handle this case.",
        ),
        "recused": ("已回避的人员不能办理这件事项。", "A recused person may not act on this case."),
        "no_such": ("没有“{name}”。", "There is no {name}."),
        "version_changed": (
            "事项已被别人更新，请刷新后再办。",
            "The case has changed since you read it; read it again.",
        ),
        "version_missing": (
            "没有带回表单打开时的事项版本，没有提交；请核对后再提交一次。",
            "The form did not bring back the version of the case that it was opened with, and"
            " nothing was done; look at it again and send it once more.",
        ),
        "key_reused": (
            "同一个幂等键已用于另一份内容。",
            "This idempotency key was used with another content.",
        ),
        "second_extension": (
            "只能延期{times}次。",
            "A clock may be extended only {times} time(s).",
        ),
        "extension_too_long": (
            "延期不得超过{limit}。",
            "An extension may not exceed {limit}.",
        ),
        "too_many_representatives": (
            "代表不得超过5人。",
            "A group may send at most five representatives.",
        ),
        "document_missing": ("缺少文书：{document}。", "A document is missing: {document}."),
        "not_signed": ("文书尚未签完：{document}。", "Not signed yet: {document}."),
        "out_of_order": (
            "请按顺序审签：现在该由{next}签。",
            "Signatures go in order: {next} is next.",
        ),
        "step_out_of_order": (
            "请按步骤办理：现在该办“{next}”。",
            "Steps go in order: {next} comes first.",
        ),
        "undecided": (
            "第{items}件还没有定下决定、责任单位和期限，也没有缓议。",
            "Not decided with an owner and a deadline, nor put off: item {items}.",
        ),
        "no_quorum": ("出席人数不足。", "There is no quorum."),
        "no_consent": ("没有取得本人同意。", "Consent is missing."),
        "may_not_return": (
            "该单位不得再退回这件事项。",
            "This body may not return the case again.",
        ),
        "simple_excluded": (
            "这件事项不适用简易办理。",
            "The simple procedure does not apply to this case.",
        ),
        "pending_elsewhere": (
            "同一事项正由{lead}在规定期限内办理，请向其查询。",
            "The same matter is being handled in time by {lead}.",
        ),
        "ended": (
            "程序已经终结，同一事实和理由不再受理。",
            "The procedure has ended; the same facts are not accepted again.",
        ),
        "self_check": ("不能由经办人自己来做。", "The handler may not do this himself."),
        "future": ("时间不能晚于现在。", "A moment may not lie in the future."),
        "past": ("期限不能早于现在。", "A due moment may not lie in the past."),
        "addressee_missing": (
            "导入其他程序的，要写明向哪个机关、单位提出。",
            "A matter that goes another way is told at which door.",
        ),
        "proof_missing": (
            "这种送达方式要写明凭证。",
            "This way of delivery needs its proof.",
        ),
        "before_issue": (
            "送达时间不能早于文书签发的时间。",
            "A paper is not delivered before it was issued.",
        ),
        "ways_untold": (
            "约定没有履行，须告知当事人其他解决途径。",
            "A term was not performed: the parties must be told the other ways.",
        ),
        "duplicate_urge": ("今天已经催办过了。", "The case was urged today already."),
    }
)


class _Known(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "—"


def sentence(refused: Refused, lang: str = "zh") -> str:
    """Return the refusal in words; a value it lacks shows as a dash."""
    zh, en = SENTENCES[refused.code]
    values = {
        key: "、".join(map(str, value)) if isinstance(value, tuple | list | frozenset) else value
        for key, value in refused.why.items()
    }
    return (zh if lang.startswith("zh") else en).format_map(_Known(values))
