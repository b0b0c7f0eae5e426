"""What a procedure may do to the one it extends: add rows, and narrow; never widen."""

import pytest

from lianxin.rules.faults import Faults
from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.procedures import Action, ClockRule, Limit, Procedure
from tests.rules.known import DATA, KNOWN, base, compiled, over, told


def law() -> Procedure:
    """The statutory procedure."""
    found = base("statutory")
    assert found is not None
    return found


def rows(found: Procedure, do: str, at: str) -> list[Action]:
    """The rows for a command that name a stage."""
    return [row for row in found.action_index[do] if at in row.at]


def clock(row: str, code: str = "handle", *, extends: str = "statutory") -> ClockRule:
    """A clock of the base as a row leaves it."""
    return compiled(over("clocks", row, extends=extends)).clock_index[code]


def test_the_example_of_the_contracts_compiles_over_the_statutory_procedure() -> None:
    found = compiled((DATA / "five-ones.toml").read_text("utf-8"), name="five-ones.toml")
    assert found.extends == "statutory"
    assert found.kinds == ("help", "complaint", "claim")
    assert {"meet", "assign", "determine", "answer", "conclude"} <= set(found.clock_index)
    for code in ("route", "handle"):
        mine, wall = found.clock_index[code], law().clock_index[code]
        same = {"line", "source"}
        assert mine.model_dump(exclude=same) == wall.model_dump(exclude=same)
    assert found.sign_off_index["opinion"].posts == ("section-head", "body-head")
    assert len(found.stages) == len(law().stages) + 1


def test_what_the_example_leaves_out_of_a_row_stays_as_the_law_has_it() -> None:
    found = compiled((DATA / "five-ones.toml").read_text("utf-8"))
    assert rows(found, "object", "received")[0].when == ("not_ruled_lead", "within_object")
    assert rows(found, "propose_opinion", "joint_study")[0].when == (
        "no_open_assist",
        "petition_route",
        "petitioner_heard",
        "hearing_concluded",
        "hearing_cited",
    )
    (accept,) = rows(found, "accept", "received")
    assert isinstance(accept.to, dict)
    assert (accept.to["1"], accept.to["6"]) == ("diverted", "handling")
    (reopen,) = rows(found, "reopen", "closed")
    assert reopen.by == ("petitioner", "centre")
    held = [row for row in found.action_index["hold_sitting"] if row.track == "hearing"]
    assert [(row.at, row.by) for row in held] == [
        (("noticed",), ("chair",)),
        (("ordered", "held"), ("chair", "centre", "lead")),
    ]


def test_rows_of_the_base_carry_no_line_of_the_file() -> None:
    found = compiled(over("breaches", '{ clock = "handle", at = "-2 days", tell = ["lead"] }'))
    assert {row.line for row in (*found.actions, *found.clocks, *found.stages)} == {0}
    assert [row.line for row in found.breaches if row.line] == [7]


def test_a_row_may_drop_standings_and_add_conditions_and_documents() -> None:
    row = (
        '{ do = "assign", at = ["registered"], by = ["centre"], when = ["initial"], needs = ["x"] }'
    )
    found, other = rows(compiled(over("actions", row)), "assign", "registered")
    assert (found.by, found.when, found.needs, found.to) == (
        ("centre",),
        ("respondent_said", "initial"),
        ("x",),
        "dispatched",
    )
    assert other.by == ("holder",), "a row for others stays what it was"


def test_a_row_at_some_of_the_stages_leaves_the_base_at_the_others() -> None:
    row = '{ do = "rate", at = ["closed"], by = ["petitioner"] }'
    found = compiled(over("actions", row))
    assert [one.by for one in rows(found, "rate", "closed")] == [("petitioner",)]
    assert rows(found, "rate", "answered")[0].by == ("petitioner", "representative")


def test_a_row_narrows_where_the_base_says_open() -> None:
    row = '{ do = "set_risk", at = ["handling"], by = ["leader"] }'
    found = compiled(over("actions", row))
    assert [one.by for one in rows(found, "set_risk", "handling")] == [("leader",)]
    assert rows(found, "set_risk", "received")[0].by == ("centre", "lead", "leader")
    assert not rows(found, "set_risk", "closed")


def test_a_row_for_every_open_stage_narrows_at_the_base_s_stages_and_is_added_elsewhere() -> None:
    row = '{ do = "add_assist", at = ["open"], by = ["centre"] }'
    found = compiled(over("actions", row))
    (handling,) = rows(found, "add_assist", "handling")
    assert handling.by == ("centre",)
    assert "answered" in handling.at


def test_a_row_for_every_step_narrows_where_the_base_has_one_and_is_added_elsewhere() -> None:
    row = '{ do = "hold_sitting", track = "hearing", at = ["*"], by = ["chair"], to = "held" }'
    found = compiled(over("actions", row))
    (held,) = [one for one in found.action_index["hold_sitting"] if one.track == "hearing"]
    assert set(held.at) == {"", "ordered", "noticed", "held", "concluded"}
    assert "quorum" in held.when


