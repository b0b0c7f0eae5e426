"""Files at the desk and in Manage: what a field takes is told beforehand, the rest refused at the field."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.files import drops
from lianxin.web.templatetags.uploads import TAKEN
from tests.county import register
from tests.web.conftest import TOKEN, Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
FIELDS = {
    "/desk/cases/{n}/add": ("dispatcher-1", 20 << 20, "pdf"),
    "/manage/upload": ("admin-1", 20 << 20, "csv xlsx geojson"),
    "/manage/imports": ("admin-1", 200 << 20, "csv xlsx"),
    "/manage/calendar": ("admin-1", 200_000, "csv"),
    "/manage/procedures/new": ("admin-1", TAKEN["procedure"].largest, "toml txt"),
    "/manage/papers/opinion": ("admin-1", 200_000, "toml txt"),
}


@pytest.mark.parametrize("path", FIELDS)
def test_a_field_tells_how_large_and_of_what_kind_its_files_are(
    county: str, clock: Clock, path: str
) -> None:
    person, largest, kinds = FIELDS[path]
    shown = page(sit_down(person).get(path.format(n=register().state.number)))
    field = shown.partition('<input type="file"')[2].partition("</p>")[0]
    assert f'data-largest="{largest}"' in field
    assert kinds in field
    assert "data-say" in field


def test_a_file_that_is_not_taken_is_named_at_its_field(county: str, clock: Clock) -> None:
    client, number = sit_down("dispatcher-1"), register().state.number
    bad = SimpleUploadedFile("工具.exe", b"MZ\x90\x00 and so on")
    path = f"/desk/cases/{number}/add"
    answer = client.post(path, {"text": "补充", "attachments": bad, "token": TOKEN})
    assert answer.status_code == 422
    (field,) = [one for one in answer.context["questions"] if one.name == "attachments"]
    assert "工具.exe" in field.fault
    assert "补充" in page(answer)


@pytest.mark.parametrize("path", ["/manage/upload", "/manage/imports"])
def test_a_table_that_is_not_taken_is_refused_at_its_field(
    county: str, clock: Clock, path: str
) -> None:
    client = sit_down("admin-1")
    answer = client.post(path, {"file": SimpleUploadedFile("x.csv", b""), "reason": "换届"})
    assert answer.status_code == 422
    field = page(answer).partition('class="field wrong"')[2].partition("</div>")[0]
    assert 'class="fault"' in field
    assert 'name="file"' in field
    assert TAKEN["tables"].largest == drops.LARGEST
