"""A step that waits for a paper: refused without it, naming who can bring it about."""

from collections.abc import Callable

import pytest

from lianxin.rules.procedures import Action
from lianxin.rules.refusals import Refused
from tests.rules.county import HEARD, LI, WANG, WANG_HEAD, WANG_SECTION, Play, handled
from tests.rules.known import base

CODES = ("statutory", "simple", "hotline")
OPINION = {"outcome": "supported", "facts": "查明", "basis": "水法", "text": "予以修复"}


def refusal(done: Callable[[], object]) -> Refused:
    """The refusal of what must be refused."""
    with pytest.raises(Refused) as caught:
        done()
    return caught.value


def who(no: Refused) -> list[str]:
    """Who a refusal says can meet its one condition."""
    (condition,) = no.why["conditions"]
    found: list[str] = condition["who"]
    return found


def waiting(code: str) -> list[Action]:
    """The rows of a shipped procedure that wait for a paper."""
    procedure = base(code)
    assert procedure is not None
    return [row for row in procedure.actions if row.needs]


def test_a_missing_paper_names_who_may_make_it_and_the_article() -> None:
    play = Play()
    told = {"reason": "not-ours", "text": "不属于本机关", "next_door": "市水利局"}
    play.do("decline", LI, **told)
    no = refusal(lambda: play.do("deliver", LI, document="refusal_notice", means="post"))
    assert (no.code, no.why["step"]) == ("document_missing", "issue")
    assert who(no) == ["centre", "handled", "holder", "lead"]
    assert no.why["conditions"][0]["article"] == "条例23 [V]"


def test_an_unsigned_paper_names_the_next_signature() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", **OPINION)
    play.do("sign", WANG_SECTION, document="opinion")
    no = refusal(lambda: play.do("deliver", WANG, document="opinion", means="post"))
    assert no.code == "not_signed"
    assert who(no) == ["water-head"]


def test_a_missing_notice_of_extension_names_who_drafts_it() -> None:
    play = handled()
    told = {"days": 30, "reason": "需重新测量", "approver": "water-head"}
    no = refusal(lambda: play.do("extend", WANG, "2026-04-20 09:00", **told))
    assert (no.code, no.why["step"]) == ("document_missing", "draft")
    assert "lead" in who(no)
    play.do("draft", WANG, document="extension_notice", text="延期告知")
    assert who(refusal(lambda: play.do("extend", WANG, **told))) == ["water-head"]
    play.do("sign", WANG_HEAD, document="extension_notice")
    play.do("extend", WANG, **told)


@pytest.mark.parametrize("code", CODES)
def test_every_paper_that_a_shipped_procedure_waits_for_can_be_made_under_it(code: str) -> None:
    procedure = base(code)
    assert procedure is not None
    own = {"opinion": "propose_opinion", "review_opinion": "decide_review"}
    own["re_review_opinion"] = "decide_re_review"
    for row in waiting(code):
        for paper in row.needs:
            step = own.get(paper) or ("draft" if paper in procedure.sign_off_index else "issue")
            assert procedure.action_index.get(step), f"{row.do} waits for {paper} for ever"


def test_the_statutory_steps_that_wait_are_those_of_the_law() -> None:
    found = {(row.do, paper) for row in waiting("statutory") for paper in row.needs}
    assert found == {
        ("issue", "opinion"),
        ("deliver", "opinion"),
        ("issue", "review_opinion"),
        ("deliver", "review_opinion"),
        ("issue", "re_review_opinion"),
        ("deliver", "re_review_opinion"),
    }
