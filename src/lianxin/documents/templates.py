"""A template: the wording of one paper as data, every name in it checked, every fault with its line."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from lianxin.documents.fields import FIELDS
from lianxin.rules import facts
from lianxin.rules.faults import Fault, Flaw
from lianxin.rules.model_faults import of_model

NAME = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)*)\}")
BRACE = re.compile(r"[{}]")
OF_SERIALS = frozenset({"mark", "year", "n"})
OWN = frozenset({"issued", "delivered", "published"})
"""Facts that name the paper themselves; any other fact makes its paper by happening."""
LEAVES = frozenset({"petitioner", "body", "public", "parties"})
"""Readers beyond the office that makes the paper."""
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Words = Annotated[str, Field(max_length=4000)]


class WordingShape(BaseModel):
    """A frozen part of a template; what is not named here is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class WordingLabel(WordingShape):
    """What a paper is called."""

    zh: Annotated[str, Field(min_length=1, max_length=60)]
    en: Annotated[str, Field(min_length=1, max_length=90)]


class Column(WordingShape):
    """A column of a table: its heading, the item's part (or `n`), its share of the width."""

    zh: str
    part: str
    width: Annotated[int, Field(ge=1, le=100)] = 1


class WordingRow(WordingShape):
    """One paragraph, heading, field or table; `when`/`unless` name fields that decide whether."""

    text: Words | None = None
    head: Words | None = None
    left: Words | None = None
    centre: Words | None = None
    field: Words | None = None
    each: str | None = None
    columns: tuple[Column, ...] = ()
    when: str | None = None
    unless: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """Return everything in the row that may name a field."""
        texts = (self.text, self.head, self.left, self.centre, self.field)
        return tuple(text for text in texts if text is not None)


def _rows(rows: Any) -> Any:
    return [{"text": row} if isinstance(row, str) else row for row in rows]


class Template(WordingShape):
    """The wording of one paper.

    `hands_each` names a list whose items are the lines to sign on; `hands` serve where it is empty.
    `made_by`: the facts that make it (`advised:improve_work`). `for_whom`: the petitioner, a body,
    the public, both parties, or the office alone. `serial` without a value: the paper has none.
    """

    code: Code
    label: WordingLabel
    edition: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    form: Literal["letter", "plain"] = "letter"
    for_whom: Literal["petitioner", "body", "public", "parties", "office"]
    made_by: Annotated[tuple[str, ...], Field(min_length=1)] = ("issued", "delivered")
    by: Literal["actor", "lead", "centre", "reviewer"] = "actor"
    series: Annotated[str, Field(max_length=20)] = ""
    serial: Annotated[str, Field(max_length=80)] = ""
    title: Words
    addressee: Words = ""
    rows: Annotated[tuple[WordingRow, ...], BeforeValidator(_rows), Field(min_length=1)]
    sign: Literal["seal", "hands", "none"] = "seal"
    hands: tuple[Words, ...] = ()
    hands_each: str = ""
    hands_columns: Annotated[int, Field(ge=1, le=4)] = 2
    dated: bool = True
    notes: tuple[Words, ...] = ()
    copies: Words = ""
    foot: Words = ""
    article: str = ""
    source: str = ""

    @property
    def names(self) -> frozenset[str]:
        """Return every field that the template asks for."""
        return frozenset(name for _, name, _ in _named(self))

    @property
    def required(self) -> frozenset[str]:
        """Return the fields without which the paper says nothing: those no condition guards."""
        return frozenset(name for _, name, free in _named(self) if not free)


@dataclass(frozen=True, slots=True)
class WordingSource:
    """A template with its own look, if it has one: `layout` (typst) and `word` (docx)."""

    template: Template
    text: str
    file: str
    layout: str = ""
    word: bytes = b""

    @property
    def digest(self) -> str:
        """Return what the version is known by: everything that decides how the paper comes out."""
        parts = (self.text.encode(), self.layout.encode(), self.word)
        return sha256(b"\0".join(sha256(part).digest() for part in parts)).hexdigest()


def parse(text: str, *, file: str) -> tuple[Template | None, list[Fault]]:
    """Return the template that a text holds, or every fault in it with file and line."""
    try:
        fields = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        place = re.search(r"line (\d+)", str(problem))
        line = int(place[1]) if place else 0
        return None, [Fault(file, line, "", Flaw("not_toml", problem=str(problem)))]
    try:
        template = Template.model_validate(fields)
    except ValidationError as wrong:
        return None, [_shape(fault, text, file) for fault in wrong.errors()]
    faults = [*_names(template, text, file), *_makers(template, text, file)]
    return (None, faults) if faults else (template, [])


