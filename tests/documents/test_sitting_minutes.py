"""The minutes of a sitting over many matters, as they come out on paper."""

from datetime import timedelta

import pytest

from lianxin.documents.sitting_minutes import minutes_paper
from lianxin.rules.refusals import Refused
from lianxin.sittings.minutes import minutes
from lianxin.sittings.models import Sitting
from tests.county import AT, county, county_template, officer, open_county
from tests.documents.samples import text_of
from tests.sittings.test_joint_meetings import HEAD, OUTSIDER, PRESENT, convened, done, led

__all__ = ["county", "county_template", "open_county"]
LATER = AT + timedelta(days=2)


def held() -> Sitting:
    """A meeting over two villages, closed; one of the members did not come."""
    led("shanghe", "pingchuan"), led("dongling", "dongling")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    due = AT + timedelta(days=14)
    told = {"analysis": "渠底淤积半米。", "body": "dongling", "due": due}
    done(sitting, "decide_item", item=1, decision="限期清淤。", **told)
    done(sitting, "decide_item", item=2, decision="等县里测绘。", put_off=True)
    return done(sitting, "close_sitting", minutes="会议逐件研究了本镇未办结的事项。")


def paper(sitting: Sitting, who: str = HEAD) -> str:
    """What stands on the printed minutes."""
    told = minutes(sitting.pk, actor=officer(who), at=LATER)
    # A line set to the full width is read back with spaces between its characters.
    return text_of(minutes_paper(told, at=LATER).content).replace(" ", "")


def test_the_printed_minutes_say_what_was_settled_by_whom_and_by_when(county: str) -> None:
    told = paper(held())
    assert "信访工作联席会议纪要" in told
    assert told.index("东岭村") < told.index("上河村"), "village by village"
    assert "渠底淤积半米。限期清淤（由东岭村民委员会负责，2026年3月16日前完成）。" in told
    assert "召集人" in told and "缺席：" in told


def test_who_signed_stands_with_his_day_and_the_next_has_his_line(county: str) -> None:
    sitting = held()
    before = paper(sitting)
    assert "已签" not in before
    done(sitting, "sign_minutes")
    after = paper(sitting)
    assert after.count("（签名）：已签，2026年3月2日") == 1
    assert after.count("（签名）：") == len(PRESENT)


def test_minutes_of_a_sitting_that_still_sits_are_a_draft(county: str) -> None:
    led("shanghe", "pingchuan")
    assert "送审稿" in paper(convened())


def test_an_outsider_may_not_read_the_minutes(county: str) -> None:
    sitting = held()
    with pytest.raises(Refused, match="not_visible"):
        paper(sitting, OUTSIDER)
