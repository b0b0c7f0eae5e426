"""Filling in a form by hand: what may be chosen is chosen by its name, only words are typed."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from lianxin.cases import book as books
from lianxin.org.models import Category
from lianxin.people import officers
from lianxin.rules import naming
from lianxin.rules.naming import PERSONS
from lianxin.rules.time.calendar import CHINA
from tests.walk.forms import TYPED, Button, Control, Form

CHINESE = re.compile(r"[一-鿿]")
CODE = "^[A-Za-z0-9]"
Called = Callable[[str | None, str], str]
COPIED = frozenset({"external_id"})
"""Codes that stand on what somebody holds in his hand: a number of another house. The number of a
matter stands on each of its papers and pages, and is copied as well."""
FIND, NARROW, MORE = "find.", "narrow", "more"
"""A long list has a field to look in and a button beside it; rows have a button for more."""


class NotOffered(Exception):
    """What a page does not offer: the field, by its path, and why it cannot be told there."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field = re.sub(r"\.\d+", ".*", field)
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.field}: {self.reason}" if self.field else self.reason


Send = Callable[[Form, dict[str, list[str]], Button], Form]
"""Sends a form by one of its buttons and returns the form that comes back."""


def as_it_stands(form: Form, answers: dict[str, list[str]], button: Button) -> Form:
    """Send nothing: the form is all there is."""
    return form


class Filling:
    """A form while it is filled in: begun with what a browser would send, then told field by field.

    `send` presses a button on the way: one that looks in a long list, or adds rows.
    """

    def __init__(
        self,
        form: Form,
        *,
        send: Send = as_it_stands,
        aliases: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
        kinds: Mapping[str, str] = MappingProxyType({}),
        called: Called | None = None,
    ) -> None:
        self.form = form
        self.answers = form.sends()
        self.called = called or in_the_preset
        self.send, self.aliases, self.kinds = send, aliases, kinds

    def tell(
        self, command: BaseModel, *, under: str = "", leaving: frozenset[str] = frozenset()
    ) -> None:
        """Tell every field that was set; raises NotOffered for the first that cannot be told."""
        for name in type(command).model_fields:
            if name in {"command", "act"} | leaving or name not in command.model_fields_set:
                continue
            info = type(command).model_fields[name]
            value = getattr(command, name)
            if value is None or (value == info.default and self._control(f"{under}{name}") is None):
                continue
            self._one(f"{under}{name}", value, info, command)

    def _one(self, path: str, value: Any, info: FieldInfo, of: BaseModel) -> None:
        if isinstance(value, BaseModel):
            self.tell(value, under=f"{path}.")
        elif isinstance(value, tuple) and self._is_of_rows(path, value):
            mark = naming.names_of(type(of)).get(path.rpartition(".")[2])
            self._rows(path, value, kind=mark.kind if mark else None)
        else:
            name = path.rpartition(".")[2]
            mark = naming.names_of(type(of)).get(name)
            kind = mark.kind if mark else self.kinds.get(name)
            is_code = path not in COPIED and kind != "case" and (bool(mark) or _is_code(info))
            self.answer(path, value, kind=kind, is_code=is_code)

    def _is_of_rows(self, path: str, value: tuple[Any, ...]) -> bool:
        return any(isinstance(one, BaseModel) for one in value) or self._has_row(path, 0)

    def _rows(self, path: str, rows: tuple[BaseModel | str, ...], *, kind: str | None) -> None:
        for place, row in enumerate(rows):
            if not self._has_row(path, place):
                self._press(MORE, path)
            if not self._has_row(path, place):
                raise NotOffered(path, "not enough rows" if place else "no field")
            if isinstance(row, str):
                self._word(f"{path}.{place}.", row, kind=kind)
            else:
                self.tell(row, under=f"{path}.{place}.")

    def _word(self, under: str, word: str, *, kind: str | None) -> None:
        """What is told in a single word or sentence stands in the first field of its row."""
        first = next(name for name in self.form.controls if name.startswith(under))
        is_choice = bool(self.form.controls[first].choices)
        self.answer(first, word, kind=kind, is_code=is_choice)

    def _has_row(self, path: str, place: int) -> bool:
        return any(name.startswith(f"{path}.{place}.") for name in self.form.controls)

    def _press(self, name: str, value: str) -> None:
        """Press a button that sends this, where there is one; what was told stays in the form."""
        for button in self.form.buttons:
            if (button.name, button.value) == (name, value):
                self.form = self.send(self.form, self.answers, button)
                self.answers = self.form.sends()
                return

    def _control(self, path: str) -> Control | None:
        for name in (path, *self.aliases.get(path, ())):
            if name in self.form.controls:
                return self.form.controls[name]
        return None

    def answer(
        self, path: str, value: Any, *, kind: str | None = None, is_code: bool = False
    ) -> None:
        """Tell one thing: choose it where there are choices, else type it."""
        control = self._control(path)
        if control is None or control.kind in {"hidden", "file"}:
            raise NotOffered(path, "no field")
        if not CHINESE.search(control.label):
            raise NotOffered(path, "the field has no name")
        if isinstance(value, bool):
            self._yes_or_no(path, control, value=value)
        elif control.choices:
            self._choose(path, control.name, value, kind=kind)
        elif is_code:
            raise NotOffered(path, "a code would have to be typed")
        else:
            self.answers[control.name] = [typed(control, value, path)]

    def _choose(self, path: str, field: str, value: Any, *, kind: str | None) -> None:
        chosen: list[str] = []
        for one in value if isinstance(value, tuple) else (value,):
            name = self.called(kind, str(one))
            if not self._offers(field, one) and f"{FIND}{field}" in self.form.controls:
                self.answers[field] = chosen
                self.answers[f"{FIND}{field}"] = [name]
                self._press(NARROW, field)
            if not self._offers(field, one):
                raise NotOffered(path, "not among what may be chosen")
            chosen.append(choose(self.form.controls[field], one, path, name=name))
        self.answers[field] = chosen

    def _offers(self, field: str, value: Any) -> bool:
        return field in self.form.controls and holds(self.form.controls[field], value)

    def _yes_or_no(self, path: str, control: Control, *, value: bool) -> None:
        if control.kind == "checkbox":
            self.answers[control.name] = [control.choices[0].value] if value else []
            return
        word = "是" if value else "否"
        labelled = [choice.value for choice in control.choices if choice.label == word]
        if not labelled:
            labelled = [c.value for c in control.choices if c.value == ("yes" if value else "no")]
        if not labelled:
            raise NotOffered(path, "neither yes nor no")
        self.answers[control.name] = labelled


