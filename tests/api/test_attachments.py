"""Files: handed in, named by a case, handed out to who may see it."""

from typing import Any, get_args

import pytest

from lianxin.files import attachments
from lianxin.files.kinds import REASONS, Reason
from tests.api.conftest import As, Caller
from tests.county import PLAIN, give

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, settings: Any) -> None:
    """Files of these tests lie apart."""
    settings.FILES_FOLDER = tmp_path


def _with_file(caller: Caller, content: bytes = PNG, name: str = "照片 1.png") -> tuple[str, str]:
    id_ = caller.upload(content, name=name).json()["id"]
    number = caller.post("/cases", {**PLAIN, "attachments": [id_]}).json()["number"]
    return number, id_


def test_a_file_goes_in_and_comes_out_whole_for_download_only(as_: As) -> None:
    caller = as_("operator-1")
    number, id_ = _with_file(caller)
    answer = caller.get(f"/cases/{number}/attachments/{id_}")
    assert answer.status_code == 200
    assert answer.getvalue() == PNG
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/png"


def test_who_does_not_see_the_case_does_not_get_the_file(as_: As) -> None:
    number, id_ = _with_file(as_("operator-1"))
    give("dispatcher-1", number, "assign", lead="urban-management")
    assert as_("clerk-urban").get(f"/cases/{number}/attachments/{id_}").getvalue() == PNG
    hidden = as_("clerk-human").get(f"/cases/{number}/attachments/{id_}")
    unknown = as_("clerk-human").get(f"/cases/QINGHE-260302-ZZZZZZ/attachments/{id_}")
    assert hidden.status_code == 404
    assert hidden.content == unknown.content


def test_a_file_of_another_case_is_not_handed_out_through_mine(as_: As) -> None:
    _, foreign = _with_file(as_("operator-1"))
    caller = as_("resident-zhao")
    number = caller.post("/cases", {**PLAIN, "channel": "web"}).json()["number"]
    assert caller.get(f"/cases/{number}/attachments/{foreign}").status_code == 404


def test_a_file_that_no_case_names_is_handed_out_to_nobody(as_: As) -> None:
    caller = as_("operator-1")
    id_ = caller.upload(PNG).json()["id"]
    number = caller.post("/cases", PLAIN).json()["number"]
    assert caller.get(f"/cases/{number}/attachments/{id_}").status_code == 404


def test_a_case_cannot_name_a_file_that_was_never_handed_in(as_: As) -> None:
    body = {**PLAIN, "attachments": ["01890000-0000-7000-8000-000000000000"]}
    answer = as_("operator-1").post("/cases", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_such")
    assert answer.json()["errors"][0]["pointer"] == "/attachments"


def test_a_resident_adds_a_file_to_his_case(as_: As) -> None:
    caller = as_("resident-zhao")
    number = caller.post("/cases", {**PLAIN, "channel": "web"}).json()["number"]
    id_ = caller.upload(PNG).json()["id"]
    answer = caller.command(number, "add", text="补充照片", attachments=[id_])
    assert answer.status_code == 200, answer.content
    assert caller.get(f"/cases/{number}/attachments/{id_}").getvalue() == PNG


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"MZ\x90\0", "executable"),
        (b"<html><script>", "html"),
        (b"<svg onload=x>", "svg"),
        (b"#!/bin/sh\n", "script"),
        (b"\x1f\x8b\x08\0", "archive"),
        (b"\0\1\2\3", "unknown_kind"),
        ("中文".encode("gb18030"), "text_encoding"),
    ],
)
def test_a_file_of_a_kind_that_is_not_taken_is_refused_by_its_content(
    as_: As, content: bytes, reason: str
) -> None:
    answer = as_("operator-1").upload(content, name="photo.png")
    assert (answer.status_code, answer.json()["code"]) == (415, "media_unsupported")
    assert answer.json()["errors"][0]["reason"] == REASONS[reason][0]


def test_an_empty_file_is_refused(as_: As) -> None:
    answer = as_("operator-1").upload(b"")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")


def test_a_file_above_the_limit_is_refused_before_it_is_read(as_: As) -> None:
    answer = as_("operator-1").upload(b"a" * (attachments.LIMIT + 100_000))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_a_file_just_above_the_limit_is_refused_while_it_is_read(as_: As) -> None:
    answer = as_("operator-1").upload(b"a" * (attachments.LIMIT + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_the_field_of_the_file_is_named_file(as_: As) -> None:
    answer = as_("operator-1").upload(PNG, field="photo")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/file"


def test_a_file_must_come_as_a_form(as_: As) -> None:
    assert as_("operator-1").post("/attachments", {"file": "x"}).status_code == 415


def test_a_broken_form_is_malformed(as_: As) -> None:
    answer = as_("operator-1").post("/attachments", b"nothing", content_type="multipart/form-data")
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")


def test_the_same_bytes_lost_while_they_are_kept_are_asked_for_again(
    as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(*args: object, **kwargs: object) -> None:
        raise attachments.UnableToOpen("lost")

    monkeypatch.setattr(attachments, "keep", lost)
    answer = as_("operator-1").upload(PNG)
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")


def test_every_reason_for_refusing_a_file_has_its_words() -> None:
    assert set(REASONS) == set(get_args(Reason)) - {"too_large"}
