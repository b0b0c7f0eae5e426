"""One case at the desk: papers and their signatures, what is owed, what runs beside, what is like it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.county import AT, give, register
from tests.documents.matters import CLERK, HEARD, accepted, day, delivered, signed
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]


def shown(person: str, number: str) -> Any:
    """Return the case page as an officer gets it."""
    return sit_down(person).get(f"/desk/cases/{number}")


def test_a_draft_says_who_signed_and_whose_turn_it_is(county: str, clock: Clock) -> None:
    number = accepted()
    give(CLERK, number, "hear", at=day(3), **HEARD)
    give(
        CLERK,
        number,
        "propose_opinion",
        at=day(3),
        outcome="supported",
        facts="属实。",
        basis="有据。",
        text="支持。",
    )
    give("section-natural", number, "sign", at=day(4), document="opinion")
    clock.at = day(5)
    paper = shown(CLERK, number).context["papers"][0]
    assert (paper.name, paper.state, paper.entry) == ("信访处理意见书", "起草，待审签", 0)
    assert [(one.is_done, one.is_turn) for one in paper.signatures] == [
        (True, False),
        (False, True),
    ]
    assert paper.signatures[0].who


def test_what_went_out_has_its_serial_its_proof_and_both_files(county: str, clock: Clock) -> None:
    number = signed()
    give(CLERK, number, "issue", at=day(6), document="opinion")
    give(
        CLERK, number, "deliver", at=day(7), document="opinion", means="in_person", proof="送达回证"
    )
    clock.at = day(8)
    client = sit_down(CLERK)
    # The loops print what went out; here it is printed when somebody first asks for it.
    address = f"/desk/cases/{number}/papers/opinion"
    assert client.get(f"{address}.pdf").content.startswith(b"%PDF")
    answer = client.get(f"/desk/cases/{number}")
    paper = answer.context["papers"][-1]
    assert paper.serial
    assert paper.state == "已送达"
    assert paper.proof == "当面：送达回证"
    assert paper.serial in page(answer)
    word = client.get(f"{address}.docx?entry={paper.entry}")
    assert word.content.startswith(b"PK")
    assert word["Content-Disposition"].startswith("attachment")
    assert client.get(f"{address}.pdf?look=1")["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("file", ["opinion.pdf", "opinion.docx", "opinion.exe", "nothing.pdf"])
def test_a_paper_out_of_sight_is_the_same_page_as_one_that_is_not_there(
    county: str, clock: Clock, file: str
) -> None:
    number = delivered()
    clock.at = day(8)
    client = sit_down("clerk-human")
    hidden = client.get(f"/desk/cases/{number}/papers/{file}")
    unknown = client.get(f"/desk/cases/QINGHE-260302-AAAAAA/papers/{file}")
    assert hidden.status_code == unknown.status_code == 404
    assert page(hidden).replace(number, "") == page(unknown).replace("QINGHE-260302-AAAAAA", "")


def test_a_paper_that_the_case_does_not_have_is_not_found(county: str, clock: Clock) -> None:
    number = accepted()
    clock.at = day(3)
    client = sit_down(CLERK)
    for file in ("opinion.pdf", "opinion.exe", "OPINION.pdf"):
        assert client.get(f"/desk/cases/{number}/papers/{file}").status_code == 404


def test_reading_a_paper_at_the_desk_is_on_record(county: str, clock: Clock) -> None:
    number = delivered()
    clock.at = day(8)
    sit_down(CLERK).get(f"/desk/cases/{number}/papers/opinion.pdf")
    with connection.cursor() as cursor:
        cursor.execute("SELECT person FROM ledger_entry WHERE fact = 'paper_read'")
        assert cursor.fetchall() == [(CLERK,)]


def instructed() -> str:
    """A matter on whose handling a leader gave an instruction with a date."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["utilities"])
    give("dispatcher-1", number, "set_leader", leaders=["leader-2"])
    give("clerk-urban", number, "receive")
    due = (AT + timedelta(days=3)).isoformat()
    give("leader-2", number, "instruct", text="三日内停止夜间施工。", due=due)
    return number


def test_a_task_says_who_owes_what_until_when_and_is_reported_from_there(
    county: str, clock: Clock
) -> None:
    number = instructed()
    clock.on(days=2, hours=12)
    answer = shown("clerk-urban", number)
    task = answer.context["tasks"][0]
    assert (task.source, task.text, task.state) == ("批示", "三日内停止夜间施工。", "待反馈")
    assert "贺松涛" in task.given
    assert task.look == "soon"
    assert f"/desk/cases/{number}/report_task?task=1" in page(answer)
    form = sit_down("clerk-urban").get(f"/desk/cases/{number}/report_task?task=1")
    assert form.context["questions"][0].value == "1"


def test_each_body_stands_with_what_it_owes_and_what_it_did_last(county: str, clock: Clock) -> None:
    lead, assist = shown("dispatcher-1", instructed()).context["legs"]
    assert (lead.role, lead.instrument, lead.state) == ("牵头", "交办", "已签收")
    assert lead.last.what == "签收"
    assert lead.owes.left
    assert (assist.role, assist.state, assist.last) == ("协助", "待签收", None)


