"""`documents`: templates checked, papers listed and printed, altered ones named by `verify`."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as Word
from tests.documents.matters import CLERK, delivered
from tests.documents.samples import text_of
from tests.server.conftest import Verify
from tests.server.damaging import change

from lianxin.org.preset_folders import PRESETS
from lianxin.server import cli


@pytest.fixture
def number(county: str) -> str:
    """A case with a delivered opinion."""
    return delivered()


@pytest.mark.parametrize("name", ["base", "qinghe"])
def test_the_templates_we_ship_are_sound(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", "check", name]) == cli.GOOD
    assert "templates and" in capsys.readouterr().out


def test_a_faulty_template_is_told_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "place" / "documents"
    folder.mkdir(parents=True)
    text = (PRESETS / "base" / "documents" / "opinion.toml").read_text(encoding="utf-8")
    (folder / "opinion.toml").write_text(text.replace("{case.text}", "{case.tekst}"), "utf-8")
    line = text[: text.index("{case.text}")].count("\n") + 1
    assert cli.main(["documents", "check", str(tmp_path / "place")]) == cli.WRONG
    assert f"place/documents/opinion.toml:{line}: there is no field" in capsys.readouterr().err


def test_a_paper_is_listed_and_printed_masked_and_open(
    number: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "opinion.pdf"
    assert cli.main(["documents", "list", number]) == cli.GOOD
    assert "opinion" in capsys.readouterr().out
    assert cli.main(["documents", "print", number, "opinion", "-o", str(out)]) == cli.GOOD
    assert "(masked)" in capsys.readouterr().out
    assert "赵一凡" not in text_of(out.read_bytes())
    words = ["documents", "print", number, "opinion", "-o", str(out), "--as", CLERK]
    assert cli.main(words) == cli.GOOD
    assert "赵一凡" in text_of(out.read_bytes())


def test_a_paper_is_printed_as_a_word_file(number: str, tmp_path: Path) -> None:
    out = tmp_path / "opinion.docx"
    words = ["documents", "print", number, "opinion", "--form", "docx", "-o", str(out)]
    assert cli.main(words) == cli.GOOD
    told = "".join(one.text for one in Word(BytesIO(out.read_bytes())).paragraphs)
    assert "处理意见" in told


def test_what_is_not_there_is_told(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["documents", "print", number, "review_opinion"]) == cli.WRONG
    assert cli.main(["documents", "list", "QH-260302-AAAAAA"]) == cli.WRONG
    assert capsys.readouterr().err.count("There is no such case.") == 2


def test_an_outsider_prints_nothing(number: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["documents", "print", number, "opinion", "--as", "clerk-agriculture"]
    assert cli.main(words) == cli.WRONG
    assert "There is no such case." in capsys.readouterr().err


def test_templates_are_put_in_force_and_only_once(
    county: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["documents", "load", "qinghe"]) == cli.GOOD
    assert cli.main(["documents", "load", "qinghe"]) == cli.GOOD
    assert capsys.readouterr().out.endswith("0 templates are new or changed.\n")


def test_verify_names_a_paper_that_was_altered(number: str, verify: Verify, tmp_path: Path) -> None:
    words = ["documents", "print", number, "opinion", "-o", str(tmp_path / "x.pdf"), "--as", CLERK]
    assert cli.main(words) == cli.GOOD
    assert verify()[0] == 0
    change("UPDATE documents_paper SET serial = '改字1号'")
    code, told = verify()
    assert code == 1
    assert "paper_altered" in told
    assert "信复〔2026〕1号: the paper is not the one on record" in told
    assert "1 faults." in told
