"""A procedure of a preset that names a post, place, category or colour that is not there is refused."""

from pathlib import Path

import pytest

from lianxin.founding.preset import load_preset
from lianxin.org import procedures
from lianxin.org.models import Area
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, county

pytestmark = pytest.mark.django_db
HEAD = """[procedure]
code = "local"
label = { zh = "本地", en = "Local" }
extends = "statutory"
[rows]
"""


def preset(folder: Path, rows: str) -> Path:
    """The small county over the shipped base, with a procedure whose rows stand from line 6 on."""
    county(folder, categories="code,parent,zh,en\n")
    (folder / "preset.toml").write_text(
        f'code = "{folder.name}"\nlabel = {{ zh = "某县", en = "County" }}\nincludes = ["base"]\n',
        encoding="utf-8",
    )
    (folder / "procedures").mkdir()
    (folder / "procedures" / "local.toml").write_text(HEAD + rows, encoding="utf-8")
    return folder


def told(folder: Path) -> list[str]:
    with pytest.raises(Faults) as refused:
        load_preset(folder, at=AT, by=CLERK)
    assert not Area.objects.exists()
    return [str(one) for one in refused.value.faults]


def test_every_unknown_signer_place_category_and_colour_is_told_at_once(tmp_path: Path) -> None:
    rows = """sign_offs = [
  { document = "public_reply", posts = ["petition-chief", "urban-head"] },
  { document = "opinion", posts = ["section-head", "grid-chief", "dragon", "body-head"] },
]
clocks = [
  { code = "visit", limit = { liuyin = "1 hours", tokyo = "2 hours", c-01 = "3 hours", c-99 = "4 hours", red = "1 hours", blue = "1 hours", "*" = "9 hours" }, start = ["registered"], stop = ["arrived"], whose = "lead" },
]
"""
    reason = "is no kind, colour, area, level or category that a limit could go by"
    assert told(preset(tmp_path / "county", rows)) == [
        f"county/procedures/local.toml:{line}: {row}: {why}"
        for line, row, why in (
            (
                7,
                "public_reply",
                "petition-chief is not among the posts, and no post has such a role",
            ),
            (8, "opinion", "dragon is not among the posts, and no post has such a role"),
            (11, "visit", f"blue {reason}"),
            (11, "visit", f"c-99 {reason}"),
            (11, "visit", f"tokyo {reason}"),
        )
    ]


def test_posts_roles_leaders_levels_and_kinds_that_are_there_are_taken(tmp_path: Path) -> None:
    rows = """sign_offs = [
  { document = "public_reply", posts = ["urban-head", "leader"] },
]
clocks = [
  { code = "visit", limit = { township = "1 hours", help = "2 hours", A = "3 hours", urgent = "1 hours", "*" = "4 hours" }, start = ["registered"], stop = ["arrived"], whose = "lead" },
]
"""
    load_preset(preset(tmp_path / "county", rows), at=AT, by=CLERK)
    assert "local" in procedures.current()


def test_a_document_without_a_wording_that_nobody_signs_is_told(tmp_path: Path) -> None:
    rows = """actions = [
  { do = "conclude", at = ["answered"], by = ["lead"], needs = ["site_report"], to = "concluded" },
  { do = "deliver", at = ["issuing"], by = ["lead"], to = { opinion = "answered", letter = "answered" } },
]
clocks = [
  { code = "send", limit = "3 days", start = ["issued:opinion"], stop = ["delivered:opnion"], whose = "lead" },
]
"""
    reason = "is no document: it has no wording, and nobody signs it"
    # That nobody can make them is told beside.
    assert [one for one in told(preset(tmp_path / "county", rows)) if reason in one] == [
        f"county/procedures/local.toml:{line}: {row}: {paper} {reason}"
        for line, row, paper in (
            (7, "conclude", "site_report"),
            (8, "deliver", "letter"),
            (11, "send", "opnion"),
        )
    ]


def test_a_document_with_a_wording_of_the_preset_s_own_or_a_signer_is_taken(
    tmp_path: Path,
) -> None:
    rows = """actions = [
  { do = "conclude", at = ["answered"], by = ["lead"], needs = ["site_report", "minutes"], to = "concluded" },
  { do = "draft", at = ["answered"], by = ["lead"], papers = ["minutes"] },
  { do = "issue", at = ["answered"], by = ["lead"], papers = ["site_report"] },
]
sign_offs = [
  { document = "minutes", posts = ["body-head"] },
]
"""
    folder = preset(tmp_path / "county", rows)
    (folder / "documents").mkdir()
    (folder / "documents" / "site_report.toml").write_text("", encoding="utf-8")
    load_preset(folder, at=AT, by=CLERK)
    assert "local" in procedures.current()


def test_faults_of_tables_and_of_procedures_come_together(tmp_path: Path) -> None:
    folder = preset(
        tmp_path / "county", 'sign_offs = [\n  { document = "x", posts = ["nobody"] },\n]\n'
    )
    for table, line in (
        ("rosters", "no-post,,FREQ=SOMETIMES,窗口,2026-01-01,"),
        ("stations", "station,nowhere,point,代办点,,,,"),
        ("duties", "c-77,qinghe,nobody,urban;ghost,第一项"),
    ):
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    found = "\n".join(told(folder))
    for expected in (
        "rosters.csv:3: post: no-post is not among the posts",
        "rosters.csv:3: rule: FREQ=SOMETIMES is no roster rule",
        "stations.csv:3: area: nowhere is not among the areas",
        "duties.csv:3: category: c-77 is not among the categories",
        "duties.csv:3: lead: nobody is not among the bodies",
        "duties.csv:3: assists: ghost is not among the bodies",
        "local.toml:7: x: nobody is not among the posts",
    ):
        assert expected in found


def test_whatever_a_preset_names_that_is_not_there_is_told_in_one_answer(tmp_path: Path) -> None:
    rows = """actions = [
  { do = "conclude", at = ["answered"], by = ["lead"], needs = ["site_report"], to = "concluded" },
]
sign_offs = [
  { document = "public_reply", posts = ["dragon"] },
]
"""
    folder = preset(tmp_path / "county", rows)
    odd = HEAD.replace('"local"', '"odd"')
    (folder / "procedures" / "odd.toml").write_text(
        odd + 'actions = [\n  { do = "note", at = ["*"], by = ["lead"], when = ["moonlit"] },\n]\n',
        encoding="utf-8",
    )
    with (folder / "duties.csv").open("a", encoding="utf-8") as file:
        file.write("c-77,atlantis,nobody,,第一项\n")
    found = "\n".join(told(folder))
    for expected in (
        "duties.csv:3: category: c-77 is not among the categories",
        "duties.csv:3: area: atlantis is not among the areas",
        "duties.csv:3: lead: nobody is not among the bodies",
        "local.toml:7: conclude: site_report is no document",
        "local.toml:10: public_reply: dragon is not among the posts",
        "odd.toml:7:54: there is no condition 'moonlit'",
    ):
        assert expected in found, found
