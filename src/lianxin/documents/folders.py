"""Reads the templates of a preset and of all it includes; what comes later stands over what was."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docxtpl import DocxTemplate

from lianxin.documents.templates import WordingSource, parse
from lianxin.org.preset_folders import FILE, PRESETS, folder_of
from lianxin.rules.faults import Fault, Flaw

FOLDER = "documents"
BASE = PRESETS / "base" / FOLDER
FORM = "form"
"""The common look: `form.typ` and `form.docx`."""
MARKS = "marks.csv"
OUTSIDE = ("#import", "#include", "read(", "image(", "plugin(")
"""What a look may not do: it is given everything, and brings nothing along."""


@dataclass(slots=True)
class Papers:
    """The templates of a preset by code, and the marks (机关代字) of its bodies."""

    sources: dict[str, WordingSource] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


@cache
def look() -> str:
    """Return the common look of papers, in typst."""
    return (BASE / f"{FORM}.typ").read_text(encoding="utf-8")


@cache
def word_form() -> bytes:
    """Return the common form of Word files."""
    return (BASE / f"{FORM}.docx").read_bytes()


@cache
def shipped() -> Papers:
    """Return the templates that come with us."""
    return gather("base")


def gather(preset: str | Path) -> Papers:
    """Return what a preset says of papers, those it includes first; faults stand in the answer."""
    papers = Papers()
    for folder in _chain(folder_of(preset), set()):
        _take(folder / FOLDER, folder.name, papers)
    return papers


def _chain(folder: Path, visited: set[str]) -> Iterator[Path]:
    # Presets may include in a circle; the tables name that fault, papers are read once each.
    if folder.name in visited:
        return
    visited.add(folder.name)
    try:
        includes = tomllib.loads((folder / FILE).read_text(encoding="utf-8")).get("includes", ())
    except (OSError, ValueError):
        # What is wrong with the preset is told where its tables are read.
        includes = ()
    for code in includes:
        beside = folder.parent / code
        yield from _chain(beside if beside.is_dir() else folder_of(code), visited)
    yield folder


def _take(place: Path, preset: str, papers: Papers) -> None:
    prefix = f"{preset}/{FOLDER}/"
    for file in sorted(place.glob("*.toml")):
        _take_wording(file, prefix + file.name, papers)
    for file in sorted((*place.glob("*.typ"), *place.glob("*.docx"))):
        if file.stem != FORM:
            _take_form(file, prefix + file.name, papers)
    if (place / MARKS).is_file():
        _take_marks(place / MARKS, prefix + MARKS, papers)


def _take_wording(file: Path, name: str, papers: Papers) -> None:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        papers.faults.append(Fault(name, 0, "", Flaw("not_utf8")))
        return
    template, faults = parse(text, file=name)
    papers.faults += faults
    if template is None:
        return
    if template.code != file.stem:
        papers.faults.append(Fault(name, 1, "code", Flaw("not_its_file", name=file.stem)))
        return
    # A county's own wording keeps the look it finds, until its folder brings one too.
    before = papers.sources.get(template.code)
    papers.sources[template.code] = WordingSource(
        template, text, name, before.layout if before else "", before.word if before else b""
    )


def _take_form(file: Path, name: str, papers: Papers) -> None:
    before = papers.sources.get(file.stem)
    if before is None:
        papers.faults.append(Fault(name, 0, "", Flaw("look_without_wording", name=file.stem)))
        return
    layout, word = before.layout, before.word
    if file.suffix == ".docx":
        word = file.read_bytes()
        try:
            DocxTemplate(BytesIO(word)).get_docx()
        except (BadZipFile, KeyError, ValueError):
            papers.faults.append(Fault(name, 0, "", Flaw("not_word")))
            return
    else:
        layout = file.read_text(encoding="utf-8")
        papers.faults += _reaching_out(layout, name)
    papers.sources[file.stem] = WordingSource(
        before.template, before.text, before.file, layout, word
    )


def _reaching_out(layout: str, name: str) -> Iterator[Fault]:
    for number, line in enumerate(layout.splitlines(), 1):
        # A look is compiled on the server: one that could read files would print them on a paper.
        for word in OUTSIDE:
            if word in line:
                yield Fault(name, number, "", Flaw("look_reaches_out", word=word))


def _take_marks(file: Path, name: str, papers: Papers) -> None:
    rows = csv.reader(file.read_text(encoding="utf-8-sig").splitlines())
    for number, row in enumerate(rows, 1):
        if number == 1 and row != ["body", "mark"]:
            papers.faults.append(Fault(name, 1, "", Flaw("wrong_mark_columns")))
            return
        if number > 1 and (len(row) != 2 or not row[0] or not row[1].strip()):
            papers.faults.append(Fault(name, number, "", Flaw("wrong_mark")))
        elif number > 1:
            papers.marks[row[0]] = row[1].strip()
