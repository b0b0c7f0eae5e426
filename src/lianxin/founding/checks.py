"""Checks all tables of an organisation together, against what is held already; lists every fault."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from graphlib import CycleError, TopologicalSorter

from lianxin.founding.tables import TABLES, Name, TableLine
from lianxin.org import shapes
from lianxin.org.preset_folders import CODE
from lianxin.org.rosters import parsed
from lianxin.rules.faults import Fault, Flaw, Unfit

# Rows by table and key, their values as text: what is held, or will be.
Rows = Mapping[Name, Mapping[tuple[str, ...], Mapping[str, str]]]
Whole = dict[Name, dict[tuple[str, ...], Mapping[str, str]]]

WORD = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
LONGEST_CODE = 64
LONGEST_NUMBER = 9
DATES = frozenset({"since", "until"})


def checked(lines: Iterable[TableLine], *, rows_held: Rows) -> tuple[list[TableLine], list[Fault]]:
    """Return the lines in their normal form, and every fault of what they make with `rows_held`."""
    faults: list[Fault] = []
    clean = [_clean(line, faults) for line in lines]
    whole = merged(clean, rows_held=rows_held)
    clean = [_with_area(line, whole) for line in clean]
    whole = merged(clean, rows_held=rows_held)
    faults += _repeated(clean)
    for line in clean:
        faults += _unknown(line, whole)
        faults += CHECKS.get(line.table, _nothing)(line, whole)
    faults += _tops(clean, whole)
    faults += _circles(clean, whole)
    faults += _overlaps(clean, whole)
    return clean, faults


def merged(lines: Iterable[TableLine], *, rows_held: Rows) -> Whole:
    """Return what will be held once the lines are loaded."""
    whole: Whole = {table: dict(rows_held.get(table, {})) for table in TABLES}
    for line in lines:
        whole[line.table][line.key] = line.values
    return whole


def fault(line: TableLine, column: str, flaw: Flaw) -> Fault:
    """Return a fault of a line."""
    return Fault(line.file, line.row, column, flaw)


def several(text: str) -> tuple[str, ...]:
    """Return the codes of a cell that holds several, parted by `;`."""
    return tuple(code.strip() for code in text.split(";") if code.strip())


def _clean(line: TableLine, faults: list[Fault]) -> TableLine:
    table = TABLES[line.table]
    values = dict(line.values)
    for column in table.columns:
        text = values[column]
        if "\0" in text:
            faults.append(fault(line, column, Flaw("nul")))
            text = text.replace("\0", "")
        if not text and column not in table.blank:
            faults.append(fault(line, column, Flaw("empty")))
        values[column] = text and _normal(line, column, text, faults)
    if line.values["replace"].lower() not in ("", "yes", "no", "是", "否"):
        faults.append(fault(line, "replace", Flaw("neither_yes_nor_no")))
    return replace(line, values=values)


def _normal(line: TableLine, column: str, text: str, faults: list[Fault]) -> str:
    if column in DATES:
        return _day(line, column, text, faults)
    if column in TABLES[line.table].counts:
        return _count(line, column, text, faults)
    if column == "shape":
        return _shape(line, column, text, faults)
    if column == "assists":
        return ";".join(several(text.replace("；", ";")))
    _check_name(line, column, text, faults)
    return text


def _day(line: TableLine, column: str, text: str, faults: list[Fault]) -> str:
    """The day as 2026-03-01; empty when it is none, so that what follows leaves it out."""
    match = _DAY.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        faults.append(fault(line, column, Flaw("not_a_date", value=text)))
        return ""


def _shape(line: TableLine, column: str, text: str, faults: list[Fault]) -> str:
    """The geometry as it is always written; empty when it is none."""
    try:
        return shapes.written(shapes.read(text))
    except Unfit as unfit:
        faults.append(fault(line, column, unfit.flaw))
        return ""


def _count(line: TableLine, column: str, text: str, faults: list[Fault]) -> str:
    """The number without leading noughts; empty when it is none."""
    if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER:
        return str(int(text))
    faults.append(fault(line, column, Flaw("not_a_number", value=text)))
    return ""


def _check_name(line: TableLine, column: str, text: str, faults: list[Fault]) -> None:
    if column == "code" and not CODE.fullmatch(text):
        faults.append(fault(line, column, Flaw("not_a_code", value=text)))
    elif column == "code" and len(text) > LONGEST_CODE:
        faults.append(fault(line, column, Flaw("too_long", most=LONGEST_CODE)))
    elif column in TABLES[line.table].words and not WORD.fullmatch(text):
        faults.append(fault(line, column, Flaw("not_a_word", value=text)))


def _with_area(line: TableLine, whole: Rows) -> TableLine:
    """A post without an area stands in that of its body."""
    if line.table != "posts" or line.values["area"]:
        return line
    body = whole["bodies"].get((line.values["body"],), {})
    return replace(line, values={**line.values, "area": body.get("area", "")})


def _repeated(lines: Sequence[TableLine]) -> Iterable[Fault]:
    first: dict[tuple[Name, tuple[str, ...]], TableLine] = {}
    for line in lines:
        first_line = first.setdefault((line.table, line.key), line)
        if first_line is not line:
            column = TABLES[line.table].key[0]
            named = " ".join(filter(None, line.key))
            yield fault(
                line, column, Flaw("repeated", name=named, file=first_line.file, row=first_line.row)
            )


def _unknown(line: TableLine, whole: Rows) -> Iterable[Fault]:
    for column, table in TABLES[line.table].refers.items():
        code = line.values[column]
        if code and (code,) not in whole[table]:
            yield fault(line, column, Flaw("not_among", name=code, table=table))


def _nothing(_line: TableLine, _whole: Rows) -> Iterable[Fault]:
    return ()


def _duty(line: TableLine, whole: Rows) -> Iterable[Fault]:
    lead, assists = line.values["lead"], several(line.values["assists"])
    for code in assists:
        if (code,) not in whole["bodies"]:
            yield fault(line, "assists", Flaw("not_among", name=code, table="bodies"))
    if lead in assists:
        yield fault(line, "assists", Flaw("leads_and_assists", body=lead))
    if len(set(assists)) < len(assists):
        yield fault(line, "assists", Flaw("assists_twice"))
    for column, code in (("lead", lead), *(("assists", code) for code in assists)):
        successor = whole["bodies"].get((code,), {}).get("successor")
        if successor:
            yield fault(line, column, Flaw("succeeded", body=code, successor=successor))


def _term(line: TableLine, _whole: Rows) -> Iterable[Fault]:
    since, until = line.values["since"], line.values["until"]
    if since and until and until < since:
        yield fault(line, "until", Flaw("ends_before_it_begins", until=until, since=since))


def _roster(line: TableLine, whole: Rows) -> Iterable[Fault]:
    yield from _term(line, whole)
    try:
        if line.values["rule"]:
            parsed(line.values["rule"])
    except Unfit as unfit:
        yield fault(line, "rule", unfit.flaw)


def _appointment(line: TableLine, whole: Rows) -> Iterable[Fault]:
    yield from _term(line, whole)
    values = line.values
    if values["stands_in_for"] and values["stands_in_for"] == values["person"]:
        yield fault(line, "stands_in_for", Flaw("stands_in_for_oneself"))
    if values["stands_in_for"] and not values["until"]:
        yield fault(line, "until", Flaw("stands_in_without_end"))


CHECKS: Mapping[Name, Callable[[TableLine, Rows], Iterable[Fault]]] = {
    "duties": _duty,
    "appointments": _appointment,
    "rosters": _roster,
}


def _tops(lines: Sequence[TableLine], whole: Rows) -> Iterable[Fault]:
    tops = [code for (code,), values in whole["areas"].items() if not values["parent"]]
    for line in lines:
        if line.table == "areas" and line.values["code"] in tops[1:]:
            yield fault(line, "parent", Flaw("second_top", area=tops[0]))


def circles(leads: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Return circles in a graph, first and last the same; enough that cutting each opens it."""
    left = {node: set(others) for node, others in leads.items()}
    rings = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as problem:
            # graphlib names the nodes so that each is led to by the one after it.
            circle = tuple(reversed(problem.args[1]))
            left[circle[0]].discard(circle[1])
            rings.append(circle)
        else:
            return rings


