"""Templates as data: every fault is found with its line, and nothing slips through."""

import shutil
from pathlib import Path

import pytest

from lianxin.documents import templates_in_force
from lianxin.documents.fields import FIELDS
from lianxin.documents.folders import BASE, gather
from lianxin.documents.models import Mark, TemplateVersion
from lianxin.documents.templates import parse
from lianxin.founding import preset as presets
from lianxin.org.preset_folders import PRESETS
from lianxin.rules.faults import Faults
from tests.county import AT, BY
from tests.documents.samples import parsed

SOUND = """\
code = "x"
label = { zh = "样张", en = "Sample" }
edition = "2026-11"
for_whom = "petitioner"
serial = "{mark}样〔{year}〕{n}号"
title = "样张"
addressee = "{petitioner.name}："
rows = [
  "{case.title}",
  { head = "{h}、理由" },
  { each = "agreement.terms", text = "（{n.zh}）{item.text}" },
]
"""


def test_a_sound_template_has_no_fault() -> None:
    assert parsed(SOUND) == []


def test_the_shipped_templates_are_sound_and_ask_only_for_what_there_is() -> None:
    papers = gather("base")
    assert papers.faults == []
    assert len(papers.sources) >= 25
    for source in papers.sources.values():
        assert source.template.names <= FIELDS.keys()


@pytest.mark.parametrize(
    ("before", "after", "line", "told"),
    [
        ("{case.title}", "{case.titel}", 9, "there is no field 'case.titel'"),
        ("{petitioner.name}", "{petitioner.shoe}", 7, "there is no field"),
        ("{petitioner.name}", "{respondent.names}", 7, "may not stand on a paper"),
        ("{case.title}", "{case.title", 9, "a brace that names no field"),
        ("{case.title}", "{agreement.terms}", 9, "is no text"),
        ("{item.text}", "{item.colour}", 11, "its items have no 'colour'"),
        ("agreement.terms", "case.title", 11, "is no list"),
        ("agreement.terms", "no.such", 11, "is no list"),
        ("〕{n}号", "〕号", 5, "has no {n}"),
        ("{year}", "{moon}", 5, "there is no 'moon' here"),
        ('"2026-11"', '"soon"', 3, "edition"),
        ('for_whom = "petitioner"', 'for_whom = "everybody"', 4, "for_whom"),
        ("{ head =", "{ hat =", 10, "rows.1.hat"),
        ('title = "样张"', 'title = "样张"\nmade_by = ["eaten"]', 7, "there is no fact 'eaten'"),
        ("rows = [", "rows = {", 8, "is no proper TOML"),
    ],
)
def test_a_fault_is_told_with_its_line(before: str, after: str, line: int, told: str) -> None:
    faults = parsed(SOUND.replace(before, after, 1))
    assert any(f":{line}: " in one and told in one for one in faults), faults


def test_a_respondent_may_stand_on_a_paper_of_the_office_alone() -> None:
    inner = SOUND.replace('"petitioner"', '"office"').replace(
        "{petitioner.name}", "{respondent.names}"
    )
    assert parsed(inner) == []
    for whom in ("petitioner", "body", "public", "parties"):
        assert parsed(inner.replace('"office"', f'"{whom}"'))


def place(folder: Path, name: str = "place") -> Path:
    """A preset of its own that includes the common one."""
    made = folder / name
    shutil.copytree(PRESETS / "qinghe", made)
    told = (made / "preset.toml").read_text(encoding="utf-8").replace('"qinghe"', f'"{name}"', 1)
    (made / "preset.toml").write_text(told, encoding="utf-8")
    shutil.rmtree(made / "documents", ignore_errors=True)
    (made / "documents").mkdir()
    return made


