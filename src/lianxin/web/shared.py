"""What every page shows without being asked: whose county it is."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from lianxin.cases import book as books
from lianxin.web import names


def shared(request: HttpRequest) -> dict[str, Any]:
    """Return the name of the county, read from the book of this process when a page shows it."""
    return {"county": SimpleLazyObject(_county), "LANGUAGE_CODE": _language()}


def _county() -> str:
    book = books.current()
    return names.area(book.root_area, book)


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh"