def holds(control: Control, value: Any) -> bool:
    """Whether a code is among what may be chosen."""
    return any(alike(choice.value, str(value)) for choice in control.choices)


def choose(control: Control, value: Any, path: str, *, name: str) -> str:
    """Return what the answer sends that stands on the page under the name of a code.

    A code without a name in the preset must at least be put into words.
    """
    code = str(value)
    found = [choice for choice in control.choices if alike(choice.value, code)]
    if not found:
        raise NotOffered(path, "not among what may be chosen")
    label = found[0].label
    if (name not in label) if name else not CHINESE.search(label):
        raise NotOffered(path, "chosen by a code, not by its name")
    if any(c.label == label and c.value != found[0].value for c in control.choices):
        raise NotOffered(path, "two answers bear the same name")
    return found[0].value


def alike(one: str, other: str) -> bool:
    """Whether two codes are the same word: other systems write it with hyphens."""
    return one == other or one.replace("-", "_") == other.replace("-", "_")


def typed(control: Control, value: Any, path: str) -> str:
    """Return what is typed into a field of text, of numbers or of time."""
    if isinstance(value, datetime):
        if control.kind not in {"datetime-local", "text"}:
            raise NotOffered(path, "no field for a moment")
        return f"{value.astimezone(CHINA):%Y-%m-%dT%H:%M}"
    if control.kind not in TYPED:
        raise NotOffered(path, f"a field of {control.kind} for words")
    if isinstance(value, tuple):
        between = "\r\n" if control.kind == "textarea" else " "
        return between.join(
            f"{one.astimezone(CHINA):%Y-%m-%dT%H:%M}" if isinstance(one, datetime) else str(one)
            for one in value
        )
    return str(value)


def in_the_preset(kind: str | None, code: str) -> str:
    """Return what the preset calls a code of this kind; empty where it has no name of its own."""
    book = books.current()
    if kind in {"body", "respondent"} and code in book.bodies:
        return book.bodies[code].zh
    if kind == "area" and code in book.areas:
        return book.areas[code].zh
    if kind == "category" and code in book.categories:
        return str(Category.objects.values_list("zh", flat=True).get(pk=code))
    if kind in PERSONS or kind == "respondent":
        return officers.names([code]).get(code, "")
    return ""


def _is_code(info: FieldInfo) -> bool:
    """Whether only fixed words are taken: those of a list, or codes of the county."""
    if any(get_origin(part) is Literal for part in _parts(info.annotation)):
        return True
    return any(
        str(getattr(meta, "pattern", "") or "").startswith(CODE)
        for meta in (*info.metadata, *_metadata(info.annotation))
    )


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for inner in get_args(annotation) if get_origin(annotation) is not Literal else ():
        yield from _parts(inner)


def _metadata(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from annotation.__metadata__
    for inner in get_args(annotation):
        yield from _metadata(inner)