def test_a_track_shows_its_steps_and_offers_the_next_one(county: str, clock: Clock) -> None:
    number = accepted(channel="media")
    clock.at = day(3)
    before = shown("dispatcher-2", number).context["tracks"]
    backlog = next(track for track in before if track.code == "backlog")
    assert not backlog.is_begun
    assert [step.name for step in backlog.steps if step.is_open] == ["列入台账"]
    form = sit_down("dispatcher-2").get(
        f"/desk/cases/{number}/take_step?track=backlog&step=docketed"
    )
    assert '<option value="docketed" selected>列入台账' in page(form)
    give("dispatcher-2", number, "take_step", at=day(3), track="backlog", step="docketed")
    after = shown("dispatcher-2", number).context["tracks"]
    backlog = next(track for track in after if track.code == "backlog")
    assert backlog.is_begun
    assert backlog.steps[0].is_taken
    assert backlog.steps[0].who


def test_a_sitting_names_who_sits_but_not_whose_matter_it_is(county: str, clock: Clock) -> None:
    number = accepted()
    seats = [
        {"person": "leader-2", "role": "chair"},
        {"person": "petitioner", "role": "petitioner_side"},
    ]
    give(
        "section-natural",
        number,
        "order_sitting",
        at=day(3),
        kind="hearing",
        demand="数据有争议。",
        seats=seats,
    )
    clock.at = day(4)
    sitting = shown(CLERK, number).context["sittings"][0]
    assert (sitting.kind, sitting.state) == ("听证会", "已决定召开")
    assert sitting.seats == "贺松涛（主持人）、信访人一方"


def test_a_tied_matter_out_of_sight_is_not_mentioned(county: str, clock: Clock) -> None:
    number = register(area="liuyin").state.number
    other = register(title="另一处路灯", area="shanghe").state.number
    give("dispatcher-1", number, "link", to=other, relation="related")
    assert [one.number for one in shown("dispatcher-1", number).context["kin"]] == [other]
    give("dispatcher-1", number, "assign", lead="urban-management")
    assert shown("clerk-urban", number).context["kin"] == []


def test_open_matters_that_say_the_same_at_the_same_place_are_shown(
    county: str, clock: Clock
) -> None:
    number = register().state.number
    like = register(title="工地半夜施工噪声", text="工地夜间施工，老人无法休息。").state.number
    register(title="工地半夜施工噪声", text="工地夜间施工，老人无法休息。", area="shanghe")
    register(title="污水外溢", text="下水道堵塞。")
    assert [one.number for one in shown("dispatcher-1", number).context["alike"]] == [like]


def cost(client: Client, number: str) -> int:
    """Return how many statements a case page takes."""
    with CaptureQueriesContext(connection) as counted:
        assert client.get(f"/desk/cases/{number}").status_code == 200
    return len(counted)


def test_a_page_costs_the_same_however_much_has_happened(county: str, clock: Clock) -> None:
    number, client = instructed(), sit_down("dispatcher-1")
    other = register(title="另一件夜间施工噪声").state.number
    give("dispatcher-1", number, "link", to=other, relation="related")
    cost(client, number)
    before = cost(client, number)
    for n in range(4):
        give("dispatcher-1", number, "note", text=f"第{n}次补充")
        give("leader-2", number, "instruct", text=f"批示{n}", due=day(9).isoformat())
        more = register(title=f"夜间施工噪声{n}").state.number
        give("dispatcher-1", number, "link", to=more, relation="related")
    assert cost(client, number) == before <= 24


def test_what_is_done_most_often_stands_in_front_and_the_rest_by_its_kind(
    county: str, clock: Clock
) -> None:
    number = accepted()
    give(CLERK, number, "hear", at=day(3), **HEARD)
    clock.at = day(3)
    context = shown(CLERK, number).context
    first = [one.name for one in context["actions"]]
    assert first[0] == "propose_opinion"
    assert "issue" not in first
    kinds = {str(group.name): [one.name for one in group.actions] for group in context["more"]}
    assert "issue" in kinds["文书"]
    assert "set_risk" in kinds["归类和并案"]
    offered = [*first, *(name for names in kinds.values() for name in names)]
    assert len(offered) == len(set(offered))
    assert "close_task" not in offered


def test_a_signed_paper_waits_in_front_to_be_issued(county: str, clock: Clock) -> None:
    number = signed()
    clock.at = day(6)
    assert "issue" in [one.name for one in shown(CLERK, number).context["actions"]]


def test_what_stands_under_a_number_is_chosen_by_what_it_is(county: str, clock: Clock) -> None:
    number = accepted()
    give(
        "dispatcher-1",
        number,
        "advise",
        at=day(3),
        kind="improve_work",
        body="utilities",
        text="完善巡查制度，按月上报。",
    )
    clock.at = day(4)
    client = sit_down("dispatcher-1")
    (task,) = (
        one
        for one in client.get(f"/desk/cases/{number}/close_task").context["questions"]
        if one.name == "task"
    )
    assert [(one.code, one.name.split(" · ")[0]) for one in task.options] == [("1", "建议 1")]
    assert "完善巡查制度" in task.options[0].name
    (entry,) = (
        one
        for one in client.get(f"/desk/cases/{number}/correct").context["questions"]
        if one.name == "entry"
    )
    assert entry.options[0].name.endswith("登记")