def test_a_table_that_leads_where_the_base_does_stands_for_its_one_stage() -> None:
    row = '{ do = "conclude", at = ["answered"], by = ["lead"], to = { rests = "concluded" } }'
    found = compiled(over("actions", row))
    assert {one.to for one in rows(found, "conclude", "answered")} == {"concluded"}


def test_two_rows_may_narrow_one_row_of_the_base_but_neither_escapes_it() -> None:
    found = compiled(
        over(
            "actions",
            '{ do = "close", at = ["followed_up"], by = ["centre"], when = ["resolved"] }',
            '{ do = "close", at = ["followed_up"], by = ["centre"], when = ["initial"] }',
        )
    )
    assert len(rows(found, "close", "followed_up")) == 2
    assert all("clues_checked" in row.when for row in rows(found, "close", "followed_up"))


def test_a_row_that_narrows_one_standing_s_row_leaves_the_other_s() -> None:
    row = '{ do = "conclude", at = ["answered"], by = ["lead"], when = ["no_open_tracks"] }'
    found = compiled(over("actions", row))
    assert {one.by: one.when for one in rows(found, "conclude", "answered")} == {
        ("lead",): ("points_answered", "no_open_tracks"),
        ("centre",): ("kind_answerable", "has_reply"),
    }


def test_a_row_at_a_stage_where_the_base_has_none_is_added_before_the_base_s() -> None:
    row = '{ do = "archive", at = ["declined"], by = ["centre"], to = "archived" }'
    found = compiled(over("actions", row))
    assert found.action_index["archive"][0].at == ("declined",)
    assert len(found.action_index["archive"]) == 2


def test_a_table_may_get_further_outcomes() -> None:
    row = '{ do = "deliver", at = ["issuing"], by = ["lead"], to = { notice = "handling" } }'
    (found,) = rows(compiled(over("actions", row)), "deliver", "issuing")
    assert found.to == {"opinion": "answered", "notice": "handling"}


def test_a_step_that_stays_may_lead_to_an_added_stage_of_the_same_phase() -> None:
    text = over("stages", '{ code = "study", phase = "handling", zh = "会商", en = "Study" }')
    text += (
        "actions = [\n"
        '  { do = "plan", at = ["handling"], by = ["lead"], to = "study" },\n'
        '  { do = "propose_opinion", at = ["handling", "study"], by = ["lead"], to = "signing" },\n'
        "]\n"
    )
    found = compiled(text)
    assert [row.to for row in rows(found, "plan", "handling")] == ["study"]
    assert rows(found, "plan", "received")[0].to is None


WIDER = [
    ('{ do = "assign", at = ["registered"], by = ["lead"] }', "wider_by"),
    ('{ do = "close", at = ["followed_up"], by = ["centre", "lead"] }', "wider_by"),
    ('{ do = "close", at = ["followed_up", "concluded"], by = ["lead"] }', "wider_by"),
    ('{ do = "close", at = ["*"], by = ["lead"] }', "wider_by"),
    ('{ do = "conclude", at = ["answered", "reviewed"], by = ["assist"] }', "wider_by"),
    ('{ do = "set_risk", at = ["handling"], by = ["petitioner"] }', "wider_by"),
    ('{ do = "hold_sitting", track = "hearing", at = ["noticed"], by = ["leader"] }', "wider_by"),
    ('{ do = "receive", at = ["dispatched"], by = ["lead"], to = "handling" }', "to_changed"),
    ('{ do = "accept", at = ["received"], by = ["lead"], to = "signing" }', "to_changed"),
    ('{ do = "accept", at = ["received"], by = ["lead"], to = { 1 = "handling" } }', "to_changed"),
    ('{ do = "plan", at = ["handling"], by = ["lead"], to = "closed" }', "to_added"),
    (
        '{ do = "conclude", at = ["answered"], by = ["lead"], to = { rests = "closed" } }',
        "to_changed",
    ),
    (
        '{ do = "request_review", at = ["answered"], by = ["petitioner"] }',
        "remedy_narrowed",
    ),
    (
        '{ do = "request_review", at = ["concluded"], by = ["petitioner", "representative", "agent"], when = ["has_reply"] }',
        "remedy_narrowed",
    ),
    (
        '{ do = "request_re_review", at = ["reviewed"], by = ["petitioner", "representative", "agent"], needs = ["form"] }',
        "remedy_narrowed",
    ),
]


