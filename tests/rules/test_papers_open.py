"""Which papers may be made and sent at which stage: as the procedure's rows name them."""

import pytest

from lianxin.rules.decide import papers_open_to
from lianxin.rules.refusals import Refused
from tests.rules.county import (
    HEARD,
    LI,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    answered,
    book,
    handled,
    officer,
)
from tests.rules.known import compiled, over, told

OPINION = {"outcome": "supported", "facts": "查明", "basis": "水法", "text": "予以修复"}
KNOWN = ("acceptance_notice", "refusal_notice", "end_notice", "public_reply")


def open_papers(play: Play, name: str, who: object = WANG) -> tuple[str, ...]:
    """The papers that somebody could do this to, a minute after the last step."""
    return papers_open_to(
        play.state,
        name,
        actor=who,  # type: ignore[arg-type] - an actor of the county
        at=play.at,
        book=book(),
        known=KNOWN,
    )


def refusal(play: Play, name: str, *arguments: object, **fields: object) -> Refused:
    """The refusal of what must be refused."""
    with pytest.raises(Refused) as caught:
        play.do(name, *arguments, **fields)  # type: ignore[arg-type] - as `do` takes them
    return caught.value


def test_the_notice_of_acceptance_is_offered_from_acceptance_on_to_the_lead_alone() -> None:
    play = Play()
    play.do("assign", LI, "2026-03-03 09:00", lead="water")
    play.do("receive", WANG, "2026-03-03 10:00")
    assert "acceptance_notice" not in open_papers(play, "issue")
    play.do("accept", WANG, "2026-03-04 09:00", route="6")
    assert "acceptance_notice" in open_papers(play, "issue")
    assert "acceptance_notice" not in open_papers(play, "issue", LI)


def test_a_paper_of_another_stage_is_refused_and_the_stages_of_this_paper_are_told() -> None:
    play = answered()
    no = refusal(play, "draft", WANG, document="extension_notice", text="延期")
    assert (no.code, no.why["document"]) == ("not_now", "extension_notice")
    assert no.why["stages"] == ["handling", "issuing", "signing"]


def test_a_paper_that_no_row_names_is_never_made() -> None:
    assert refusal(handled(), "issue", WANG, document="supervision_order").code == "not_now"
    assert refusal(handled(), "draft", WANG, document="public_reply", text="x").code == "not_now"


def test_a_paper_of_another_body_is_refused_to_the_centre() -> None:
    assert refusal(handled(), "issue", LI, document="acceptance_notice").code == "not_yours"


def test_only_what_was_issued_is_offered_for_delivery() -> None:
    play = handled()
    assert open_papers(play, "deliver") == ()
    play.do("issue", WANG, "2026-03-05 09:00", document="acceptance_notice")
    assert open_papers(play, "deliver") == ("acceptance_notice",)
    play.do("deliver", WANG, document="acceptance_notice", means="post")
    assert open_papers(play, "deliver") == ()


def test_the_opinion_is_sent_from_its_own_stage_by_the_lead_alone() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", **OPINION)
    assert open_papers(play, "sign", WANG_SECTION) == ("opinion",)
    assert open_papers(play, "sign", WANG_HEAD) == ()
    play.do("sign", WANG_SECTION, document="opinion")
    assert open_papers(play, "sign", WANG_HEAD) == ("opinion",)
    play.do("sign", WANG_HEAD, document="opinion")
    assert "opinion" in open_papers(play, "issue")
    told_of = {"document": "opinion", "means": "in_person"}
    assert refusal(play, "deliver", LI, **told_of).code == "not_yours"
    play.do("issue", WANG, document="opinion")
    play.do("deliver", WANG, **told_of)
    assert play.state.stage == "answered"


def test_a_hearing_is_told_once_it_was_ordered_and_again_when_its_day_is_moved() -> None:
    play = handled()
    assert "hearing_notice" not in open_papers(play, "issue")
    assert refusal(play, "issue", WANG, document="hearing_notice").code == "unmet"
    play.do("order_sitting", WANG, "2026-03-05 09:00", kind="hearing", demand="听证")
    for _ in range(2):
        assert "hearing_notice" in open_papers(play, "issue")
        play.do("issue", WANG, document="hearing_notice")
        play.do("deliver", WANG, document="hearing_notice", means="post")
        assert play.state.tracks["hearing"] == "noticed"


def test_whoever_sees_nothing_is_offered_no_paper() -> None:
    assert open_papers(handled(), "issue", officer("agriculture")) == ()


def test_a_refused_matter_is_told_so_after_it_was_decided() -> None:
    play = Play()
    assert "refusal_notice" not in open_papers(play, "issue", LI)
    told_why = {"reason": "not-ours", "text": "不属于本机关", "next_door": "市水利局"}
    play.do("decline", LI, "2026-03-03 09:00", **told_why)
    assert "refusal_notice" in open_papers(play, "issue", LI)
    play.do("issue", LI, document="refusal_notice")
    assert open_papers(play, "deliver", LI) == ("refusal_notice",)


def test_a_row_that_names_no_paper_is_for_any() -> None:
    found = compiled(over("actions", '{ do = "publish", at = ["handling"], by = ["lead"] }'))
    (row,) = [row for row in found.action_index["publish"] if "handling" in row.at]
    assert row.papers == ()


def test_a_paper_is_narrowed_by_itself() -> None:
    row = (
        '{ do = "deliver", at = ["diverted"], by = ["handled"], when = ["initial"],'
        ' papers = ["referral_notice"] }'
    )
    rows = [row for row in compiled(over("actions", row)).action_index["deliver"]]
    here = {row.papers: (row.by, row.when) for row in rows if "diverted" in row.at}
    assert len(here) == 6
    assert (
        here.items()
        >= {
            ("legal_referral",): (("lead", "holder", "handled", "centre"), ()),
            ("referral_notice",): (("handled",), ("initial",)),
        }.items()
    )


def test_a_county_adds_a_paper_and_a_stage_for_one() -> None:
    row = (
        '{ do = "issue", at = ["answered"], by = ["lead"], papers = ["acceptance_notice", "own"] }'
    )
    rows = compiled(over("actions", row)).action_index["issue"]
    assert ("acceptance_notice", "own") in [row.papers for row in rows if "answered" in row.at]


def test_a_paper_is_given_to_nobody_whom_the_law_does_not_name() -> None:
    row = '{ do = "issue", at = ["handling"], by = ["assist"], papers = ["acceptance_notice"] }'
    assert "wider_by" in [code for _, code in told(over("actions", row))]


def test_papers_of_a_step_that_is_about_none_are_a_fault() -> None:
    row = '{ do = "note", at = ["open"], by = ["lead"], papers = ["opinion"] }'
    assert "papers_of_no_paper" in [code for _, code in told(over("actions", row))]


def test_nothing_answered_is_published_but_an_answer() -> None:
    play = answered()
    assert open_papers(play, "publish") == ("opinion",)
    assert refusal(play, "publish", WANG, document="exemption").code == "not_now"
