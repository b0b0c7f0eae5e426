"""Tables as files: CSV that a spreadsheet opens as text, never as a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from lianxin.files import downloads
from lianxin.files.spreadsheets import guarded

CSV = "text/csv; charset=utf-8"
BOM = "\ufeff"
"""Tells a spreadsheet that the file is UTF-8."""


def csv_file(rows: Iterable[Sequence[str]], name: str) -> HttpResponse:
    """Return rows as a file `<name>.csv`; a cell that a spreadsheet would work out is kept as text."""
    out = StringIO()
    csv.writer(out).writerows([guarded(cell) for cell in row] for row in rows)
    return HttpResponse(BOM + out.getvalue(), headers=downloads.headers(f"{name}.csv", CSV))
