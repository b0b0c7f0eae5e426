"""Places to choose from, without a map: the county's parts, and what lies in each."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lianxin.rules.book import Area, Book
from lianxin.web import names

Choices = list[tuple[str, Any]]
MOST = 600
"""More options than this make a list nobody finds anything in, and a page too heavy for a phone."""
_made: dict[bool, tuple[Book, SafeString]] = {}
"""The options in English and in Chinese, made once a book: hundreds of them stand on every list."""


def choices(book: Book) -> Choices:
    """Return the county's parts as groups, each with itself and its own parts as options."""
    parts = _below(book, book.root_area)
    inner = {part.code: _below(book, part.code) for part in parts}
    if len(parts) + sum(map(len, inner.values())) > MOST:
        return [(part.code, _name(part)) for part in parts]
    return [
        (
            _name(part),
            [(part.code, _name(part)), *((low.code, _name(low)) for low in inner[part.code])],
        )
        for part in parts
    ]


def options(book: Book, chosen: str = "") -> SafeString:
    """Return the same as the options of a field, with the chosen one marked."""
    english = names.is_english()
    made_for, made = _made.get(english, (None, SafeString()))
    if made_for is not book:
        made = format_html_join("", "{}", ((_options(choice),) for choice in choices(book)))
        _made[english] = book, made
    plain = format_html('<option value="{}"', chosen)
    return mark_safe(made.replace(f"{plain}>", f"{plain} selected>", 1))  # noqa: S308 - both are safe


def _options(choice: tuple[str, Any]) -> SafeString:
    name, inner = choice
    if isinstance(inner, str):
        return format_html('<option value="{}">{}</option>', name, inner)
    within = format_html_join("", '<option value="{}">{}</option>', inner)
    return format_html('<optgroup label="{}">{}</optgroup>', name, within)


def _below(book: Book, code: str) -> Sequence[Area]:
    return [area for area in book.areas.values() if area.parent == code]


def _name(area: Area) -> str:
    return names.of(area.zh, area.en)
