"""Papers of no single case: minutes over many matters, hand-over lists. No serial, nothing kept."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from lianxin.documents import templates_in_force
from lianxin.documents.layout import Value, lay
from lianxin.documents.pdf import pdf
from lianxin.documents.word import word
from lianxin.documents.wording import day, named


def printed(
    code: str,
    values: Mapping[str, Value],
    *,
    body: str,
    at: datetime,
    form: Literal["pdf", "docx"] = "pdf",
    draft: bool = False,
) -> bytes:
    """Return a paper made of values given, by their field names (`sitting.decisions`).

    `body` is the name of who makes it; a `draft` is marked so and may have gaps. Raises laying.Lacking for a required field that is empty.
    Whoever gives the values sees to it that their reader may know them.
    """
    source = templates_in_force.current()[code]
    named_values = {"body.name": named(body), "paper.date": day(at), **values}
    laid = lay(source.template, named_values, draft=draft)
    if form == "docx":
        return word(laid, at=at, form=source.word)
    return pdf(laid, at=at, layout=source.layout)
