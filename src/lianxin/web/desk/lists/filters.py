"""The filters above a list as a form; without any chosen it is the same for the whole county."""

from collections.abc import Mapping
from typing import get_args

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from lianxin.rules.book import Book
from lianxin.rules.commands.intake import Kind
from lianxin.web import names, places

_made: dict[bool, tuple[Book, SafeString]] = {}
"""The form with nothing chosen, in English and in Chinese, made once a book."""


def form(asked: Mapping[str, str], book: Book) -> SafeString:
    """Return the form with what was chosen."""
    if any(asked.values()):
        return _rendered(asked, book)
    english = names.is_english()
    held, made = _made.get(english, (None, SafeString()))
    if held is not book:
        made = _rendered(asked, book)
        _made[english] = book, made
    return made


def _rendered(asked: Mapping[str, str], book: Book) -> SafeString:
    shown = {
        "asked": asked,
        "is_filtered": any(asked.values()),
        "kinds": [(one, names.kind(one)) for one in get_args(Kind)],
        "places": places.options(book, asked.get("area", "")),
    }
    return render_to_string("web/desk/lists/filters.html", shown)
