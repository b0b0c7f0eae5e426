"""The codes of what is wrong in the wording of a paper, each from the smallest change to one."""

from pathlib import Path

import pytest

from lianxin.documents.folders import gather
from lianxin.documents.templates import parse
from tests.documents.test_templates import SOUND

HEAD = 'code = "small"\n'


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        ("not_toml", "rows = [", "rows = {"),
        ("field_unknown", "{ head =", "{ hat ="),
        ("unknown_field", "{case.title}", "{case.titel}"),
        ("field_of_the_accused", "{case.title}", "{respondent.names}"),
        ("brace_without_field", "{case.title}", "{case.title"),
        ("not_text_field", "{case.title}", "{agreement.terms}"),
        ("unknown_serial_part", "{year}", "{moon}"),
        ("serial_without_number", "{n}号", "号"),
        ("unknown_part", "{item.text}", "{item.colour}"),
        ("not_list_field", "agreement.terms", "case.title"),
        (
            "columns_without_each",
            '"{case.title}"',
            '{ text = "", columns = [{ zh = "序号", part = "n" }] }',
        ),
        ("unknown_maker", 'title = "样张"', 'title = "样张"\nmade_by = ["eaten"]'),
    ],
)
def test_a_wording_brings_its_code_alone(code: str, before: str, after: str) -> None:
    _, faults = parse(SOUND.replace(before, after, 1), file="x.toml")
    assert [fault.code for fault in faults] == [code]


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("not_utf8", "opinion.toml", b"\xff"),
        ("not_its_file", "other.toml", SOUND.encode()),
        ("look_without_wording", "unheard.typ", b""),
        ("look_reaches_out", "opinion.typ", b'#image("x")'),
        ("not_word", "opinion.docx", b"no zip"),
        ("wrong_mark_columns", "marks.csv", b"body;mark\n"),
        ("wrong_mark", "marks.csv", b"body,mark\nwater,\n"),
    ],
)
def test_a_file_beside_the_wordings_brings_its_code_alone(
    tmp_path: Path, code: str, name: str, content: bytes
) -> None:
    folder = tmp_path / "small"
    (folder / "documents").mkdir(parents=True)
    (folder / "preset.toml").write_text(f'{HEAD}includes = ["base"]\n', encoding="utf-8")
    (folder / "documents" / name).write_bytes(content)
    assert [fault.code for fault in gather(folder).faults] == [code]
