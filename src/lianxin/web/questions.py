"""Forms made from what a command declares: each field becomes a question with its kind of answer."""

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pydantic import AwareDatetime, BaseModel, ValidationError
from pydantic.fields import FieldInfo

from lianxin.rules import naming
from lianxin.rules.commands.shapes import Deposited
from lianxin.rules.time.calendar import CHINA
from lianxin.web import options
from lianxin.web.options import Option

Kind = Literal["text", "texts", "line", "yes_no", "check", "choice", "number", "moment", "moments"]
Answer = Kind | Literal["code", "codes", "files", "rows"]
FEW = 6
"""Up to so many answers stand side by side; more are a list."""
ROWS = 3
"""So many empty rows stand ready where several of a thing may be told, and so many more are added."""
MOST_ROWS = 100
SEVERAL = frozenset({"rows", "texts", "moments"})
"""Kinds of answers in which one of several may be wrong."""
MORE = "more"
"""What the button that adds rows sends, with the name of their question."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to be told: what it is called, how it is answered, what was told and is wrong.

    `names` is what a code names, as its field declares it: what may be chosen goes by that.
    `listed`: it is answered from a list, be it empty; `sought`: what was looked for in a long one
    (None: it is shown whole), of which `left` more entries are not shown.
    """

    name: str
    label: str
    kind: Answer
    required: bool
    article: str = ""
    options: tuple[Option, ...] = ()
    default: str = ""
    value: str = ""
    values: tuple[str, ...] = ()
    fault: str = ""
    rows: tuple[tuple["Question", ...], ...] = field(default=())
    names: naming.Kind | None = None
    listed: bool = False
    sought: str | None = None
    left: int = 0

    @property
    def is_list(self) -> bool:
        """Whether it is answered from a list and not typed."""
        return self.listed or bool(self.options)

    @property
    def numbered_rows(self) -> list[tuple[int, tuple["Question", ...]]]:
        """Its rows with their numbers, as one counts."""
        return list(enumerate(self.rows, start=1))

    @property
    def fault_list(self) -> list[str]:
        """What is wrong, as a list of none or one."""
        return [self.fault] if self.fault else []

    @property
    def is_few(self) -> bool:
        """Whether it is a choice of so few answers that all stand side by side."""
        return self.kind == "choice" and len(self.options) <= FEW

    @property
    def id(self) -> str:
        """The id of its field on the page."""
        return f"q-{self.name}".replace(".", "-")


def of(cls: type[BaseModel], *, under: str = "") -> tuple[Question, ...]:
    """Return the questions of a command, in the order of its declaration."""
    listed: list[Question] = []
    for name, info in cls.model_fields.items():
        if name in {"command", "act"}:
            continue
        inner = _shape(info.annotation)
        if inner is not None and not _is_many(info.annotation):
            # A part that may be left out as a whole: its own questions then may be, too.
            listed += [
                replace(question, required=False) for question in of(inner, under=f"{under}{name}.")
            ]
        else:
            mark = naming.names_of(cls).get(name)
            question = _question(f"{under}{name}", info, inner)
            listed.append(replace(question, names=mark.kind if mark else None))
    return tuple(listed)


def with_rows(questionnaire: tuple[Question, ...], sent: QueryDict) -> tuple[Question, ...]:
    """Return the questions with as many rows as were sent, and more where somebody asked for them."""
    return tuple(
        replace(question, rows=_rows(question, sent)) if question.rows else question
        for question in questionnaire
    )


def _rows(question: Question, sent: QueryDict) -> tuple[tuple[Question, ...], ...]:
    first = question.rows[0]
    head = f"{question.name}."
    places = [
        int(place)
        for name in sent
        if name.startswith(head)
        for place in (name.removeprefix(head).partition(".")[0],)
        if place.isdecimal() and len(place) < len(str(MOST_ROWS)) + 1
    ]
    count = max(ROWS, *(place + 1 for place in places), 0)
    if sent.get(MORE) == question.name:
        count += ROWS
    return tuple(
        tuple(_at(one, f"{head}0.", f"{head}{place}.") for one in first)
        for place in range(min(count, MOST_ROWS))
    )


def _at(question: Question, before: str, after: str) -> Question:
    return replace(question, name=after + question.name.removeprefix(before))


