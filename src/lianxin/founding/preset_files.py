"""Reads preset folders: their own values, their tables and procedures, with all they include."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from lianxin.founding import files as org_files
from lianxin.founding.checks import fault
from lianxin.founding.generating import generated
from lianxin.founding.tables import REPLACE, Name, TableLine
from lianxin.org import calendar as working_days
from lianxin.org.preset_folders import CODE, FILE, PRESETS
from lianxin.rules.commands.intake import Channel, Kind
from lianxin.rules.faults import Fault, Flaw
from lianxin.rules.time.calendar import Day

KINDS, CHANNELS = ("*", *get_args(Kind)), ("*", *get_args(Channel))
# `china`: the days off and made up that the library knows. Anything else is a file of days.
CHINA = "china"
ABOUT = (
    "about",
    lambda value: isinstance(value, dict) and {"zh", "en"} == set(value),
)
_SHAPES: Mapping[str, tuple[str, Any]] = {
    "code": ("code", lambda value: isinstance(value, str) and CODE.fullmatch(value)),
    "label": ABOUT,
    "includes": ("codes", lambda value: _texts(value)),
    "root_area": ("area", lambda value: isinstance(value, str)),
    "calendar": ("calendar", lambda value: isinstance(value, str)),
    "group_size": ("count", lambda value: type(value) is int and value >= 2),
    "patterns": ("rows", lambda value: isinstance(value, list)),
    "circle": ("codes", lambda value: _texts(value)),
    "procedure": ("rows", lambda value: isinstance(value, list)),
    "public": ("codes", lambda value: _texts(value)),
    "generate": ("table", lambda value: isinstance(value, dict)),
}
_REQUIRED = ("code", "label")


@dataclass(frozen=True, slots=True)
class ProcedureSource:
    """A procedure as written: its code (empty when it cannot be read), its file and text."""

    code: str
    file: str
    text: str


@dataclass(slots=True)
class Bundle:
    """A preset and all it includes, those first; `values` are those of the preset itself.

    `papers` are the codes of the documents that it, or what we ship, has a wording for, `public`
    the subjects of which everybody may know that something was raised.
    """

    values: dict[str, Any] = field(default_factory=dict)
    lines: list[TableLine] = field(default_factory=list)
    uses: dict[tuple[str, str], str] = field(default_factory=dict)
    use_files: dict[tuple[str, str], str] = field(default_factory=dict)
    procedures: dict[str, ProcedureSource] = field(default_factory=dict)
    papers: set[str] = field(default_factory=set)
    public: set[str] = field(default_factory=set)
    days: list[Day] = field(default_factory=list)
    days_source: str = ""
    faults: list[Fault] = field(default_factory=list)


def gather(folder: Path) -> Bundle:
    """Read a preset with all it includes; what is wrong stands in the bundle's faults."""
    bundle = Bundle(papers=_papers(PRESETS / "base"))
    _gather(folder, bundle, on_the_way=[], done=set())
    return bundle


def _gather(folder: Path, bundle: Bundle, *, on_the_way: list[str], done: set[str]) -> None:
    if folder.name in on_the_way:
        flaw = Flaw("circle_of_presets", way=" → ".join([*on_the_way, folder.name]))
        bundle.faults.append(Fault(f"{folder.name}/{FILE}", 0, "includes", flaw))
        return
    if folder.name in done:
        return
    done.add(folder.name)
    values = _values(folder, bundle.faults)
    if values is None:
        return
    for code in values.get("includes", ()):
        beside = folder.parent / code
        inner = beside if beside.is_dir() else PRESETS / code
        _gather(inner, bundle, on_the_way=[*on_the_way, folder.name], done=done)
    bundle.values = values
    _take_tables(folder, values, bundle)
    _take_procedures(folder, bundle)
    bundle.papers |= _papers(folder)
    bundle.public |= set(values.get("public", ()))
    _take_uses(folder, values, bundle)


def _values(folder: Path, faults: list[Fault]) -> dict[str, Any] | None:
    place = f"{folder.name}/{FILE}"
    try:
        values = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    except OSError:
        faults.append(Fault(place, 0, "", Flaw("no_such_preset")))
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        faults.append(Fault(place, _line_of(problem), "", Flaw("not_toml", problem=str(problem))))
        return None
    unknown, missing = Flaw("unknown_preset_value"), Flaw("missing_preset_value")
    wrong = [Fault(place, 0, key, unknown) for key in values.keys() - _SHAPES]
    wrong += [Fault(place, 0, key, missing) for key in _REQUIRED if key not in values]
    for key, (shape, fits) in _SHAPES.items():
        if key in values and not fits(values[key]):
            wrong.append(Fault(place, 0, key, Flaw("misshapen_preset_value", shape=shape)))
    if not wrong and values["code"] != folder.name:
        wrong.append(Fault(place, 0, "code", Flaw("not_its_folder", name=folder.name)))
    faults.extend(wrong)
    return None if wrong else values