def _circles(lines: Sequence[TableLine], whole: Rows) -> Iterable[Fault]:
    places = {(line.table, line.values.get("code", "")): line for line in lines}
    ways: tuple[tuple[Name, tuple[str, ...]], ...] = (
        ("areas", ("parent",)),
        ("categories", ("parent",)),
        ("bodies", ("upper_gov", "upper_line")),
        ("bodies", ("successor",)),
    )
    for table, columns in ways:
        leads = {
            code: [values[column] for column in columns if values[column]]
            for (code,), values in whole[table].items()
        }
        for circle in circles(leads):
            flaw = Flaw("circle", way=" → ".join(circle))
            for code in circle[1:]:
                if (table, code) in places:
                    yield fault(places[table, code], columns[0], flaw)


def _overlaps(lines: Sequence[TableLine], whole: Rows) -> Iterable[Fault]:
    terms = defaultdict(list)
    for (person, post, since), values in whole["appointments"].items():
        if since:
            terms[person, post].append((since, values["until"] or date.max.isoformat()))
    for line in lines:
        if line.table != "appointments" or not line.values["since"]:
            continue
        person, post, since = line.key
        last = line.values["until"] or date.max.isoformat()
        for other, until in terms[person, post]:
            if other != since and other <= last and since <= until:
                flaw = Flaw("holds_already", person=person, post=post, since=other)
                yield fault(line, "since", flaw)