def fields_told(questionnaire: tuple[Question, ...], sent: QueryDict) -> dict[str, Any]:
    """Return the fields of a command as somebody told them; what was left empty is left out."""
    fields: dict[str, Any] = {}
    for question in questionnaire:
        value = _value(question, sent)
        if value is None:
            continue
        head, _dot, tail = question.name.partition(".")
        if tail:
            fields.setdefault(head, {})[tail] = value
        else:
            fields[head] = value
    return fields


def filled(
    questionnaire: tuple[Question, ...], sent: QueryDict, wrong: Mapping[str, str]
) -> tuple[Question, ...]:
    """Return the questions with what was told kept, and what is wrong beside it."""
    return tuple(
        replace(
            question,
            value=str(sent.get(question.name, "")),
            values=tuple(sent.getlist(question.name)),
            fault=wrong.get(question.name, ""),
            rows=tuple(filled(row, sent, wrong) for row in question.rows),
        )
        for question in questionnaire
    )


def faults(
    questionnaire: tuple[Question, ...], wrong: ValidationError, sent: QueryDict
) -> dict[str, str]:
    """Return what is wrong, by the name of the question, and in which row or line of it.

    What belongs to no single question stands under the empty name.
    """
    by_name = {question.name: question for question in questionnaire}
    longest = sorted(by_name, key=len, reverse=True)
    reasons: dict[str, str] = {}
    for error in wrong.errors(include_url=False, include_input=False):
        # The first part of the place is the command's own name where a union was asked.
        path = ".".join(str(part) for part in error["loc"] if not isinstance(part, int))
        name = next((candidate for candidate in longest if f".{candidate}." in f".{path}."), "")
        place = next((part for part in error["loc"] if isinstance(part, int)), None)
        said = reason(error["type"])
        if not name or place is None or by_name[name].kind not in SEVERAL:
            reasons.setdefault(name, said if name else _("填的内容合不到一起，请再看看。"))
            continue
        spot, row = _spot(by_name[name], place, error["loc"], sent)
        if spot not in reasons and not (spot == name and _has_fault(by_name[name], row, reasons)):
            reasons[spot] = _("第%(row)s行：%(fault)s") % {"row": row + 1, "fault": said}
    return reasons


def _spot(
    question: Question, place: int, path: tuple[int | str, ...], sent: QueryDict
) -> tuple[str, int]:
    """Return where a fault of one of several stands: its field where it names one, and its row."""
    if question.kind != "rows":
        return question.name, place
    used = [row for row, _told in _used(question, sent)]
    row = used[place] if place < len(used) else place
    parts = {str(part) for part in path}
    names_of_row = [one.name for one in question.rows[row]] if row < len(question.rows) else []
    fields = [name for name in names_of_row if name.rpartition(".")[2] in parts]
    return (fields[0] if fields else question.name), row


def _has_fault(question: Question, row: int, reasons: Mapping[str, str]) -> bool:
    return row < len(question.rows) and any(one.name in reasons for one in question.rows[row])


def all_faults(questionnaire: tuple[Question, ...]) -> list[Question]:
    """Return the questions whose answers are wrong, those of rows too, in the order of the form."""
    wrong = []
    for question in questionnaire:
        wrong += [question] if question.fault else []
        wrong += [one for row in question.rows for one in row if one.fault]
    return wrong


def reason(kind: str) -> str:
    """Return what is wrong with an answer, by the kind of its fault."""
    if kind in {"missing", "string_too_short", "too_short"}:
        return _("这一项要填。")
    if kind in {"string_too_long", "too_long"}:
        return _("写得太长了。")
    if kind.startswith(("int", "greater", "less")):
        return _("请填一个合适的数。")
    if kind.startswith("datetime"):
        return _("请填一个时间。")
    return _("这一项不对，请再看看。")


def _question(name: str, info: FieldInfo, inner: type[BaseModel] | None) -> Question:
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    english = (get_language() or "").startswith("en")
    words = name.rpartition(".")[2].replace("_", " ").capitalize()
    label = str(extra.get("en") or words) if english else str(info.title or words)
    kind = _kind(info, inner)
    question = Question(
        name=name,
        label=label,
        kind=kind,
        required=info.is_required(),
        article=str(extra.get("article", "")),
        options=_literals(name, info) if kind in {"choice", "codes"} else (),
        default=_default(info),
    )
    if inner is not None:
        rows = tuple(of(inner, under=f"{name}.{place}.") for place in range(ROWS))
        return replace(question, rows=rows)
    return question


