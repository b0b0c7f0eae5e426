"""The English catalogue: every sentence of the pages, found in code and templates.

`python -m tests.translations` writes new sentences into it and drops those no page says any more;
a test holds the catalogue against the pages. Django's own form of it is made at the next start.
"""

import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation import templatize

from lianxin.web.stripping import stripped, tokens_of

SRC = Path(__file__).parent.parent / "src" / "lianxin"
PO = SRC / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {"_": None, "said": None, "gettext": None, "gettext_noop": None, "ngettext": (1, 2)}
HEAD = "# English translations for Lianxin. Made by `python -m tests.translations`."
Sentence = str | tuple[str, ...]
"""A sentence, or both its forms where it counts something."""


class English(Catalog):
    """A catalogue whose head says what its readers need; a date would change the file every day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the head."""
        return [
            ("Project-Id-Version", "Lianxin"),
            ("Language", "en"),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def sentences() -> Iterator[tuple[Sentence, str]]:
    """Yield each sentence of the pages with the file it stands in."""
    web = SRC / "web"
    for path in sorted(web.rglob("*.py")):
        yield from ((told, path.name) for told in _in(path.read_bytes()))
    for path in sorted(web.rglob("*.html")):
        # As code, a template's indentation would be none.
        source = _in_one_piece(path.read_text(encoding="utf-8"))
        code = re.sub(r"^ +", "", templatize(source), flags=re.MULTILINE)
        yield from ((told, path.name) for told in _in(code.encode()))


def _in_one_piece(source: str) -> str:
    """Each sentence of a template as its translation is looked up."""
    return "".join(
        stripped(token.text) if token.kind == "sentence" else token.text
        for token in tokens_of(source)
    )


def _in(code: bytes) -> Iterator[Sentence]:
    for _line, told, *_rest in extract("python", BytesIO(code), keywords=KEYWORDS):
        yield told


def kept() -> Catalog:
    """Return the catalogue as it lies on disk."""
    return read_po(BytesIO(PO.read_bytes()), locale="en")


def _renewed(before: Catalog, told: list[Sentence]) -> Catalog:
    fresh = English(locale="en", charset="utf-8", fuzzy=False, header_comment=HEAD)
    for one in told:
        old = before.get(one)
        # One that counts now wants both its forms, and one that no longer does a single one.
        same = old is not None and isinstance(old.string, str) == isinstance(one, str)
        fresh.add(one, old.string if old and same else None, flags=old.flags if old else ())
    return fresh


def missing(catalogue: Catalog) -> list[Sentence]:
    """Return the sentences that nobody has translated."""
    return [one.id for one in catalogue if one.id and not _is_told(one.string)]


def _is_told(string: Sentence) -> bool:
    return bool(string) and all([string] if isinstance(string, str) else string)


def renew() -> list[Sentence]:
    """Write the catalogue anew; return the sentences that nobody has translated."""
    before = kept() if PO.exists() else Catalog(locale="en")
    fresh = _renewed(before, [told for told, _place in sentences()])
    out = BytesIO()
    write_po(out, fresh, width=100, sort_output=True, no_location=True)
    PO.write_bytes(out.getvalue().rstrip(b"\n") + b"\n")
    return missing(kept())


if __name__ == "__main__":
    # Reading a template asks Django for its settings; nothing of a home is needed.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.server.settings")
    os.environ.setdefault("LIANXIN_SECRET_KEY", "translations")
    django.setup()
    for untold in renew():
        sys.stdout.write(f"{untold}\n")
