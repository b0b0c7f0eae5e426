"""How a file is sent: it is kept or looked at, and never runs as a page of ours."""

from collections.abc import Mapping
from typing import BinaryIO
from urllib.parse import quote

from django.http import FileResponse

KEPT = "sandbox; default-src 'none'"
SHOWN = "default-src 'none'; frame-ancestors 'none'"
"""It loads nothing; a sandbox would keep the browser's own viewer shut."""


def headers(name: str, media_type: str, *, in_viewer: bool = False) -> dict[str, str]:
    """Return the headers of a file of that name: for download, or `in_viewer` for the browser's own."""
    how = "inline" if in_viewer else "attachment"
    return {
        "Content-Type": media_type,
        "Content-Disposition": f"{how}; filename*=UTF-8''{quote(name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": SHOWN if in_viewer else KEPT,
        "Cache-Control": "private, no-store",
    }


def response(file: BinaryIO, headers: Mapping[str, str]) -> FileResponse:
    """Return an open file as an answer with exactly these headers, streamed and closed after."""
    answer = FileResponse(file)
    # Set afterwards: the class guesses type and disposition from the name on disk, over any given.
    for name, value in headers.items():
        answer[name] = value
    return answer
