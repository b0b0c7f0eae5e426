"""Papers over HTTP: for download only, to who may read them, as they went out."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document as Word

from lianxin.cases.codes import code_of
from lianxin.cases.reading.queries import state_of
from tests.api.conftest import As, Caller, Clock
from tests.county import officer
from tests.documents.matters import CENTRE, CLERK, accepted, delivered
from tests.documents.samples import text_of

UNKNOWN = "/cases/QINGHE-260302-ZZZZZZ/documents"


@pytest.fixture(autouse=True)
def later(county: str, clock: Clock, tmp_path: Any, settings: Any) -> None:
    """A month on, with the files of these tests apart."""
    settings.FILES_FOLDER = tmp_path
    clock.on(days=30)


def query_code(number: str) -> str:
    """Return the query code of a case."""
    return code_of(state_of(officer(CLERK), number).id)


def test_the_papers_of_a_case_are_listed_with_serial_and_state(as_: As) -> None:
    number = delivered()
    caller = as_(CLERK)
    assert caller.get(f"/cases/{number}/documents/opinion.pdf").status_code == 200
    items = caller.get(f"/cases/{number}/documents").json()["items"]
    found = {one["code"]: one for one in items}
    assert found["opinion"]["serial"].endswith("信复〔2026〕1号")
    assert found["opinion"]["state"] == "delivered"
    assert found["assignment_order"]["serial"] is None


def test_a_paper_comes_as_a_download_that_no_browser_opens(as_: As) -> None:
    number = delivered()
    answer = as_(CLERK).get(f"/cases/{number}/documents/opinion.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "赵一凡" in text_of(answer.content)


def test_a_paper_comes_as_a_word_file(as_: As) -> None:
    number = delivered()
    answer = as_(CENTRE).get(f"/cases/{number}/documents/opinion.docx")
    assert "经测量" in "".join(one.text for one in Word(BytesIO(answer.content)).paragraphs)


def test_an_earlier_paper_is_asked_for_by_its_entry(as_: As) -> None:
    number = delivered()
    caller = as_(CLERK)
    (entry,) = [
        one["entry"]
        for one in caller.get(f"/cases/{number}/documents").json()["items"]
        if one["code"] == "opinion"
    ]
    path = f"/cases/{number}/documents/opinion.pdf"
    assert caller.get(f"{path}?entry={entry}").status_code == 200
    assert caller.get(f"{path}?entry={entry + 1}").status_code == 404
    assert caller.get(f"{path}?entry=x").status_code == 422


def test_an_outsider_gets_the_answer_of_an_unknown_case(as_: As) -> None:
    number = delivered()
    caller = as_("clerk-agriculture")
    for tail in ("", "/opinion.pdf", "/opinion.docx"):
        hidden = caller.get(f"/cases/{number}/documents{tail}")
        unknown = caller.get(f"{UNKNOWN}{tail}")
        assert hidden.status_code == 404
        assert hidden.content == unknown.content


@pytest.mark.parametrize("file", ["opinion.exe", "opinion", "..pdf", "OPINION.pdf", "a b.pdf"])
def test_what_is_no_paper_is_not_there(as_: As, file: str) -> None:
    number = delivered()
    assert as_(CLERK).get(f"/cases/{number}/documents/{file}").status_code == 404


def test_a_resident_reads_by_query_code_what_went_to_him(county: str) -> None:
    code = query_code(delivered())
    nobody = Caller()
    items = nobody.get(f"/track/{code}/documents").json()["items"]
    assert [one["code"] for one in items] == ["opinion"]
    answer = nobody.get(f"/track/{code}/documents/opinion.pdf")
    assert answer.status_code == 200
    assert "赵一凡" in text_of(answer.content)


def test_a_resident_reads_neither_drafts_nor_orders_nor_word_files(county: str) -> None:
    code = query_code(delivered())
    for file in ("assignment_order.pdf", "opinion.docx", "review_opinion.pdf"):
        assert Caller().get(f"/track/{code}/documents/{file}").status_code == 404
    before = query_code(accepted())
    assert Caller().get(f"/track/{before}/documents").json()["items"] == []


def test_a_wrong_query_code_opens_no_paper(county: str) -> None:
    delivered()
    assert Caller().get("/track/AAAAAAAAAAA/documents").status_code == 404
    assert Caller().get("/track/AAAAAAAAAAA/documents/opinion.pdf").status_code == 404


def test_guessing_query_codes_is_slowed_down(county: str) -> None:
    found = [Caller().get("/track/AAAAAAAAAAA/documents").status_code for _ in range(70)]
    assert found[0] == 404
    assert found[-1] == 429