@pytest.mark.parametrize(("row", "code"), WIDER)
def test_a_row_that_widens_is_refused_with_its_line(row: str, code: str) -> None:
    assert told(over("actions", row)) == [(7, code)]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{ code = "handling", phase = "closed", zh = "甲", en = "A" }', "phase_changed"),
    ],
)
def test_a_stage_keeps_its_phase(row: str, code: str) -> None:
    assert told(over("stages", row)) == [(7, code)]


def test_a_stage_may_be_named_anew() -> None:
    row = '{ code = "handling", phase = "handling", zh = "承办", en = "At work" }'
    assert compiled(over("stages", row)).stage_index["handling"].zh == "承办"


def test_a_track_may_get_steps_and_loses_none() -> None:
    row = '{ code = "mediation", steps = ["ordered", "held", "signed", "concluded"] }'
    assert "signed" in compiled(over("tracks", row)).tracks[1].steps
    row = '{ code = "mediation", steps = ["held", "ordered", "concluded"] }'
    assert told(over("tracks", row)) == [(7, "steps_changed")]


def test_a_track_that_binds_goes_on_binding() -> None:
    parent = compiled(over("tracks", '{ code = "three_ones", offered = true }'))
    text = over("tracks", '{ code = "three_ones", binding = false }').replace("local", "further", 1)
    assert _told_over(text, parent) == [(7, "track_not_binding")]


def test_signers_may_be_added_and_none_dropped() -> None:
    row = '{ document = "opinion", posts = ["section-head", "deputy", "body-head"] }'
    assert len(compiled(over("sign_offs", row)).sign_off_index["opinion"].posts) == 3
    row = '{ document = "opinion", posts = ["body-head"] }'
    assert told(over("sign_offs", row)) == [(7, "signer_dropped")]


def test_a_paper_of_the_base_tells_what_it_told_there() -> None:
    row = '{ document = "opinion", source = "本县" }'
    assert compiled(over("papers", row)).paper_index["opinion"].tells == ("opinion_proposed",)
    row = '{ document = "opinion", tells = ["accepted:6"] }'
    assert told(over("papers", row)) == [(7, "paper_tells_else")]
    row = '{ document = "letter", tells = ["noted"] }'
    assert told(over("papers", row)) == [(7, "nothing_to_tell")]
    row = '{ document = "letter", tells = ["flown"] }'
    assert told(over("papers", row)) == [(7, "unknown_fact")]


def test_a_breach_tells_more_people_and_does_no_less() -> None:
    row = '{ clock = "handle", at = "due", tell = ["inspector"] }'
    found = compiled(over("breaches", row))
    (breach,) = [one for one in found.breaches if (one.clock, one.at) == ("handle", "due")]
    assert breach.do == "supervise"
    assert breach.tell == ("lead", "leader", "supervisor", "inspector")
    row = '{ clock = "handle", at = "due", do = "close" }'
    assert (7, "breach_changed") in told(over("breaches", row))


def test_a_wall_may_be_shortened_and_lose_its_extension() -> None:
    found = clock('{ code = "handle", limit = "45 days", extend = false }')
    assert (found.limit, found.extend, found.wall) == (Limit(amount=45, unit="days"), None, True)
    assert found.start == ("accepted:6",)
    assert (found.ends, found.roll, found.line) == ("day", "next_workday", 7)


def test_a_wall_may_end_to_the_minute_and_need_not_roll() -> None:
    found = clock('{ code = "handle", ends = "minute", extend = false }')
    assert (found.ends, found.roll) == ("minute", "none")
    assert clock('{ code = "handle", roll = "none" }').roll == "none"


def test_a_wall_may_start_with_the_registration_and_pause_less() -> None:
    assert clock('{ code = "handle", start = ["accepted", "registered"] }').start == (
        "accepted:6",
        "registered",
    )
    assert clock('{ code = "re_review", pause = [], resume = [] }', "re_review").pause == ()
    assert clock('{ code = "tell", when = [] }', "tell").when == ()


def test_what_stops_a_wall_is_the_law_s_to_say() -> None:
    assert clock('{ code = "handle", stop = ["delivered"] }').stop == (
        "told:opinion_proposed",
        "delivered:opinion",
        "replied:lead",
    )
    found = clock('{ code = "handle", stop = ["replied:lead"] }', extends="hotline")
    assert found.stop == ("replied:lead",)


def test_an_extension_may_be_shorter_and_need_a_further_document() -> None:
    found = clock(
        '{ code = "handle", extend = { limit = "3 working_days", times = 2, needs = "letter" } }',
        extends="hotline",
    )
    assert found.extend is not None
    assert (found.extend.times, found.extend.needs) == (2, "letter")


@pytest.mark.parametrize("limit", ["10 working_days", "1 months", "20 working_hours", "900 hours"])
def test_a_limit_in_another_unit_stands_when_it_is_surely_shorter(limit: str) -> None:
    assert isinstance(
        clock(f'{{ code = "handle", limit = "{limit}" , ends = "minute", extend = false }}').limit,
        Limit,
    )


