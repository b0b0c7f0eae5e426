"""How papers come out: what stands on the page, the same bytes, and pages that hold together."""

from io import BytesIO

import pytest
from docx import Document as Word
from pypdf import PdfReader

from lianxin.documents.layout import Lacking, lay, masked
from lianxin.documents.pdf import Unprintable, pdf
from lianxin.documents.word import word
from tests.documents import samples
from tests.documents.samples import AT, FACTS, VALUES, laid, text_of

CODES = sorted(samples.shipped())


def pages(made: bytes) -> list[str]:
    """Return the text of each page."""
    return [page.extract_text() for page in PdfReader(BytesIO(made)).pages]


@pytest.mark.parametrize("code", CODES)
def test_a_paper_says_its_title_body_and_every_line(code: str) -> None:
    paper = laid(code)
    told = text_of(pdf(paper, at=AT)).replace("\u200b", "")
    assert paper["title"] in told
    for row in paper["rows"]:
        for part in row.get("lines", [[row.get("text", "")]]):
            assert "".join(part).replace(" ", "") in told.replace(" ", ""), part


@pytest.mark.parametrize("code", CODES)
def test_a_paper_reads_the_same_in_word(code: str) -> None:
    paper = laid(code)
    document = Word(BytesIO(word(paper, at=AT)))
    told = "".join(one.text for one in document.paragraphs)
    assert paper["title"] in told
    assert "{" not in told
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for row in paper["rows"]:
        if row["kind"] == "table":
            assert [*row["columns"], *(part for line in row["lines"] for part in line)] == cells
        else:
            assert row["text"] in told


def test_the_same_paper_gives_the_same_bytes() -> None:
    first = pdf(laid("opinion"), at=AT)
    pdf(laid("agent_mandate"), at=AT)
    assert pdf(laid("opinion"), at=AT) == first


def test_a_paper_carries_its_fonts_and_is_fit_for_the_archive() -> None:
    reader = PdfReader(BytesIO(pdf(laid("opinion"), at=AT)))
    fonts = {
        font["/BaseFont"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index] - typed as any object
    }
    assert all("Noto" in name for name in fonts), fonts
    assert b"pdfaid" in pdf(laid("opinion"), at=AT)


def test_pages_are_numbered_as_official_papers_are() -> None:
    made = pages(pdf(laid("opinion", opinion__facts=FACTS * 4), at=AT))
    assert len(made) > 2
    for number, page in enumerate(made, 1):
        assert f"—{number}—" in page.replace(" ", "")


@pytest.mark.parametrize("times", range(1, 24))
def test_a_signature_never_stands_alone_on_a_page(times: int) -> None:
    facts = "双方对测量结果签字认可，没有其他意见。" * times * 2
    last = pages(pdf(laid("opinion", opinion__facts=facts), at=AT))[-1]
    assert "请求复查" in last
    assert "2026年4月2日" in last


def test_in_word_too_the_signature_takes_the_last_line_with_it() -> None:
    paper = laid("opinion")
    lines = Word(BytesIO(word(paper, at=AT))).paragraphs
    signed = next(n for n, one in enumerate(lines) if one.text == paper["sign"]["body"] and n > 3)
    last = max(n for n, one in enumerate(lines[:signed]) if one.text)
    assert lines[last].text == paper["rows"][-1]["text"]
    assert all(one.paragraph_format.keep_with_next for one in lines[last:signed])
    assert not lines[last - 1].paragraph_format.keep_with_next


def test_a_body_with_a_very_long_name_keeps_to_the_page() -> None:
    name = "云川市沙河新区经济技术开发区管理委员会综合行政执法和应急管理局"
    reader = PdfReader(BytesIO(pdf(laid("opinion", body__name=name), at=AT)))
    right = 210 - 20

    def beyond(text: str, _cm: object, matrix: list[float], *_: object) -> None:
        if text.strip():
            assert matrix[4] / 72 * 25.4 < right, text

    for page in reader.pages:
        page.extract_text(visitor_text=beyond)
    assert name in "".join(pages(pdf(laid("opinion", body__name=name), at=AT))).replace("\n", "")


def test_a_draft_shows_that_it_is_one_and_where_it_has_gaps() -> None:
    values = {**VALUES, "opinion.text": ""}
    paper = lay(samples.shipped()["opinion"].template, values, draft=True)
    told = text_of(pdf(paper, at=AT))
    assert "送审稿" in told
    assert "＿＿＿＿" in told


def test_a_paper_that_lacks_what_it_must_say_is_not_made() -> None:
    values = {**VALUES, "opinion.basis": "", "opinion.facts": ""}
    with pytest.raises(Lacking) as lacking:
        lay(samples.shipped()["opinion"].template, values)
    assert lacking.value.names == ("opinion.basis", "opinion.facts")


def test_a_line_whose_field_is_empty_is_left_out_and_headings_count_on() -> None:
    paper = laid("supervision_order", order__due_on="", order__ground="")
    heads = [row["text"] for row in paper["rows"] if row["kind"] == "head"]
    assert heads == ["一、督办要求", "二、反馈"]
    assert "请在收到本函后及时书面反馈办理情况。" in [row["text"] for row in paper["rows"]]


def test_a_masked_paper_shows_it_and_hides_every_value() -> None:
    paper = masked(laid("agent_mandate"), [("李志强", "李**"), ("李志刚", "李**")])
    told = text_of(pdf(paper, at=AT))
    assert "脱敏件" in told
    assert "李志" not in told


def test_a_look_of_a_county_stands_for_the_common_one() -> None:
    made = pdf(laid("opinion"), at=AT, layout="#text(font: hei)[本县样式]\n#one(d.rows.first())")
    assert "本县样式" in text_of(made)
    assert "〔2026〕" not in text_of(made)


@pytest.mark.parametrize("layout", ["#nothing()", '#read("/etc/passwd")', "#{"])
def test_a_faulty_look_is_told(layout: str) -> None:
    with pytest.raises(Unprintable):
        pdf(laid("opinion"), at=AT, layout=layout)


def test_an_order_of_a_service_line_is_not_told_as_a_petition() -> None:
    order = laid("assignment_order", case__petition=False, case__word="诉求事项")
    told = text_of(pdf(order, at=AT))
    assert order["title"] == "关于交办诉求事项的函"
    assert "信访工作条例" not in told and "五个工作日" not in told


def test_everybody_who_sat_has_a_line_to_sign_on() -> None:
    lines = laid("hearing_record")["sign"]["lines"]
    assert [one.partition("（")[0] for one in lines][2:] == [
        "主持人 姚海明",
        "听证员 蒋宝林",
        "记录人 华家栋",
    ]
    assert laid("hearing_record", sitting__signers=[])["sign"]["lines"][0] == "信访人（签名）："