def _line_of(problem: Exception) -> int:
    match = re.search(r"line (\d+)", str(problem))
    return int(match[1]) if match else 0


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _take_tables(folder: Path, values: Mapping[str, Any], bundle: Bundle) -> None:
    calendar = values.get("calendar", "")
    beside: frozenset[str] = frozenset()
    if calendar == CHINA:
        bundle.days, bundle.days_source = list(working_days.seed_days()), working_days.SEED
    elif calendar:
        beside = frozenset({calendar})
        _take_days(folder, calendar, bundle)
    read = org_files.read(folder, beside=beside)
    prefix = f"{folder.name}/"
    bundle.faults += [replace(fault, file=prefix + fault.file) for fault in read.faults]
    mine = [TableLine(line.table, prefix + line.file, line.row, line.values) for line in read.lines]
    bundle.lines = _replaced(bundle.lines, mine, faults=bundle.faults)
    if "generate" in values:
        made, faults = generated(values["generate"], lines=bundle.lines, file=prefix + FILE)
        bundle.lines += made
        bundle.faults += faults


def _take_days(folder: Path, name: str, bundle: Bundle) -> None:
    bundle.days_source = f"{folder.name}/{name}"
    try:
        text = org_files.decoded((folder / name).read_bytes())
    except OSError:
        fault = Fault(f"{folder.name}/{FILE}", 0, "calendar", Flaw("no_file", name=name))
        bundle.faults.append(fault)
    except UnicodeDecodeError:
        bundle.faults.append(Fault(bundle.days_source, 0, "", Flaw("not_decodable")))
    else:
        bundle.days, faults = working_days.read_days(text, source=bundle.days_source)
        bundle.faults += faults


def _replaced(
    earlier: Sequence[TableLine], mine: Sequence[TableLine], *, faults: list[Fault]
) -> list[TableLine]:
    """Earlier lines without those that are replaced, then mine; a repeated key must say so."""
    before: dict[tuple[Name, tuple[str, ...]], TableLine] = {
        (line.table, line.key): line for line in earlier
    }
    gone = set()
    for line in mine:
        place = (line.table, line.key)
        if line.values[REPLACE].lower() in ("yes", "是"):
            gone.add(place)
            if place not in before:
                faults.append(fault(line, REPLACE, Flaw("nothing_to_replace")))
    return [line for place, line in before.items() if place not in gone] + list(mine)


def _papers(folder: Path) -> set[str]:
    return {file.stem for file in (folder / "documents").glob("*.toml")}


def _take_procedures(folder: Path, bundle: Bundle) -> None:
    for file in sorted((folder / "procedures").glob("*.toml")):
        place = f"{folder.name}/procedures/{file.name}"
        try:
            text = file.read_text(encoding="utf-8")
            code = str(tomllib.loads(text).get("procedure", {}).get("code", ""))
        except UnicodeDecodeError:
            bundle.faults.append(Fault(place, 0, "", Flaw("not_utf8")))
            continue
        except (tomllib.TOMLDecodeError, AttributeError):
            # The grammar says better what is wrong with it and where.
            code = ""
        earlier = bundle.procedures.get(code)
        if earlier is not None and code:
            flaw = Flaw("procedure_repeated", name=code, file=earlier.file)
            bundle.faults.append(Fault(place, 0, "code", flaw))
        bundle.procedures[code or place] = ProcedureSource(code, place, text)


def _take_uses(folder: Path, values: Mapping[str, Any], bundle: Bundle) -> None:
    place = f"{folder.name}/{FILE}"
    mine = set()
    for number, row in enumerate(values.get("procedure", ()), start=1):
        column = f"procedure {number}"
        if not isinstance(row, dict) or set(row) != {"kind", "channel", "use"}:
            bundle.faults.append(Fault(place, 0, column, Flaw("wrong_use")))
            continue
        key = (row["kind"], row["channel"])
        for name, value, choices in (("kind", key[0], KINDS), ("channel", key[1], CHANNELS)):
            if value not in choices:
                flaw = Flaw("unknown_use", name=str(value), property=name)
                bundle.faults.append(Fault(place, 0, column, flaw))
        if key in mine:
            bundle.faults.append(Fault(place, 0, column, Flaw("use_repeated")))
        mine.add(key)
        bundle.uses[key], bundle.use_files[key] = row["use"], place
