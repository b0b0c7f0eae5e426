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


def form(query: Mapping[str, str], book: Book) -> SafeString:
    """Return the form with what was chosen."""
    if any(query.values()):
        return _rendered(query, book)
    english = names.is_english()
    made_for, made = _made.get(english, (None, SafeString()))
    if made_for is not book:
        made = _rendered(query, book)
        _made[english] = book, made
    return made


def _rendered(query: Mapping[str, str], book: Book) -> SafeString:
    context = {
        "asked": query,
        "is_filtered": any(query.values()),
        "kinds": [(kind, names.kind(kind)) for kind in get_args(Kind)],
        "places": places.options(book, query.get("area", "")),
    }
    return render_to_string("web/desk/lists/filters.html", context)
