"""Every paper that a shipped story leaves can be printed, and says what the story said."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from lianxin.documents import papers
from lianxin.documents.layout import Laid
from lianxin.documents.making import content_of
from lianxin.documents.models import Paper
from lianxin.rules.actor import SYSTEM
from tests.cases.conftest import played_template
from tests.county import county_template, inside
from tests.documents.matters import day

__all__ = ["county_template", "played_template"]
LATER = day(400)


@pytest.fixture
def numbers(played_template: tuple[str, Any], db: None) -> Iterator[list[str]]:
    """The cases of every story; what a test makes of them is undone."""
    name, last = played_template
    with inside(name), transaction.atomic():
        yield sorted(last)
        transaction.set_rollback(True)


def test_every_paper_that_a_story_leaves_is_printed(numbers: list[str]) -> None:
    count: dict[str, int] = {}
    for number in numbers:
        for line in papers.listed(SYSTEM, number, at=LATER):
            made = papers.printed(SYSTEM, number, line.code, form="pdf", at=LATER, entry=line.entry)
            assert made.content.startswith(b"%PDF"), (number, line)
            count[line.code] = count.get(line.code, 0) + 1
    assert {"opinion", "acceptance_notice", "review_opinion", "re_review_opinion"} <= count.keys()
    assert {"hearing_record", "mediation_agreement", "assignment_order"} <= count.keys()
    assert {"end_notice", "agent_mandate", "exemption", "refusal_notice"} <= count.keys()


def laid(code: str) -> list[Laid]:
    """Return what stands on the papers of a kind that were made."""
    return [content_of(one).laid for one in Paper.objects.filter(document=code)]


def words(paper: Laid) -> str:
    """Return every word of a paper."""
    return "\n".join(row.get("text") or str(row.get("lines")) for row in paper["rows"])


def test_what_was_measured_and_agreed_stands_on_the_papers(numbers: list[str]) -> None:
    for number in numbers:
        for line in papers.listed(SYSTEM, number, at=LATER):
            if line.code in {"hearing_record", "mediation_agreement", "hearing_notice"}:
                papers.printed(SYSTEM, number, line.code, form="docx", at=LATER, entry=line.entry)
    (agreement,) = [one for one in laid("mediation_agreement") if "院墙退回" in words(one)]
    assert "院墙退回老界石以内（2026年4月10日前履行）。" in words(agreement)
    assert "共同向人民法院申请司法确认" in words(agreement)
    records = [one for one in laid("hearing_record") if "农田灌溉渠改道" in words(one)]
    assert any("听证员" in words(one) for one in records)
