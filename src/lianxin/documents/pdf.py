"""Sets a paper as PDF/A: the same paper gives the same bytes."""

import json
import threading
from datetime import datetime
from functools import cache
from typing import Literal

import typst

from lianxin.documents import fonts
from lianxin.documents.folders import look
from lianxin.documents.layout import Laid

STANDARD: Literal["a-2b"] = "a-2b"
"""PDF/A-2b: everything it needs lies within, for the archive."""
PLAIN = "\n#paper()\n"

_one_at_a_time = threading.Lock()


class Unprintable(Exception):
    """The look of a template does not compile; the message names the line of the look."""


def pdf(laid: Laid, *, at: datetime, layout: str = "") -> bytes:
    """Return the paper as PDF/A, stamped with the moment it was made.

    `layout` is a template's own look, which may use all that the common one defines. Raises
    Unprintable for a faulty one.
    """
    source = look() + (layout or PLAIN)
    # All threads share one compiler with its fonts, and take turns at it.
    with _one_at_a_time:
        try:
            made = _compiler().compile(
                input=source.encode(),
                format="pdf",
                sys_inputs={"data": json.dumps(laid, ensure_ascii=False, sort_keys=True)},
                pdf_standards=STANDARD,
                # The moment it was made, not now: the same paper must give the same bytes.
                timestamp=int(at.timestamp()),
            )
        except typst.TypstError as wrong:
            raise Unprintable(str(wrong)) from None
    assert isinstance(made, bytes)
    return made


@cache
def _compiler() -> typst.Compiler:
    # The root holds fonts alone: a look has nothing to read and nowhere to fetch from.
    places = fonts.folders()
    nowhere = str(places[0])
    return typst.Compiler(
        root=nowhere,
        font_paths=[str(place) for place in places],
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )
