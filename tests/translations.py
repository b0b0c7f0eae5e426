"""The English catalogue: every sentence of the pages, found in code and templates.

`python -m tests.translations` writes new sentences into it, drops those no page says any more,
and compiles it; a test holds the catalogue against the pages.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

SRC = Path(__file__).parent.parent / "src" / "lianxin"
PO = SRC / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {"_": None, "said": None, "gettext": None, "gettext_noop": None, "pgettext": None}


def sentences() -> Iterator[tuple[str, str]]:
    """Yield each sentence of the pages with the file it stands in."""
    web = SRC / "web"
    for path in sorted(web.rglob("*.py")):
        yield from ((told, path.name) for told in _in(path.read_bytes()))
    for path in sorted(web.rglob("*.html")):
        code = templatize(path.read_text(encoding="utf-8"))
        yield from ((told, path.name) for told in _in(code.encode()))


def _in(code: bytes) -> Iterator[str]:
    for _line, told, *_rest in extract("python", BytesIO(code), keywords=KEYWORDS):
        yield told if isinstance(told, str) else told[0]


def kept() -> Catalog:
    """Return the catalogue as it lies on disk."""
    return read_po(BytesIO(PO.read_bytes()), locale="en")


def compiled(catalogue: Catalog) -> bytes:
    """Return what Django reads of a catalogue."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def renew() -> list[str]:
    """Write the catalogue anew; return the sentences that nobody has translated."""
    before = kept() if PO.exists() else Catalog(locale="en")
    fresh = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for told, _place in sentences():
        old = before.get(told)
        fresh.add(told, str(old.string) if old is not None else "", flags=old.flags if old else ())
    out = BytesIO()
    write_po(out, fresh, width=100, sort_output=True, omit_header=False, no_location=True)
    lines = out.getvalue().decode().splitlines()
    # A date or the name of a tool in the head would change the file without a change in it.
    head = ("POT-Creation", "PO-Revision", "Generated-By", "Last-Translator", "Language-Team")
    PO.write_text(
        "\n".join(one for one in lines if not one.startswith(tuple(f'"{h}' for h in head))) + "\n"
    )
    MO.write_bytes(compiled(kept()))
    return [str(one.id) for one in kept() if one.id and not one.string]


if __name__ == "__main__":
    for missing in renew():
        sys.stdout.write(f"{missing}\n")