def _default(info: FieldInfo) -> str:
    if info.is_required() or info.default is None or info.default == ():
        return ""
    return "yes" if info.default is True else str(info.default)


def _kind(info: FieldInfo, inner: type[BaseModel] | None) -> Answer:
    if inner is not None:
        return "rows"
    many = _is_many(info.annotation)
    marks = set(_marks(info))
    if "uuid" in marks:
        return "files"
    if "text" in marks:
        return "texts" if many else "text"
    if "code" in marks:
        return "codes" if many else "code"
    return _plain(info.annotation, info, many)


def _plain(annotation: Any, info: FieldInfo, many: bool) -> Answer:
    bare = set(_bare(annotation))
    if any(get_origin(part) is Literal for part in bare):
        return "codes" if many else "choice"
    if bool in bare:
        # What is false until somebody says so is ticked; anything else is answered, yes or no.
        return "check" if info.default is False else "yes_no"
    # A moment with its zone is a type of its own to pydantic, not a datetime.
    if bare & {datetime, AwareDatetime}:
        return "moments" if many else "moment"
    if bare & {int, float}:
        return "number"
    return "texts" if many else "line"


def _marks(info: FieldInfo) -> Iterator[str]:
    """What the declaration says of a string: a text to deposit, a code, or the id of a file."""
    for meta in (*info.metadata, *_metadata(info.annotation)):
        if isinstance(meta, Deposited):
            yield "text"
        pattern = str(getattr(meta, "pattern", "") or "")
        if pattern.startswith("^[0-9a-f]{8}-"):
            yield "uuid"
        elif pattern.startswith("^[A-Za-z0-9]"):
            yield "code"


def _metadata(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for inner in get_args(annotation):
        yield from _metadata(inner)


def _bare(annotation: Any) -> Iterator[Any]:
    origin = get_origin(annotation)
    if origin is Literal:
        yield annotation
    elif origin in {Annotated, Union, types.UnionType, tuple}:
        for inner in get_args(annotation):
            yield from _bare(inner)
    elif isinstance(annotation, type):
        yield annotation


def _is_many(annotation: Any) -> bool:
    if get_origin(annotation) is tuple:
        return True
    if get_origin(annotation) in {Annotated, Union, types.UnionType}:
        return any(_is_many(inner) for inner in get_args(annotation))
    return False


def _shape(annotation: Any) -> type[BaseModel] | None:
    for part in _bare(annotation):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _literals(name: str, info: FieldInfo) -> tuple[Option, ...]:
    last = name.rpartition(".")[2]
    for part in _bare(info.annotation):
        if get_origin(part) is Literal:
            return tuple(
                Option(str(code), options.word(last, str(code))) for code in get_args(part)
            )
    return ()


def _value(question: Question, sent: QueryDict) -> Any:
    kind = question.kind
    if kind == "rows":
        return [told for _place, told in _used(question, sent)] or None
    if kind in {"codes", "files"}:
        return [choice for choice in sent.getlist(question.name) if choice] or None
    if kind == "check":
        return bool(sent.get(question.name, ""))
    value = str(sent.get(question.name, "")).strip()
    if not value:
        return None
    return _read(kind, value)


def _read(kind: Answer, value: str) -> Any:
    if kind == "yes_no":
        return value == "yes"
    if kind == "texts":
        return [line.strip() for line in value.splitlines() if line.strip()]
    if kind == "moment":
        return moment(value)
    if kind == "moments":
        return [moment(line.strip()) for line in value.splitlines() if line.strip()]
    return value


def moment(value: str) -> str:
    """Return a moment as a browser writes it as one of China's; anything else as it is."""
    try:
        local = datetime.fromisoformat(value)
    except ValueError:
        return value
    return (local if local.tzinfo else local.replace(tzinfo=CHINA)).isoformat()


def _used(question: Question, sent: QueryDict) -> list[tuple[int, dict[str, Any]]]:
    """Return the rows in which something was told beside what stands there anyway, with their place."""
    rows = []
    for place, row in enumerate(question.rows):
        told = {one.name.rpartition(".")[2]: _value(one, sent) for one in row}
        touched = (
            told[name] not in (None, False) and str(sent.get(one.name, "")) != one.default
            for one in row
            for name in (one.name.rpartition(".")[2],)
        )
        if any(touched):
            rows.append((place, {name: value for name, value in told.items() if value is not None}))
    return rows
