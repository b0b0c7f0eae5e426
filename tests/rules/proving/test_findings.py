"""Each kind of trap is found in a procedure that has it, with its line and the way into it."""

import pytest

from lianxin.rules.fault_sentences import proving as sentences
from lianxin.rules.proving import graphs, line
from tests.rules.proving.examples import HOLDS, broken, found, only

STUDY = '{ code = "study", phase = "handling", zh = "会商", en = "Study" }'
CONFERENCE = (
    '{ code = "conference", ordered = true, binding = true, steps = ['
    '{ code = "called", zh = "召集", en = "Called", fact = "sitting_ordered:case_conference" }, '
    '{ code = "held", zh = "会商", en = "Held", fact = "sitting_held:case_conference" }, '
    '{ code = "named", zh = "明确", en = "Named", fact = "sitting_concluded:case_conference" }],'
    ' zh = "联合会商", en = "Conference" }'
)
MEET = """\
{ do = "order_sitting", at = ["open"], by = ["centre"] }
{ do = "hold_sitting", at = ["open"], by = ["centre"] }
{ do = "conclude_sitting", at = ["open"], by = ["centre"] }"""
KIND = '{ kind = "case_conference", quorum = 2, binds = ["centre"] }'
ON = 'at = ["handling"], by = ["lead"], to = "concluded"'
CLOSE = 'when = ["no_open_tracks"], to = "closed"'

BROKEN = {
    "stage_without_exit": broken(
        ('to = "handling"', 'to = "study"'),
        stages=STUDY,
        actions='{ do = "reopen", at = ["study"], by = ["petitioner"], to = "handling" }',
    ),
    "no_end_reachable": broken(
        (ON, 'at = ["handling"], by = ["lead"], to = "study"'),
        stages=STUDY,
        actions=(
            '{ do = "arrive", at = ["study"], by = ["lead"], to = "handling" }\n'
            '{ do = "reopen", at = ["withdrawn"], by = ["centre"], to = "concluded" }'
        ),
    ),
    "condition_never_met": broken((ON, ON + ', when = ["legal_opinion_on_file"]')),
    "only_the_resident": broken(
        (CLOSE, 'when = ["resident_confirmed"], to = "closed"'),
        actions='{ do = "confirm", at = ["concluded"], by = ["petitioner"] }',
    ),
    "only_the_resident_acts": broken(
        ('at = ["concluded"], by = ["centre"]', 'at = ["concluded"], by = ["petitioner"]')
    ),
    "paper_never_there": broken((ON, ON + ', needs = ["public_reply"]')),
    "nobody_may": broken((ON, 'at = ["handling"], by = ["signer"], to = "concluded"')),
    "standing_never_held": broken(
        (ON, 'at = ["handling"], by = ["lead", "agent"], to = "concluded"')
    ),
    "track_without_end": broken(tracks=CONFERENCE, actions=MEET, sittings=KIND),
    "sitting_without_end": broken(actions=MEET.splitlines()[0], sittings=KIND),
    "move_strands": broken(tracks=CONFERENCE),
    "clock_unstoppable": broken(
        clocks='{ code = "look", limit = "1 days", start = ["accepted"], stop = ["arrived"], whose = "lead" }'
    ),
    "pause_without_end": broken(
        actions='{ do = "note", at = ["open"], by = ["lead"] }',
        clocks=(
            '{ code = "look", limit = "1 days", start = ["accepted"], stop = ["arrived"],'
            ' pause = ["noted"], resume = ["arrived"], whose = "lead" }'
        ),
    ),
    "nobody_owes": broken(('stop = ["replied:lead"]', 'stop = ["accepted"]')),
    "stage_shuts": broken(
        ('to = "handling"', 'to = "study"'),
        stages=STUDY,
        actions='{ do = "arrive", at = ["study"], by = ["lead"], to = "handling" }',
    ),
    "lead_unbound": broken(
        ('to = "handling"', 'to = "study"'),
        stages=STUDY,
        actions=MEET + '\n{ do = "arrive", at = ["study"], by = ["lead"], to = "handling" }',
        sittings=KIND,
    ),
    "idle_lead": broken(
        (
            '"reassign", at = ["dispatched", "handling"]',
            '"reassign", at = ["dispatched", "handling", "concluded"]',
        )
    ),
}


def test_a_procedure_that_holds_has_no_finding() -> None:
    assert found(HOLDS) == ()


@pytest.mark.parametrize("code", sorted(BROKEN))
def test_each_kind_of_trap_is_found(code: str) -> None:
    assert only(BROKEN[code], code).fault.file == "small.toml"


def test_there_is_a_broken_example_for_every_kind() -> None:
    assert {*BROKEN, "too_many_orders"} == set(sentences.SENTENCES)


def test_what_is_too_large_to_look_at_whole_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphs, "MOST", 2)
    monkeypatch.setattr(line, "MOST", 2)
    assert only(HOLDS, "too_many_orders").fault.why == {"most": 2}


