"""Tables as files: CSV that a spreadsheet opens as text, never as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def csv_file(rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Return rows as a file; a cell that a spreadsheet would calculate is kept as text."""
    out = StringIO()
    csv.writer(out).writerows([plain(cell) for cell in row] for row in rows)
    answer = HttpResponse(BOM + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "no-store"
    return answer


def plain(cell: str) -> str:
    """Return a cell that begins no formula: an apostrophe before it makes it text."""
    return f"'{cell}" if cell.startswith(BEGINS_FORMULA) else cell
