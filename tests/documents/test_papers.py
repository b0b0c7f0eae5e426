"""Papers of a case: made once, read as they went out, and by whom."""

from datetime import timedelta
from io import BytesIO
from uuid import UUID

import pytest
from docx import Document as Word
from pypdf import PdfReader

from lianxin.cases.codes import code_of
from lianxin.cases.loops.ringing import ring_due
from lianxin.cases.reading.queries import petitioner_by_code, state_of
from lianxin.documents import papers
from lianxin.documents.models import Paper
from lianxin.ledger import reading
from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author
from lianxin.people import petitioners
from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from tests.county import AT, give, officer, petitioner
from tests.documents.matters import CENTRE, CLERK, accepted, asked, claimed, day, delivered, signed
from tests.documents.samples import text_of

LATER = AT + timedelta(days=30)


def pdf(person: str, number: str, code: str) -> bytes:
    """Return a paper as a person of the preset gets it."""
    return papers.printed(officer(person), number, code, form="pdf", at=LATER).content


def codes(actor: Actor, number: str) -> list[tuple[str, str]]:
    """Return the papers that somebody sees, with their state."""
    return [(one.code, one.state) for one in papers.listed(actor, number, at=LATER)]


def test_a_delivered_opinion_says_what_the_law_asks_for(county: str) -> None:
    number = delivered()
    told = text_of(pdf(CLERK, number, "opinion"))
    for part in (
        "赵一凡：",
        "投诉请求",
        "请求确认边界。",
        "经测量，东邻多占0.5米。",
        "《土地管理法》第十四条。",
        "予以支持",
        "三十日内重新埋设界桩。",
        "自收到本意见书之日起三十日内",
        "2026年3月8日",
    ):
        assert part in told, part


def test_a_paper_is_the_same_bytes_at_every_reading(county: str) -> None:
    number = delivered()
    first = pdf(CLERK, number, "opinion")
    assert pdf(CENTRE, number, "opinion") == first
    assert Paper.objects.filter(document="opinion").count() == 1


def test_a_paper_stays_as_it_went_out_when_the_petitioner_is_corrected(county: str) -> None:
    number = delivered()
    first = pdf(CLERK, number, "opinion")
    (mine,) = state_of(officer(CLERK), number).people.petitioners
    told = {"name": "赵一帆"}
    petitioners.correct(UUID(mine), told, at=day(8), by=Author(CENTRE), ground="本人要求更正")
    assert pdf(CLERK, number, "opinion") == first
    assert "赵一帆" in text_of(pdf(CENTRE, number, "assignment_order"))


def test_an_opinion_before_its_signatures_is_a_draft_without_serial(county: str) -> None:
    number = accepted()
    give(CLERK, number, "draft", at=day(3), document="extension_notice", text="需要再次测量。")
    told = text_of(pdf("head-natural", number, "extension_notice"))
    assert "送审稿" in told
    assert "信延" not in told
    assert not Paper.objects.exists()


def test_a_signed_opinion_gets_its_serial_when_it_is_issued(county: str) -> None:
    number = signed()
    assert papers.listed(officer(CLERK), number, at=LATER)[-1].serial == ""
    give(CLERK, number, "issue", at=day(6), document="opinion")
    assert "信复〔2026〕1号" in text_of(pdf(CLERK, number, "opinion"))
    (line,) = [one for one in papers.listed(officer(CLERK), number, at=LATER) if one.serial]
    assert line.serial.endswith("信复〔2026〕1号")


def test_an_assignment_is_its_own_paper(county: str) -> None:
    number = claimed()
    told = text_of(pdf(CENTRE, number, "assignment_order"))
    assert "请到现场测量。" in told
    assert "五个工作日内提出异议" in told
    assert "2026年4月11日前反馈" in told


def test_an_outsider_gets_no_paper_and_no_list(county: str) -> None:
    number = delivered()
    for outsider in (officer("clerk-agriculture"), Actor("nobody")):
        with pytest.raises(Refused, match="not_visible"):
            papers.listed(outsider, number, at=LATER)
        with pytest.raises(Refused, match="not_visible"):
            papers.printed(outsider, number, "opinion", form="pdf", at=LATER)


def test_a_paper_that_is_not_there_is_as_invisible_as_the_case(county: str) -> None:
    number = claimed()
    with pytest.raises(Refused, match="not_visible"):
        pdf(CLERK, number, "opinion")
    with pytest.raises(Refused, match="not_visible"):
        pdf(CLERK, number, "no_such_paper")


def test_the_petitioner_gets_what_was_delivered_to_him_and_nothing_else(county: str) -> None:
    number = delivered()
    mine = petitioner_by_code(code_of(state_of(officer(CLERK), number).id))
    assert codes(mine, number) == [("opinion", "delivered")]
    made = papers.printed(mine, number, "opinion", form="pdf", at=LATER)
    assert not made.is_masked
    assert "赵一凡" in text_of(made.content)
    with pytest.raises(Refused, match="not_visible"):
        papers.printed(mine, number, "assignment_order", form="pdf", at=LATER)


def test_the_petitioner_does_not_see_an_opinion_that_is_only_signed(county: str) -> None:
    number = signed()
    assert codes(petitioner(number), number) == []
    with pytest.raises(Refused, match="not_visible"):
        papers.printed(petitioner(number), number, "opinion", form="pdf", at=LATER)


def test_whoever_may_not_know_the_petitioner_gets_the_paper_masked(county: str) -> None:
    number = delivered()
    made = papers.printed(officer("auditor-1"), number, "opinion", form="pdf", at=LATER)
    told = text_of(made.content)
    assert made.is_masked
    assert "脱敏件" in told
    assert "赵**" in told
    assert "赵一凡" not in told