def test_the_way_into_a_trap_is_the_shortest_and_told_in_both_languages() -> None:
    finding = only(BROKEN["stage_without_exit"], "stage_without_exit")
    assert [step.zh for step in finding.way] == [
        "信访部门：交办（已登记 → 已派）",
        "主办单位：受理（已派 → 会商）",
    ]
    assert finding.way[0].en == "the centre: Assign (Registered → Dispatched)"
    assert "到了“会商”再没有一步能往前走" in finding.told("zh")


def test_a_finding_names_the_line_of_its_row() -> None:
    text = BROKEN["condition_never_met"]
    row = next(n for n, one in enumerate(text.splitlines(), 1) if "legal_opinion_on_file" in one)
    assert only(text, "condition_never_met").fault.line == row


def test_a_trap_of_one_kind_of_matter_names_that_kind() -> None:
    text = broken(
        (ON, ON + ', when = ["step_taken_three_met"]'),
        tracks='{ code = "three", steps = [{ code = "met", zh = "见面", en = "Met", fact = "contacted:reached" }] }',
        actions='{ do = "contact", at = ["handling"], by = ["lead"] }',
    )
    finding = only(text, "condition_never_met")
    assert finding.fault.why["matters"] == ("匿名件", "an anonymous matter")
    assert [one.fault.code for one in found(text)] == ["condition_never_met"]


def test_an_act_that_must_come_first_is_part_of_the_way() -> None:
    text = broken(
        (ON, ON + ', when = ["has_plan"]'),
        (CLOSE, 'when = ["root_cause_on_file"], to = "closed"'),
        actions='{ do = "plan", at = ["handling"], by = ["lead"] }',
    )
    way = [step.zh for step in only(text, "condition_never_met").way]
    assert way == ["信访部门：交办（已登记 → 已派）"] or "主办单位：制定方案" in way


def test_a_conference_that_may_be_given_up_has_an_end() -> None:
    held, given_up = (
        f'{{ code = "{code}", zh = "{zh}", en = "{zh}", fact = "sitting_concluded:case_conference.{how}" }}'
        for code, zh, how in (("named", "明确", "held"), ("given_up", "未开成", "given_up"))
    )
    called, _, _ = CONFERENCE.partition('{ code = "named"')
    track = f'{called}{held}, {given_up}], ends = ["named", "given_up"], zh = "联合会商", en = "Conference" }}'
    assert found(broken(tracks=track, actions=MEET, sittings=KIND)) == ()


def test_a_track_that_a_matter_brings_along_is_told_with_the_stage_it_comes_to() -> None:
    finding = only(BROKEN["move_strands"], "move_strands")
    assert finding.fault.why["track"] == ("联合会商", "Conference")
    assert finding.fault.why["stage"] == ("已登记", "Registered")


def test_pressing_what_is_answered_makes_nobody_lead() -> None:
    text = broken(
        (
            '"supervise", at = ["dispatched", "handling"]',
            '"supervise", at = ["dispatched", "handling", "concluded"]',
        )
    )
    assert found(text) == ()


def test_the_objection_of_an_assisting_body_takes_no_matter_from_its_lead() -> None:
    text = broken(
        (ON, 'at = ["handling"], by = ["lead"], when = ["no_open_assist"], to = "concluded"'),
        actions=(
            '{ do = "add_assist", at = ["handling"], by = ["centre"] }\n'
            '{ do = "release_assist", at = ["handling"], by = ["centre"] }\n'
            '{ do = "object", at = ["handling"], by = ["assist"] }'
        ),
        clocks=(
            '{ code = "ruling", limit = "1 days", start = ["objected"], stop = ["objection_ruled"],'
            ' whose = "centre" }'
        ),
    )
    assert found(text) == ()


def test_a_contest_upheld_where_nobody_led_sends_the_matter_to_its_beginning() -> None:
    text = broken(
        actions=(
            '{ do = "reply", at = ["registered"], by = ["centre"], to = "concluded" }\n'
            '{ do = "contest", at = ["closed"], by = ["petitioner"] }\n'
            '{ do = "rule_contest", at = ["closed"], by = ["centre"], to = { upheld = "handling" } }'
        )
    )
    ways = {step.en for one in found(text) for step in one.way}
    assert "the centre: Rule the contest (upheld) (Closed → Registered)" in ways
    assert "nobody_may" not in {one.fault.code for one in found(text)}


def test_a_trap_of_every_kind_of_matter_lists_none() -> None:
    finding = only(BROKEN["stage_without_exit"], "stage_without_exit")
    assert finding.fault.why["matters"] == ("各类事项", "every matter")


def test_the_route_of_a_way_is_told_in_words() -> None:
    finding = only(
        broken(
            (
                'do = "accept", at = ["dispatched"], by = ["lead"], to = "handling"',
                'do = "accept", at = ["dispatched"], by = ["lead"],'
                ' to = { 5 = "concluded", 6 = "handling" }',
            ),
            (ON, ON + ', when = ["legal_opinion_on_file"]'),
        ),
        "condition_never_met",
    )
    assert [step.zh for step in finding.way][-1] == "主办单位：受理“信访程序”（已派 → 办理中）"
