"""Finds the texts in a command, which go to `files` so that facts hold references only."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from lianxin.rules.commands.intake import Petitioner
from lianxin.rules.commands.shapes import Deposited


class Text(NamedTuple):
    """A text of a command: where it stands (`points.0`), its kind and its words."""

    path: str
    kind: str
    body: str


def texts(command: BaseModel, *, under: str = "") -> Iterator[Text]:
    """Yield every text of a command; a petitioner's data is not among them (it goes to `people`)."""
    for name, kind in _fields(type(command)):
        value = getattr(command, name)
        path = f"{under}{name}"
        if value is None or value == ():
            continue
        if kind is None:
            for spot, inner in _shapes(path, value):
                yield from texts(inner, under=f"{spot}.")
        elif isinstance(value, str):
            yield Text(path, kind, value)
        else:
            for place, body in enumerate(value):
                spot = f"{path}.{place}"
                if isinstance(body, BaseModel):
                    yield from texts(body, under=f"{spot}.")
                else:
                    yield Text(spot, kind, body)


def _shapes(path: str, value: Any) -> Iterator[tuple[str, BaseModel]]:
    if isinstance(value, BaseModel):
        yield path, value
    else:
        for place, inner in enumerate(value):
            if isinstance(inner, BaseModel):
                yield f"{path}.{place}", inner


@cache
def _fields(cls: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    fields_marked: list[tuple[str, str | None]] = []
    for name, field in cls.model_fields.items():
        kind = next((m.kind for m in field.metadata if isinstance(m, Deposited)), None)
        kind = kind or _mark(field.annotation)
        if kind is not None or _holds_shape(field.annotation):
            fields_marked.append((name, kind))
    return tuple(fields_marked)


def _mark(annotation: Any) -> str | None:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Deposited):
            return meta.kind
    return next((kind for inner in get_args(annotation) if (kind := _mark(inner))), None)


def _holds_shape(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel) and not issubclass(annotation, Petitioner)
    return any(_holds_shape(inner) for inner in get_args(annotation))