def test_the_lead_does_not_learn_a_withheld_name_from_its_own_paper(county: str) -> None:
    number = delivered(withheld=True)
    assert "赵一凡" not in text_of(pdf(CLERK, number, "opinion"))
    assert "赵一凡" in text_of(pdf(CENTRE, number, "opinion"))
    order = text_of(pdf(CENTRE, number, "assignment_order"))
    assert "赵**" in order
    assert "赵一凡" not in order


def test_a_respondent_stands_on_no_paper_and_gets_none(county: str) -> None:
    number = claimed(kind="misconduct_report", respondent=["agriculture"])
    order = text_of(pdf(CENTRE, number, "assignment_order"))
    assert "农业" not in order
    assert "赵一凡" not in order
    with pytest.raises(Refused, match="not_visible"):
        pdf("head-agriculture", number, "assignment_order")


def test_every_open_reading_by_the_house_is_on_record(county: str) -> None:
    number = delivered()
    case = state_of(officer(CLERK), number).id
    pdf(CLERK, number, "opinion")
    pdf("auditor-1", number, "opinion")
    read = reading.entries(stream_of("reading", case))
    assert [(one.fact, one.person) for one in read] == [("paper_read", CLERK)]


def test_a_word_file_reads_as_the_paper(county: str) -> None:
    number = delivered()
    made = papers.printed(officer(CLERK), number, "opinion", form="docx", at=LATER)
    told = "".join(one.text for one in Word(BytesIO(made.content)).paragraphs)
    assert "经测量，东邻多占0.5米。" in told
    assert "{" not in told
    assert made.name.endswith(".docx")


def test_an_anonymous_petitioner_is_addressed_all_the_same(county: str) -> None:
    number = accepted(petitioner=None, anonymous=True)
    give(CLERK, number, "issue", at=day(3), document="acceptance_notice")
    assert "信访人：" in text_of(pdf(CLERK, number, "acceptance_notice"))


def test_a_paper_issued_a_second_time_is_another_paper(county: str) -> None:
    number = accepted()
    for at in (day(3), day(5)):
        give(CLERK, number, "issue", at=at, document="acceptance_notice")
        give(CLERK, number, "deliver", at=at, document="acceptance_notice", means="message")
    lines = [
        one
        for one in papers.listed(officer(CLERK), number, at=LATER)
        if one.code == "acceptance_notice"
    ]
    assert len({one.entry for one in lines}) == 2
    for line in lines:
        papers.printed(officer(CLERK), number, line.code, form="pdf", at=LATER, entry=line.entry)
    assert sorted(Paper.objects.values_list("n", flat=True)) == [1, 2]


def test_a_text_of_a_hundred_thousand_characters_is_printed_whole(county: str) -> None:
    number = claimed(text="边界不清。" * 20_000)
    made = pdf(CENTRE, number, "assignment_order")
    assert len(PdfReader(BytesIO(made)).pages) > 100


def test_what_looks_like_a_program_is_printed_as_it_is(county: str) -> None:
    told = '#import "x" {{ 7*7 }} {case.number} <b>&amp;</b> $x^2$ \\'
    number = claimed(text=told)
    assert told.replace(" ", "") in text_of(pdf(CENTRE, number, "assignment_order")).replace(
        " ", ""
    )
    made = papers.printed(officer(CENTRE), number, "assignment_order", form="docx", at=LATER)
    assert told in "\n".join(one.text for one in Word(BytesIO(made.content)).paragraphs)


def test_what_a_clock_presses_goes_out_in_the_name_of_the_petition_office(county: str) -> None:
    number = accepted()
    ring_due(day(70))
    made = papers.printed(officer(CENTRE), number, "supervision_order", form="pdf", at=day(71))
    told = text_of(made.content)
    assert told.count("清河县信访局") >= 2
    assert "清河县自然资源局：" in told


def test_a_review_goes_out_in_the_name_of_the_reviewer_even_when_it_revokes(county: str) -> None:
    number = delivered()
    asked(number, "request_review", at=day(9), reason="测量时没有通知我家。")
    give("clerk-qinghe", number, "decide_review", at=day(12), outcome="revoked", text="程序有误。")
    give("head-qinghe", number, "sign", at=day(12), document="review_opinion")
    draft = text_of(pdf(CENTRE, number, "review_opinion"))
    assert "清河县人民政府" in draft
    assert "予以撤销" in draft
    assert "年　　月　　日" in draft.replace(" ", "")


def test_those_above_are_reported_to_and_departments_are_informed(county: str) -> None:
    number = claimed()
    above = ["government", "departments"]
    give(CENTRE, number, "set_gravity", at=day(1), gravity="major", text="坝脚渗水")
    give(CENTRE, number, "report_upward", at=day(1), to=above, text="坝脚渗水，已转移。")
    told = {
        text_of(
            papers.printed(
                officer(CENTRE), number, line.code, form="pdf", at=LATER, entry=line.entry
            ).content
        )
        for line in papers.listed(officer(CENTRE), number, at=LATER)
        if line.code == "urgent_report"
    }
    report, notice = sorted(told, key=lambda text: "有关主管部门：" in text)
    assert "现将有关情况报告如下" in report and "本级党委、政府：" in report
    assert "现将有关情况通报如下" in notice


def test_a_notice_of_a_duty_keeps_its_promise_whatever_is_added(county: str) -> None:
    number = claimed()
    give(CLERK, number, "receive", at=day(1))
    give(CLERK, number, "accept", at=day(2), route="5")
    give(CLERK, number, "issue", at=day(3), document="duty_notice", text="已派人到现场。")
    told = text_of(pdf(CLERK, number, "duty_notice"))
    assert "并将结果答复你" in told
    assert "已派人到现场。" in told