def _shape(error: Any, text: str, file: str) -> Fault:
    place = [str(part) for part in error["loc"]]
    return Fault(file, _line_of(text, place), ".".join(place), of_model(error))


def _line_of(text: str, place: list[str]) -> int:
    """A row stands on a line of its own; anything else on the line that begins with its name."""
    lines = text.splitlines()
    if place[:1] == ["rows"] and len(place) > 1 and place[1].isdecimal():
        begun = next((n for n, line in enumerate(lines) if line.startswith("rows")), 0)
        rows = [n for n, line in enumerate(lines) if n > begun and line.lstrip()[:1] in ("{", '"')]
        return rows[int(place[1])] + 1 if int(place[1]) < len(rows) else 0
    return next((n for n, line in enumerate(lines, 1) if place and line.startswith(place[0])), 0)


def _marked(text: str, mark: str) -> int:
    return next((n for n, line in enumerate(text.splitlines(), 1) if mark in line), 0)


def _whole(template: Template) -> Iterator[tuple[str, WordingRow | None]]:
    for words in (
        template.title,
        template.addressee,
        template.copies,
        template.foot,
        *template.hands,
        *template.notes,
    ):
        yield words, None
    for row in template.rows:
        for words in row.words:
            yield words, row


def _named(template: Template) -> Iterator[tuple[str, str, bool]]:
    """Yield where a field is named, which, and whether the paper can do without."""
    for words, row in _whole(template):
        for name in NAME.findall(words):
            if not _local(name, row):
                guarded = row is not None and name in (row.when, row.each)
                yield words, name, guarded or row is None
    if template.hands_each:
        yield template.hands_each, template.hands_each, True
    for row in template.rows:
        for field in (row.when, row.unless, row.each):
            if field is not None:
                yield field, field, True


def _local(name: str, row: WordingRow | None) -> bool:
    if row is None:
        return False
    if row.each is not None and (name in {"n", "n.zh"} or name.partition(".")[0] == "item"):
        return True
    return name == "h"


def _names(template: Template, text: str, file: str) -> Iterator[Fault]:
    for words, name, _ in _named(template):
        mark = name if words == name else "{" + name + "}"
        flaw = _barred(name, template)
        if flaw is not None:
            yield Fault(file, _marked(text, mark), "", flaw)
    for words, _ in _whole(template):
        if BRACE.search(NAME.sub("", words)):
            yield Fault(file, _marked(text, words[:20]), "", Flaw("brace_without_field"))
    for row in template.rows:
        yield from _items(row, text, file)
    yield from _of_serial(template, text, file)


def _barred(name: str, template: Template) -> Flaw | None:
    field = FIELDS.get(name)
    if field is None:
        return Flaw("unknown_field", name=name)
    if field.accused and template.for_whom in LEAVES:
        return Flaw("field_of_the_accused", name=name)
    return None


def _of_serial(template: Template, text: str, file: str) -> Iterator[Fault]:
    for name in re.findall(r"\{(.*?)\}", template.serial):
        if name not in OF_SERIALS:
            flaw = Flaw("unknown_serial_part", name=name)
            yield Fault(file, _marked(text, "serial ="), "serial", flaw)
    if template.serial and "{n}" not in template.serial:
        yield Fault(file, _marked(text, "serial ="), "serial", Flaw("serial_without_number"))


def _items(row: WordingRow, text: str, file: str) -> Iterator[Fault]:
    """A row for each item of a list names the parts of its items alone."""
    names = [name for words in row.words for name in NAME.findall(words)]
    if row.each is None:
        for name in names:
            if FIELDS.get(name, FIELDS["case.number"]).kind != "text":
                yield Fault(file, _marked(text, name), "", Flaw("not_text_field", name=name))
        if row.columns:
            yield Fault(file, _marked(text, row.columns[0].zh), "", Flaw("columns_without_each"))
        return
    field = FIELDS.get(row.each)
    if field is None or field.kind != "list":
        flaw = Flaw("not_list_field", name=row.each)
        yield Fault(file, _marked(text, f'"{row.each}"'), "", flaw)
        return
    parts = [name.removeprefix("item.") for name in names if name.startswith("item.")]
    parts += [column.part for column in row.columns if column.part != "n"]
    for part in parts:
        if part not in field.parts:
            flaw = Flaw("unknown_part", name=part)
            yield Fault(file, _marked(text, f'"{row.each}"'), "", flaw)


def _makers(template: Template, text: str, file: str) -> Iterator[Fault]:
    for token in template.made_by:
        if token.partition(":")[0] not in facts.NAMES:
            flaw = Flaw("unknown_maker", name=token)
            yield Fault(file, _marked(text, "made_by"), "made_by", flaw)
