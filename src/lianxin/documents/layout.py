"""Lays a paper out: a template and its values give what the forms of PDF and Word both print."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lianxin.documents.templates import NAME, Template, WordingRow
from lianxin.documents.wording import hidden, numeral

Value = str | bool | Sequence[Mapping[str, str]]
Values = Mapping[str, Value]
Laid = dict[str, Any]
FONT_OF_FIELD = 5
"""Characters that the lines of a long field stand in from the margin, at least."""


class Lacking(Exception):
    """The case does not tell yet what the paper has to say; `names` are the empty fields."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


def lay(template: Template, values: Values, *, draft: bool = False) -> Laid:
    """Return the paper as laid out; a draft may still have gaps, drawn as dashes.

    Raises Lacking for an issued paper whose required fields are empty.
    """
    empty = sorted(name for name in _asked(template, values) if not values.get(name))
    # A gap in what goes out is a fault; a draft shows the gap to whoever has to fill it.
    if empty and not draft:
        raise Lacking(empty)
    said = {**values, **dict.fromkeys(empty, "＿＿＿＿")}
    rows = list(_rows(template, said))
    fill = _Filler(said)
    copies = fill(template.copies) if _says(template.copies, said) else ""
    return {
        "code": template.code,
        "label": template.label.zh,
        "form": template.form,
        "body": str(said.get("body.name", "")),
        "serial": str(said.get("paper.serial", "")),
        "title": fill(template.title),
        "addressee": fill(template.addressee),
        "rows": rows,
        "sign": _sign(template, said),
        "notes": [fill(note) for note in template.notes if _says(note, said)],
        "copies": copies,
        "printed": _printed(template, said) if copies else [],
        "foot": fill(template.foot),
        "mark": "送审稿" if draft else "",
    }


def masked(laid: Laid, pairs: Sequence[tuple[str, str]]) -> Laid:
    """Return the paper for somebody who may not see whose it is."""
    copy: Laid = _replaced(laid, pairs)
    # A draft stays marked as a draft: masked or not, it is nothing to rely on.
    return copy | {"mark": laid["mark"] or "脱敏件"}


def _says(line: str, values: Values) -> bool:
    """Whether a line that names fields has a value for any of them."""
    names = NAME.findall(line)
    return bool(line) and (not names or any(values.get(name) for name in names))


def _replaced(node: Any, pairs: Sequence[tuple[str, str]]) -> Any:
    if isinstance(node, str):
        return hidden(node, pairs)
    if isinstance(node, Mapping):
        return {key: _replaced(value, pairs) for key, value in node.items()}
    if isinstance(node, list):
        return [_replaced(item, pairs) for item in node]
    return node


def _asked(template: Template, values: Values) -> frozenset[str]:
    """The fields of the rows that will stand on the paper."""
    skipped = {
        name
        for row in template.rows
        if not _stands(row, values)
        for words in row.words
        for name in NAME.findall(words)
    }
    standing = {
        name
        for row in template.rows
        if _stands(row, values) and row.each is None
        for words in row.words
        for name in NAME.findall(words)
    }
    return template.required - (skipped - standing)


def _stands(row: WordingRow, values: Values) -> bool:
    if row.when is not None and not values.get(row.when):
        return False
    if row.unless is not None and values.get(row.unless):
        return False
    return row.each is None or bool(values.get(row.each))


class _Filler:
    """Puts values in the places of a text."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.values = values

    def __call__(self, text: str) -> str:
        return NAME.sub(lambda field: str(self.values.get(field[1], "")), text)


def _rows(template: Template, values: Values) -> Iterator[dict[str, Any]]:
    heads = 0
    for row in template.rows:
        if not _stands(row, values):
            continue
        if row.head is not None and "{h}" in row.head:
            heads += 1
        local = {**values, "h": numeral(heads)}
        if row.columns:
            yield _table(row, values)
        elif row.each is not None:
            for n, item in enumerate(_items(row, values), 1):
                parts = {f"item.{part}": value for part, value in item.items()}
                yield from _row(row, {**local, **parts, "n": str(n), "n.zh": numeral(n)})
        else:
            yield from _row(row, local)


def _items(row: WordingRow, values: Values) -> Sequence[Mapping[str, str]]:
    return _list(values.get(row.each or ""))


def _list(value: object) -> Sequence[Mapping[str, str]]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def _row(row: WordingRow, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    fill = _Filler(values)
    if row.field is not None:
        name = fill(row.field)
        indent = max(FONT_OF_FIELD, len(name))
        yield {"kind": "field", "name": name, "text": fill(row.text or ""), "indent": indent}
        return
    for kind in ("head", "left", "centre", "text"):
        wording = getattr(row, kind)
        if wording is not None:
            # What somebody wrote in several paragraphs stays in several.
            for line in fill(wording).splitlines():
                if line.strip():
                    yield {"kind": kind, "text": line.strip()}
            return


def _table(row: WordingRow, values: Values) -> dict[str, Any]:
    items = _items(row, values)
    return {
        "kind": "table",
        "columns": [column.zh for column in row.columns],
        "widths": [column.width for column in row.columns],
        "lines": [
            [str(n) if column.part == "n" else item.get(column.part, "") for column in row.columns]
            for n, item in enumerate(items, 1)
        ],
    }


def _sign(template: Template, values: Values) -> dict[str, Any]:
    fill = _Filler(values)
    date = str(values.get("paper.date", "")) if template.dated else ""
    if template.sign == "seal":
        return {"kind": "seal", "body": str(values.get("body.name", "")), "date": date}
    if template.sign == "hands":
        each = _list(values.get(template.hands_each))
        lines = [hand["text"] for hand in each] or [fill(hand) for hand in template.hands]
        return {"kind": "hands", "lines": lines, "columns": template.hands_columns, "date": date}
    return {"kind": "none"}


def _printed(template: Template, values: Values) -> list[str]:
    if template.form != "letter":
        return []
    return [str(values.get("body.name", "")), f"{values.get('paper.date', '')}印发"]
