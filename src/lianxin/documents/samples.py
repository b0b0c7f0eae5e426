"""A wording printed with invented values, so that an office sees it before a case needs it."""

from datetime import datetime

from lianxin.documents.fields import FIELDS
from lianxin.documents.layout import Laid, lay
from lianxin.documents.pdf import pdf
from lianxin.documents.templates import Template, WordingSource
from lianxin.documents.wording import day, named

MARK = "样张"
_INVENTED = {
    "petitioner.name": "张某某",
    "petitioner.names": "张某某、李某某",
    "petitioner.address": "某某路1号",
    "petitioner.phone": "138****0000",
    "petitioner.id_number": "******************",
    "petitioner.you": "你",
    "paper.serial": "某信〔2026〕1号",
    "case.number": "样张-260302-AAAAAA",
    "case.title": "反映路灯不亮的问题",
    "case.text": "小区门口路灯半个月不亮，夜间出行不便。",
    "case.head_count": "1",
    "case.word": "信访事项",
    "diversion.way": "行政复议、行政裁决、行政确认、行政许可、行政处罚等行政程序",
    "diversion.addressee": "县人民政府行政复议机构",
    "diversion.note": "行政复议应当自知道该行政行为之日起六十日内申请。",
    "extension.days": "30",
    "order.days": "10",
}
_DATES = ("_on", ".on", ".until", ".date")


def sample(source: WordingSource, *, body: str, at: datetime) -> bytes:
    """Return a wording as PDF, filled with what each field is called or an invented value.

    Marked as a sample, without serial of its own; `body` is the name of the office that looks.
    """
    return pdf(laid(source.template, body=body, at=at), at=at, layout=source.layout)


def laid(template: Template, *, body: str, at: datetime) -> Laid:
    """Return a wording laid out with invented values, marked as a sample."""
    values = {name: _value(name, body, at) for name in FIELDS}
    sample: Laid = lay(template, values, draft=True)
    return sample | {"mark": MARK}


def _value(name: str, body: str, at: datetime) -> "str | bool | list[dict[str, str]]":
    field = FIELDS[name]
    if field.kind == "flag":
        # Of several outcomes one is true, or the paper says each of them.
        return name.endswith((".supported", ".upheld", ".accepted"))
    if field.kind == "list":
        return [{part: _part(part, n, at) for part in field.parts} for n in (1, 2)]
    if name == "body.name":
        return named(body)
    if name.endswith(_DATES):
        return day(at)
    return _INVENTED.get(name, f"（{field.zh}）")


def _part(part: str, n: int, at: datetime) -> str:
    if part.endswith("_on"):
        return day(at)
    return {"name": "王某某", "role": "成员", "number": f"样张-{n}"}.get(part, f"（第{n}项）")
