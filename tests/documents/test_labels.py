"""Labels of papers: every code that comes with us has one, and a county's own stands over ours."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from lianxin.cases import book as books
from lianxin.documents import templates_in_force
from lianxin.documents.folders import FOLDER, Papers
from lianxin.documents.labels import labels
from lianxin.documents.templates import WordingSource, parse
from lianxin.founding.preset_files import gather
from lianxin.ledger.record import Author
from lianxin.org.preset_folders import FILE, PRESETS
from lianxin.rules.grammar.compile import parse as parse_procedure
from lianxin.web import names
from tests.county import AT

SHIPPED = sorted(file.parent for file in PRESETS.glob(f"*/{FILE}"))
COMMANDS = frozenset({"draft", "issue", "deliver", "publish"})


def named_by_procedures(preset: Path) -> set[str]:
    """Every document that a procedure of the preset names: it is signed, needed or sent."""
    codes: set[str] = set()
    for source in gather(preset).procedures.values():
        rows = parse_procedure(source.text, name=source.file).rows
        codes |= {row.given["document"] for row in rows.get("sign_offs", ())}
        for row in rows.get("actions", ()):
            codes |= set(row.given.get("needs", ()))
            to = row.given.get("to")
            codes |= set(to) if row.given["do"] in COMMANDS and isinstance(to, dict) else set()
    return codes


@pytest.mark.parametrize("preset", SHIPPED, ids=lambda preset: str(preset.name))
def test_every_paper_of_a_preset_has_a_label_in_both_languages_on_pages(
    county: str, preset: Path
) -> None:
    worded = {file.stem for file in (preset / FOLDER).glob("*.toml")}
    codes = worded | named_by_procedures(preset)
    assert codes
    for code in sorted(codes):
        with override("zh-hans"):
            chinese = names.document(code)
        with override("en"):
            english = names.document(code)
        assert code not in (chinese, english)
        assert chinese != english


def test_a_paper_without_a_template_is_called_by_its_code(county: str) -> None:
    assert names.document("letter_of_the_moon") == "letter_of_the_moon"


def test_a_label_of_the_countys_own_is_on_the_next_page(county: str) -> None:
    before = templates_in_force.current()["opinion"]
    text = before.text.replace("信访处理意见书", "答复意见书")
    template, _faults = parse(text, file=before.file)
    assert template is not None
    own = Papers(sources={"opinion": WordingSource(template, text, before.file)})
    assert labels(books.fresh())["opinion"].zh == "信访处理意见书"
    templates_in_force.activate(own, at=AT, by=Author(person="system"))
    assert labels(books.fresh())["opinion"].zh == "答复意见书"


def test_labels_are_read_once_for_a_book(county: str) -> None:
    book = books.fresh()
    labels(book)
    with CaptureQueriesContext(connection) as made:
        labels(book)
    assert len(made) == 0
