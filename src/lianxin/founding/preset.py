"""Loads a preset, a county as data: all files checked together, loaded in one transaction."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.db import transaction
from pydantic import ValidationError

from lianxin.cases import book as books
from lianxin.documents import templates_in_force
from lianxin.documents.folders import Papers
from lianxin.documents.folders import gather as gather_papers
from lianxin.founding.checks import Whole, checked, merged
from lianxin.founding.load import Loaded, refuse, rows_held, write
from lianxin.founding.preset_files import Bundle, ProcedureSource, gather
from lianxin.founding.procedure_checks import unknown_names
from lianxin.founding.proofs import Trapped, refuse_traps
from lianxin.ledger.record import Author
from lianxin.org import calendar, county, procedures
from lianxin.org.models import Body
from lianxin.org.preset_folders import PRESETS, folder_of
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.grammar.compile import KnownNames, compile_procedure, shipped
from lianxin.rules.model_faults import of_model
from lianxin.rules.patterns import Pattern
from lianxin.rules.procedures import Procedure


class Compile(Protocol):
    """Turns a procedure's text into a procedure, or raises Faults with all that is wrong."""

    def __call__(
        self, text: str, *, name: str, base: Callable[[str], Procedure | None]
    ) -> Procedure:
        """Compile one text; `base` gives the procedure it extends."""
        ...


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled procedure with its text and the digest of the version it extends."""

    procedure: Procedure
    text: str
    base: str | None


def load_preset(
    preset: str | Path, *, at: datetime, by: Author, compile: Compile | None = None
) -> Loaded:
    """Load a preset by its code or folder, with all it includes; loading it again changes nothing.

    Raises Faults with everything that is wrong in any of its files; then nothing is loaded.
    Procedures are in the grammar of this version unless `compile` says otherwise.
    """
    bundle = gather(folder_of(preset))
    with transaction.atomic():
        before = rows_held()
        lines, faults = checked(bundle.lines, rows_held=before)
        compiling = _Compiling(bundle, compile=compile or with_grammar(shipped()))
        compiled = compiling.all()
        whole = merged(lines, rows_held=before)
        faults += [
            *bundle.faults,
            *compiling.faults,
            *_value_faults(bundle, whole=whole, compiled=compiled),
            *_traps(bundle, compiled),
        ]
        refuse(faults)
        loaded = write(lines, rows_held=before, at=at, by=by)
        if bundle.days:
            calendar.put_days(bundle.days, source=bundle.days_source, at=at, by=by)
        county.change(_settings(bundle), at=at, by=by)
        for version in compiled.values():
            procedures.activate(
                version.procedure, text=version.text, base=version.base, at=at, by=by
            )
        procedures.use(bundle.uses, at=at, by=by)
    return loaded


KEPT = ("root_area", "group_size", "patterns", "circle")
"""Values of a preset that become values of the county."""


def _settings(bundle: Bundle) -> dict[str, Any]:
    values = bundle.values
    settings = {"county": values["label"], "preset": values["code"]}
    if bundle.public:
        settings["public_categories"] = sorted(bundle.public)
    return settings | {key: values[key] for key in KEPT if key in values}


def _traps(bundle: Bundle, compiled: Mapping[str, Compiled]) -> Iterator[Fault]:
    """The traps of procedures that are not those of this version: a test proves each of those."""
    ours = {file.read_text(encoding="utf-8") for file in PRESETS.glob("*/procedures/*.toml")}
    for code, version in compiled.items():
        if version.text in ours:
            continue
        try:
            refuse_traps(version.procedure, file=bundle.procedures[code].file)
        except Trapped as trapped:
            yield from trapped.faults


def _value_faults(
    bundle: Bundle, *, whole: Whole, compiled: Mapping[str, Compiled]
) -> Iterator[Fault]:
    root = bundle.values.get("root_area")
    if root is not None and (root,) not in whole["areas"]:
        place = f"{bundle.values['code']}/preset.toml"
        yield Fault(place, 0, "root_area", Flaw("not_among", name=root, table="areas"))
    yield from _pattern_faults(bundle, whole)
    yield from _circle_faults(bundle, whole)
    for code in sorted(bundle.public):
        if (code,) not in whole["categories"]:
            place = f"{bundle.values['code']}/preset.toml"
            yield Fault(place, 0, "public", Flaw("not_among", name=code, table="categories"))
    codes = {
        *compiled,
        *(source.code for source in bundle.procedures.values()),
        *procedures.current(),
    }
    for key, code in bundle.uses.items():
        if code not in codes:
            flaw = Flaw("no_such_procedure", name=code)
            yield Fault(bundle.use_files[key], 0, "procedure", flaw)
    for code, version in compiled.items():
        file = bundle.procedures[code].file
        yield from unknown_names(version.procedure, whole, papers=bundle.papers, file=file)


def _circle_faults(bundle: Bundle, whole: Whole) -> Iterator[Fault]:
    place = f"{bundle.values.get('code', '')}/preset.toml"
    for code in bundle.values.get("circle", ()):
        if (code,) not in whole["posts"]:
            yield Fault(place, 0, "circle", Flaw("not_among", name=code, table="posts"))


def _pattern_faults(bundle: Bundle, whole: Whole) -> Iterator[Fault]:
    place = f"{bundle.values.get('code', '')}/preset.toml"
    levels = {row["level"] for row in whole["areas"].values()}
    kinds = {row["kind"] for row in whole["bodies"].values()}
    for n, row in enumerate(bundle.values.get("patterns", ()), start=1):
        try:
            pattern = Pattern.model_validate(row)
        except ValidationError as wrong:
            for error in wrong.errors():
                column = ".".join(str(part) for part in ("patterns", n, *error["loc"]))
                yield Fault(place, 0, column, of_model(error))
            continue
        if pattern.place not in levels:
            flaw = Flaw("no_such_level", name=pattern.place)
            yield Fault(place, 0, f"patterns.{n}.place", flaw)
        if pattern.outpost not in kinds:
            flaw = Flaw("no_such_kind", name=pattern.outpost)
            yield Fault(place, 0, f"patterns.{n}.outpost", flaw)


class _Compiling:
    """Compiles the procedures of a bundle, each after the one it extends, and gathers faults."""

    def __init__(self, bundle: Bundle, *, compile: Compile) -> None:
        self.sources = bundle.procedures
        self.compile = compile
        self.done: dict[str, Compiled] = {}
        self.faults: list[Fault] = []
        self.begun: set[str] = set()

    def all(self) -> dict[str, Compiled]:
        """Compile every procedure; those that others extend come first."""
        for source in self.sources.values():
            self._one(source)
        return self.done

    def _one(self, source: ProcedureSource) -> None:
        # A circle of extensions ends here too: the grammar then misses the base and says so.
        if source.file in self.begun:
            return
        self.begun.add(source.file)
        try:
            procedure = self.compile(source.text, name=source.file, base=self._base)
        except Faults as wrong:
            self.faults.extend(wrong.faults)
            return
        below = self._base(procedure.extends) if procedure.extends else None
        digest = below.digest if below else None
        self.done[procedure.code] = Compiled(procedure, source.text, digest)

    def _base(self, code: str) -> Procedure | None:
        source = self.sources.get(code)
        if source is None:
            current = procedures.current().get(code)
            return _kept(current, compile=self.compile) if current else None
        self._one(source)
        return self.done[code].procedure if code in self.done else None


def _kept(digest: str, *, compile: Compile) -> Procedure:
    """A version that is kept, on the very base it was made on, which may be out of force."""
    text, below = procedures.procedure_text(digest), procedures.base_of(digest)
    assert text is not None, "a version in force is kept"
    base = _kept(below, compile=compile) if below else None
    return compile(text, name=digest, base=lambda _code: base)


def with_grammar(names_known: KnownNames) -> Compile:
    """Return the compiler of the product's own grammar, for names that a procedure may use."""

    def compile(text: str, *, name: str, base: Callable[[str], Procedure | None]) -> Procedure:
        return compile_procedure(text, name=name, base=base, known=names_known)

    return compile