def test_a_place_words_a_paper_anew_and_keeps_the_rest(tmp_path: Path) -> None:
    folder = place(tmp_path)
    text = (
        (BASE / "opinion.toml").read_text(encoding="utf-8").replace("信访处理意见书", "答复意见书")
    )
    (folder / "documents" / "opinion.toml").write_text(text, encoding="utf-8")
    papers = gather(folder)
    assert papers.faults == []
    assert papers.sources["opinion"].template.label.zh == "答复意见书"
    assert papers.sources["opinion"].digest != gather("base").sources["opinion"].digest
    assert papers.sources["acceptance_notice"] == gather("base").sources["acceptance_notice"]


def test_a_place_gives_a_paper_a_look_of_its_own(tmp_path: Path) -> None:
    folder = place(tmp_path)
    (folder / "documents" / "opinion.typ").write_text("#paper()\n", encoding="utf-8")
    shutil.copy(BASE / "form.docx", folder / "documents" / "opinion.docx")
    papers = gather(folder)
    assert papers.faults == []
    assert papers.sources["opinion"].layout == "#paper()\n"
    assert papers.sources["opinion"].word


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("opinion.typ", '#paper()\n#image("/etc/passwd")', "opinion.typ:2: a look may not use"),
        ("unheard.typ", "#paper()", "there is no wording unheard.toml"),
        ("opinion.docx", "no zip", "is no Word file"),
        ("other.toml", SOUND, "is not the name of its file"),
        ("marks.csv", "body,mark\nwater,\n", "marks.csv:2: is not a body and its mark"),
        ("marks.csv", "body;mark\n", "its columns are not body,mark"),
    ],
)
def test_a_faulty_file_of_a_place_is_told(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    folder = place(tmp_path)
    (folder / "documents" / name).write_text(content, encoding="utf-8")
    assert any(told in str(fault) for fault in gather(folder).faults)


def test_a_preset_with_a_faulty_template_is_refused_whole(county: str, tmp_path: Path) -> None:
    folder = place(tmp_path)
    (folder / "documents" / "opinion.typ").write_text('#image("x")', encoding="utf-8")
    (folder / "documents" / "marks.csv").write_text("body,mark\nnobody,无\n", encoding="utf-8")
    with pytest.raises(Faults, match="a look may not use") as wrong:
        presets.load(folder, at=AT, by=BY)
    codes = {fault.code for fault in wrong.value.faults}
    assert codes == {"look_reaches_out", "no_such_body"}
    assert not TemplateVersion.objects.exists()


def test_a_loaded_template_is_in_force_and_loading_again_changes_nothing(
    county: str, tmp_path: Path
) -> None:
    folder = place(tmp_path)
    text = (BASE / "opinion.toml").read_text(encoding="utf-8").replace("处理意见如下", "意见如下")
    (folder / "documents" / "opinion.toml").write_text(text, encoding="utf-8")
    (folder / "documents" / "marks.csv").write_text("body,mark\nwater,青水\n", encoding="utf-8")
    presets.load(folder, at=AT, by=BY)
    assert "提出如下处理意见" in templates_in_force.current()["opinion"].text
    assert Mark.objects.get(pk="water").mark == "青水"
    before = TemplateVersion.objects.count()
    assert templates_in_force.activate(gather(folder), at=AT, by=BY) == 0
    assert TemplateVersion.objects.count() == before


def test_an_older_version_is_kept_when_a_newer_one_comes(county: str) -> None:
    first = gather("base")
    templates_in_force.activate(first, at=AT, by=BY)
    source = first.sources["opinion"]
    newer = source.text.replace("2026-11", "2026-12")
    template, faults = parse(newer, file="base/documents/opinion.toml")
    assert template is not None, faults
    first.sources["opinion"] = type(source)(template, newer, source.file)
    try:
        assert templates_in_force.activate(first, at=AT, by=BY) == 1
    finally:
        first.sources["opinion"] = source
    assert templates_in_force.current()["opinion"].template.edition == "2026-12"
    assert templates_in_force.version(source.digest).template.edition == "2026-11"
