"""A county as data: folders that include others, checked together, loaded in one transaction."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from lianxin.founding.preset import load_preset
from lianxin.ledger.models import Entry
from lianxin.org import calendar, procedures, snapshot
from lianxin.org.models import Area
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.procedures import Label, Procedure
from tests.founding.tables_on_disk import AT, CLERK, county

pytestmark = pytest.mark.django_db
LABEL = 'label = { zh = "清河县", en = "Qinghe" }\n'


def compile_plainly(text: str, *, name: str, base: Callable[[str], Procedure | None]) -> Procedure:
    """Stand in for the grammar, which has tests of its own: a code, a base, a digest."""
    values = tomllib.loads(text)["procedure"]
    extends = values.get("extends")
    below = base(extends) if extends else None
    if extends and below is None:
        raise Faults([Fault(name, 1, "extends", Flaw("no_such_procedure", name=extends))])
    return Procedure(
        code=values["code"],
        label=Label(zh="程序", en="Procedure"),
        extends=extends,
        stages=(),
        actions=(),
        digest=f"{values['code']}/{below.digest if below else ''}",
    )


def preset(folder: Path, *, code: str, values: str = "", **tables: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "preset.toml").write_text(f'code = "{code}"\n{LABEL}{values}', encoding="utf-8")
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def procedure(folder: Path, code: str, *, extends: str = "") -> None:
    (folder / "procedures").mkdir(exist_ok=True)
    base = f'extends = "{extends}"\n' if extends else ""
    text = f'[procedure]\ncode = "{code}"\n{base}'
    (folder / "procedures" / f"{code}.toml").write_text(text, encoding="utf-8")


def qinghe(root: Path, *, values: str = "", **tables: str) -> Path:
    """A base with one category and procedure, and a county that includes it."""
    base = preset(root / "base", code="base", categories="code,parent,zh,en\nc-09,,教育,\n")
    procedure(base, "statutory")
    folder = county(root / "qinghe")
    procedure(folder, "five-ones", extends="statutory")
    return preset(
        folder,
        code="qinghe",
        values='includes = ["base"]\nroot_area = "qinghe"\ngroup_size = 7\n'
        + (values or 'procedure = [{ kind = "*", channel = "*", use = "five-ones" }]\n'),
        **tables,
    )


def load(folder: Path) -> None:
    load_preset(folder, at=AT, by=CLERK, compile=compile_plainly)


def told(folder: Path) -> list[str]:
    with pytest.raises(Faults) as refused:
        load(folder)
    return [str(one) for one in refused.value.faults]


def test_a_preset_brings_its_tables_values_procedures_and_what_it_includes(tmp_path: Path) -> None:
    load(qinghe(tmp_path))
    parts = snapshot.load()
    assert set(parts.categories) == {"c-09", "c-01", "c-0101"}
    assert (parts.county.root_area, parts.county.group_size) == ("qinghe", 7)
    assert parts.county.label_zh == "清河县"
    assert parts.current == {"statutory": "statutory/", "five-ones": "five-ones/statutory/"}
    assert parts.uses == {("*", "*"): "five-ones"}
    assert procedures.base_of("five-ones/statutory/") == "statutory/"


def test_loading_a_preset_again_changes_nothing(tmp_path: Path) -> None:
    load(qinghe(tmp_path, values='calendar = "china"\n'))
    before, entries = snapshot.load().versions, Entry.objects.count()
    load(tmp_path / "qinghe")
    assert snapshot.load().versions == before
    assert Entry.objects.count() == entries


def test_the_calendar_of_china_or_a_file_of_days_comes_along(tmp_path: Path) -> None:
    load(qinghe(tmp_path, values='calendar = "china"\n'))
    assert 2026 in calendar.current().years
    folder = qinghe(tmp_path, values='calendar = "days.csv"\n')
    (folder / "days.csv").write_text("date,is_workday,name\n2027-01-01,no,元旦\n")
    load(folder)
    assert {2026, 2027} <= calendar.current().years


def test_a_repeated_code_is_a_fault_unless_the_row_says_replace(tmp_path: Path) -> None:
    (found,) = told(
        qinghe(
            tmp_path,
            categories="code,parent,zh,en\nc-01,,城管,\nc-0101,c-01,市容,\nc-09,,教育文体,\n",
        )
    )
    assert (
        found == "qinghe/categories.csv:4: code: c-09 stands in base/categories.csv row 2 already"
    )
    again = "code,parent,zh,en,replace\nc-01,,城管,,\nc-0101,c-01,市容,,no\nc-09,,教育文体,,yes\n"
    load(qinghe(tmp_path, categories=again))
    assert snapshot.load().category_labels["c-09"] == ("教育文体", "")


def test_a_row_that_replaces_nothing_or_says_replace_oddly_is_a_fault(tmp_path: Path) -> None:
    odd = "code,parent,zh,en,replace\nc-01,,城管,,yes\nc-0101,c-01,市容,,perhaps\n"
    assert told(qinghe(tmp_path, categories=odd)) == [
        "qinghe/categories.csv:2: replace: there is no included row to replace",
        "qinghe/categories.csv:3: replace: is neither yes nor no",
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ('root_area = "qinghe"\n', "is no proper TOML"),
        ("group_sise = 3\n", "group_sise: is no value of a preset"),
        (
            'procedure = [{ kind = "*", channel = "*", use = "none" }]\n',
            "there is no procedure none",
        ),
        (
            'procedure = [{ kind = "claims", channel = "*", use = "five-ones" }]\n',
            "claims is no kind",
        ),
        (
            'procedure = [{ kind = "*", channel = "fone", use = "five-ones" }]\n',
            "fone is no channel",
        ),
        ('procedure = [{ kind = "*", use = "five-ones" }]\n', "has not kind, channel and use"),
        (
            'procedure = [{ kind = "*", channel = "*", use = "five-ones" },'
            '{ kind = "*", channel = "*", use = "statutory" }]\n',
            "says the same kind and channel again",
        ),
        ('calendar = "missing.csv"\n', "calendar: no file missing.csv"),
        (
            'patterns = [{ code = "same", zh = "同类", en = "Same", same = "person",'
            ' place = "village", count = 1, days = 30, outpost = "village" }]\n',
            "patterns.1.same: Input should be 'category' or 'lead'",
        ),
        (
            'patterns = [{ code = "same", zh = "同类", en = "Same", same = "category",'
            ' place = "moon", count = 3, days = 30, outpost = "village" }]\n',
            "patterns.1.place: there is no level moon",
        ),
        (
            'patterns = [{ code = "same", zh = "同类", en = "Same", same = "category",'
            ' place = "county", count = 3, days = 30, outpost = "watchtower" }]\n',
            "patterns.1.outpost: there is no kind watchtower",
        ),
        ("calendar = 3\n", "calendar: is not `china` or a file"),
    ],
)
def test_a_wrong_value_of_a_preset_is_told(tmp_path: Path, values: str, expected: str) -> None:
    found = told(qinghe(tmp_path, values=values))
    assert any(one.startswith("qinghe/preset.toml") and expected in one for one in found), found


def test_faults_of_tables_days_values_and_procedures_are_listed_together(tmp_path: Path) -> None:
    folder = qinghe(tmp_path, values='calendar = "days.csv"\n', people="code,zh\nBad Code,王\n")
    (folder / "days.csv").write_text("date,is_workday,name\nnever,no,元旦\n")
    procedure(folder, "odd", extends="nothing")
    found = "\n".join(told(folder))
    for expected in (
        "qinghe/people.csv:2: code: Bad Code is no code",
        "qinghe/appointments.csv:2: person: head-urban is not among the people",
        "qinghe/days.csv:2: date: never is not a date",
        "qinghe/procedures/odd.toml:1: extends: there is no procedure nothing",
    ):
        assert expected in found
    assert not Area.objects.exists()
    assert not Entry.objects.exists()


def test_a_root_area_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    folder = qinghe(tmp_path)
    preset(folder, code="qinghe", values='includes = ["base"]\nroot_area = "nowhere"\n')
    assert told(folder) == ["qinghe/preset.toml: root_area: nowhere is not among the areas"]


def test_a_preset_that_is_not_there_or_named_otherwise_or_goes_in_a_circle_is_a_fault(
    tmp_path: Path,
) -> None:
    assert told(tmp_path / "none") == ["none/preset.toml: there is no such preset"]
    preset(tmp_path / "a", code="other", people="code,zh\n")
    assert told(tmp_path / "a") == ["a/preset.toml: code: is not the name of its folder, a"]
    preset(tmp_path / "b", code="b", values='includes = ["c"]\n', people="code,zh\n")
    preset(tmp_path / "c", code="c", values='includes = ["b"]\n', people="code,zh\n")
    assert told(tmp_path / "b") == ["b/preset.toml: includes: a circle: b → c → b"]


def test_two_procedures_of_one_code_are_a_fault(tmp_path: Path) -> None:
    folder = qinghe(tmp_path)
    procedure(folder, "statutory")
    assert told(folder) == [
        "qinghe/procedures/statutory.toml: code: statutory stands in"
        " base/procedures/statutory.toml already"
    ]


def test_procedures_that_extend_each_other_are_a_fault(tmp_path: Path) -> None:
    folder = qinghe(tmp_path)
    procedure(folder, "a", extends="b")
    procedure(folder, "b", extends="a")
    found = "\n".join(told(folder))
    assert "there is no procedure a" in found
    assert "there is no procedure b" in found


def test_a_procedure_may_extend_one_that_is_in_force_already(tmp_path: Path) -> None:
    load(qinghe(tmp_path))
    folder = preset(tmp_path / "more", code="more", people="code,zh\n")
    procedure(folder, "faster", extends="statutory")
    load(folder)
    assert procedures.base_of("faster/statutory/") == "statutory/"