def load(preset: str | Path, *, at: datetime, by: Author) -> Loaded:
    """Load a preset by code or folder, its templates and marks with it, and let the book be read anew.

    Raises Faults with everything that is wrong in any of its files; then nothing is loaded.
    """
    papers = gather_papers(preset)
    with transaction.atomic():
        try:
            loaded = load_preset(preset, at=at, by=by)
        except Faults as wrong:
            raise Faults([*wrong.faults, *papers.faults]) from None
        books.forget()
        _put(papers, at=at, by=by)
    return loaded


def load_papers(preset: str | Path, *, at: datetime, by: Author) -> int:
    """Load the templates and marks of a preset alone; returns how many templates changed.

    Raises Faults with everything that is wrong in them.
    """
    with transaction.atomic():
        return _put(gather_papers(preset), at=at, by=by)


def _put(papers: Papers, *, at: datetime, by: Author) -> int:
    there = set(Body.objects.filter(pk__in=papers.marks).values_list("pk", flat=True))
    unknown = [
        Fault("documents/marks.csv", 0, "body", Flaw("no_such_body", name=body))
        for body in papers.marks
        if body not in there
    ]
    if papers.faults or unknown:
        raise Faults([*papers.faults, *unknown])
    return templates_in_force.activate(papers, at=at, by=by)