def test_a_table_may_narrow_a_table_key_by_key() -> None:
    row = (
        '{ code = "contact", limit = { urgent = "1 hours", red = "90 minutes", "*" = "20 hours" } }'
    )
    assert not isinstance(clock(row, "contact", extends="hotline").limit, Limit)
    row = '{ code = "contact", limit = "1 hours" }'
    assert clock(row, "contact", extends="hotline").limit == Limit(amount=1, unit="hours")


WALLS = [
    ('{ code = "handle", limit = "61 days" }', "lengthened"),
    ('{ code = "handle", limit = "2 months" }', "lengthened"),
    ('{ code = "handle", limit = "40 working_days" }', "lengthened"),
    ('{ code = "handle", limit = { urgent = "5 days", "*" = "90 days" } }', "lengthened"),
    ('{ code = "re_review", limit = "5 working_days" }', "lengthened"),
    ('{ code = "handle", wall = false }', "wall_removed"),
    ('{ code = "handle", window = true }', "window_changed"),
    ('{ code = "handle", whose = "centre" }', "whose_changed"),
    ('{ code = "route", start = ["registered"] }', "starts_later"),
    ('{ code = "handle", start = ["accepted:6", "planned"] }', "starts_anew"),
    ('{ code = "handle", anew = { "accepted:6" = "重新受理" } }', "renewed_more"),
    ('{ code = "tell", anew = { reassigned = "条例23(3)", referred = "" } }', "wrong_text"),
    ('{ code = "handle", stop = ["planned"] }', "stops_more"),
    ('{ code = "handle", stop = [] }', "never_stops"),
    ('{ code = "handle", pause = ["paused"], resume = ["resumed"] }', "pauses_more"),
    ('{ code = "re_review", resume = ["resumed"] }', "resumes_later"),
    ('{ code = "handle", when = ["initial"] }', "runs_less"),
    ('{ code = "re_review", ends = "minute" }', "ends_later"),
    (
        '{ code = "handle", extend = { limit = "31 days", needs = "extension_notice" } }',
        "extends_more",
    ),
    (
        '{ code = "handle", extend = { limit = "30 days", times = 2, needs = "extension_notice" } }',
        "extends_more",
    ),
    ('{ code = "handle", extend = { limit = "30 days" } }', "extends_more"),
    (
        '{ code = "handle", extend = { limit = "9 days", by = "lead", needs = "extension_notice" } }',
        "extends_more",
    ),
    ('{ code = "review", extend = { limit = "5 days" } }', "extension_added"),
    ('{ code = "review_apply", limit = "15 days" }', "right_shortened"),
    ('{ code = "review_apply", ends = "minute" }', "right_shortened"),
    ('{ code = "object", limit = "1 working_days" }', "right_shortened"),
]


@pytest.mark.parametrize(("row", "code"), WALLS)
def test_a_wall_stands_whatever_a_row_says(row: str, code: str) -> None:
    assert told(over("clocks", row)) == [(7, code)]


LOCAL = [
    ('{ code = "dispatch", ends = "day", roll = "next_workday" }', "ends_later"),
    ('{ code = "receive", limit = "2 days" }', "lengthened"),
    ('{ code = "handle", limit = { "*" = "5 working_days" } }', "limit_key_dropped"),
    (
        '{ code = "handle", limit = { urgent = "24 hours", consultation = "3 working_days",'
        ' red = "4 working_days", "*" = "5 working_days" } }',
        "lengthened",
    ),
]


@pytest.mark.parametrize(("row", "code"), LOCAL)
def test_a_local_clock_may_only_be_narrowed_too(row: str, code: str) -> None:
    assert told(over("clocks", row, extends="hotline")) == [(7, code)]


def test_a_clock_that_did_not_roll_may_not_be_made_to() -> None:
    text = over("clocks", '{ code = "b", roll = "next_workday" }')
    plain = compiled(
        over(
            "clocks",
            '{ code = "b", limit = "1 days", start = "raised", stop = ["closed"], whose = "lead", ends = "day" }',
        )
    )
    from_local = text.replace('code = "local"', 'code = "further"', 1)
    assert _told_over(from_local, plain) == [(7, "rolls_later")]


def _told_over(text: str, parent: Procedure) -> list[tuple[int, str]]:
    with pytest.raises(Faults) as refused:
        compile_procedure(text, name="t", base=lambda _: parent, known=KNOWN)
    return [(fault.line, fault.code) for fault in refused.value.faults]


def test_a_procedure_over_a_local_one_keeps_the_walls_of_the_law() -> None:
    middle = compiled(over("clocks", '{ code = "handle", limit = "45 days" }'))
    text = over("clocks", '{ code = "handle", limit = "50 days" }').replace("local", "further", 1)
    assert _told_over(text, middle) == [(7, "lengthened")]
