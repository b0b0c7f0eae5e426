"""What would bring a case nearer to a step: the step itself, or what stands before it.

It asks rows of the procedure backward: who may take the step, at which stage, what must hold, which
paper must be there. A wish is no promise; whether it is allowed the rules say.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

from lianxin.rules.ask import Ask
from lianxin.rules.commands import CLASSES
from lianxin.rules.conditions.named import step_of
from lianxin.rules.conditions.registry import unmet
from lianxin.rules.deciding.allowed import rows_at
from lianxin.rules.deciding.objects import present
from lianxin.rules.deciding.papers_needed import maker_of
from lianxin.rules.procedures import Action
from lianxin.rules.tracks import awaited, taken
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.fields import TEXT
from lianxin.rules.walking.goals import Goal, ahead
from lianxin.rules.walking.hands import has_hand

Given = Mapping[str, Any]
NONE: Given = MappingProxyType({})
DEPTH = 4
"""Conditions that may stand behind one another, as far as a proof looks too."""
CONTESTED = frozenset({"contest", "rule_contest"})
REFERRED: Given = MappingProxyType(
    {
        "disposition": "unlawful_referred",
        "ending": None,
        "exemption": {"ground": TEXT, "article": TEXT},
    }
)
MOVED_BY_LEAD = frozenset({"accept", "decline", "escalate", "return_down"})


class Wish(NamedTuple):
    """A command to be tried, with the fields it should have, by whoever has one of these standings."""

    name: str
    by: tuple[str, ...]
    given: Given = NONE


def wishes(ask: Ask, goal: Goal, county: PeopledCounty, chance: Random) -> Iterator[Wish]:
    """Yield what would bring a case nearer to a goal, what moves it most first."""
    for row, outcome in ahead(ask, goal, chance):
        if row.do == "close" and goal.name in CONTESTED:
            # Only what was referred by law is contested.
            yield from _meeting("disposition_safe", ask, county, DEPTH)
            yield Wish("close", row.by, REFERRED)
        else:
            yield from _about(row, outcome, ask, county, DEPTH)


def lacking(ask: Ask, goal: Goal, county: PeopledCounty, chance: Random) -> Iterator[str]:
    """Yield what stands in the way of the rows that would bring a case nearer to a goal."""
    for row, _ in ahead(ask, goal, chance):
        if not any(has_hand(ask.state, standing, county) for standing in row.by):
            yield f"nobody to {row.do}"
        for condition in unmet(row, ask):
            yield condition if isinstance(condition, str) else "|".join(condition)
        for code in row.needs:
            if ask.state.document(code) is None:
                yield f"no {code}"


def _about(
    row: Action, outcome: str, ask: Ask, county: PeopledCounty, depth: int
) -> Iterator[Wish]:
    """Yield the step of a row, and before it whatever must come before."""
    if depth == 0:
        return
    before = list(_before(row, ask, county, depth - 1))
    yield from before
    yield Wish(row.do, row.by, _outcome(row, outcome))


def _before(row: Action, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    lead = ask.state.lead
    if row.do in MOVED_BY_LEAD and lead is not None and lead.state == "objected":
        yield Wish("rule_objection", ("centre",), {"upheld": False, "body": None, "lead": None})
    if not any(has_hand(ask.state, standing, county) for standing in row.by):
        for standing in row.by:
            yield from _seating(standing, ask, county, depth)
    yield from _special(row.do, ask, county, depth)
    for code in row.needs:
        yield from _paper(code, ask, county, depth)
    for condition in unmet(row, ask):
        for name in (condition,) if isinstance(condition, str) else condition:
            yield from _meeting(name, ask, county, depth)
    yield from _object(row.do, ask, county, depth)


def _special(name: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    """What a command asks for that no row says: signatures, papers, an agreement."""
    if name == "sign":
        yield from _signing("opinion", ask, county, depth)
    elif name == "extend":
        for clock in ask.procedure.clocks:
            if clock.extend is not None and clock.extend.needs:
                yield from _paper(clock.extend.needs, ask, county, depth)
    elif name == "record_confirmation":
        yield from _mediating(ask, county, depth)


_OUTCOME_FIELDS: Mapping[str, str] = {
    "accept": "route",
    "decide_review": "outcome",
    "decide_re_review": "outcome",
    "deliver": "document",
    "order_sitting": "kind",
}


def _outcome(row: Action, outcome: str) -> Given:
    """The field by which a command comes to such an outcome."""
    if not outcome:
        return NONE
    if row.do in _OUTCOME_FIELDS:
        return {_OUTCOME_FIELDS[row.do]: outcome}
    if row.do == "sign":
        return {"document": "opinion", "approve": outcome == "complete"}
    if row.do in {"rule_contest", "rule_objection"}:
        return {"upheld": outcome == "upheld"}
    return NONE


def _mediating(ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    """What leads to an agreement that a court may confirm: asked, agreed to, held, written down."""
    if any(agreement.sitting for agreement in ask.state.agreements):
        return
    sitting = next((s for s in ask.state.sittings if s.kind == "mediation" and s.open), None)
    if sitting is None or sitting.step == "requested":
        yield from _command("order_sitting", {"kind": "mediation"}, ask, county, depth)
        return
    agreed = {consent.party for consent in sitting.consents if consent.given}
    for party in ("petitioner_side", "unit_side"):
        if party not in agreed:
            given = {"sitting": sitting.n, "party": party, "given": True}
            yield from _command("record_consent", given, ask, county, depth)
    if sitting.step == "ordered":
        yield from _command("hold_sitting", {"sitting": sitting.n}, ask, county, depth)
    elif len(agreed) > 1:
        written: Given = {"sitting": sitting.n, "effective_at": None}
        yield from _command("record_agreement", written, ask, county, depth)


_SEATED_BY: Mapping[str, tuple[tuple[str, Given], ...]] = {
    "agent": (("appoint_agent", NONE),),
    "leader": (("set_leader", NONE),),
    "mediator": (("order_sitting", {"kind": "mediation"}),),
    "chair": (("order_sitting", {"kind": "hearing"}), ("order_sitting", {"kind": "coordination"})),
    "member": (("order_sitting", {"kind": "council"}),),
    "assist": (("add_assist", NONE),),
    "tasked": (("instruct", NONE), ("advise", NONE)),
    "informed": (("broadcast", NONE),),
    "lead": (("reassign", NONE),),
}


def _seating(standing: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    for name, given in _SEATED_BY.get(standing, ()):
        yield from _command(name, given, ask, county, depth)


def _signing(code: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    paper = ask.state.document(code)
    if paper is not None and paper.next_post == "leader" and not ask.state.house.leaders:
        yield from _command("set_leader", NONE, ask, county, depth)


def _paper(code: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    """What makes and signs a paper, so that it may be issued or handed over."""
    paper = ask.state.document(code)
    if paper is None:
        made = "draft" if code in ask.procedure.sign_off_index else "issue"
        maker = maker_of(code, ask)
        name = maker or made
        given: Given = NONE if maker else {"document": code}
        yield from _command(name, given, ask, county, depth)
    elif paper.state == "drafted":
        yield from _signing(code, ask, county, depth)
        yield Wish("sign", ("signer",), {"document": code, "approve": True})


def _command(
    name: str, given: Given, ask: Ask, county: PeopledCounty, depth: int
) -> Iterator[Wish]:
    if depth <= 0:
        return
    for row in rows_at(ask, name):
        if row.track is not None and given.get("kind", row.track) != row.track:
            continue
        yield from _before(row, ask, county, depth - 1)
        yield Wish(name, row.by, given)


_MET_BY: Mapping[str, tuple[tuple[str, Given], ...]] = {
    "no_open_assist": (("release_assist", NONE), ("reply", NONE)),
    "no_open_tasks": (("close_task", NONE), ("report_task", NONE)),
    "no_open_tracks": (
        ("decline_sitting", NONE),
        ("conclude_sitting", NONE),
        ("release_agent", NONE),
        ("take_step", NONE),
    ),
    "points_answered": (("reply", NONE), ("deliver", {"document": "opinion"})),
    "clues_checked": (("reply", NONE),),
    "has_reply": (("reply", NONE),),
    "petitioner_satisfied": (
        ("confirm", NONE),
        ("rate", {"solved": True, "satisfied": "satisfied"}),
    ),
    "exemption_signed": (("exemption", NONE),),
    "resident_confirmed": (("confirm", NONE),),
    "help_confirmed": (("confirm", NONE),),
    "resolved": (("confirm", NONE),),
    "filing_undisputed": (("correct", {"entry": 1}), ("confirm_filing", {"right": True})),
    "hearing_concluded": (("conclude_sitting", NONE),),
    "legal_opinion_on_file": (("legal_opinion", NONE),),
    "expert_opinion_on_file": (("expert_opinion", NONE),),
    "leader_named": (("set_leader", NONE),),
    "has_leader": (("set_leader", NONE),),
    "has_plan": (("plan", NONE),),
    "root_cause_on_file": (("root_cause", NONE),),
    "lead_named": (("reassign", NONE),),
    "disposition_safe": (("exemption", NONE),),
    "disposition_unlawful_referred": (
        ("close", {"disposition": "unlawful_referred"}),
        ("reopen", NONE),
    ),
    "not_ruled_lead": (("reassign", NONE),),
    "repeat": (("mark_repeat", NONE),),
    "initial": (("unlink", NONE),),
    "has_agent": (("appoint_agent", NONE),),
    "no_open_agency": (("release_agent", NONE),),
    "reviewed_twice": (),
}


def _meeting(name: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    """What would make a condition hold."""
    if name in _BY_PAPERS:
        yield from _by_papers(name, ask, county, depth)
        return
    for command, given in _MET_BY.get(name, ()):
        yield from _command(command, given, ask, county, depth)
    yield from _beginning(name.removeprefix("within_"), ask, county, depth)
    split = step_of(name.removeprefix("step_taken_"), ask.procedure)
    if split is not None:
        yield from _track(split[0], split[1], ask, county, depth)
    tracks = list(ask.state.tracks) if name == "no_open_tracks" else [_done(name)]
    for code in tracks:
        yield from _track(code, None, ask, county, depth)


def _done(name: str) -> str:
    return name.removeprefix("track_done_")


_BY_PAPERS: Mapping[str, tuple[str, ...]] = {
    "exemption_signed": ("exemption",),
    "disposition_safe": ("exemption", "legal_referral", "referral_notice"),
}


def _by_papers(name: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    for code in _BY_PAPERS[name]:
        yield from _paper(code, ask, county, depth)
    if name == "disposition_safe":
        by = ("lead", "holder", "handled", "centre")
        yield Wish("deliver", by, {"document": "referral_notice"})


def _beginning(clock: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    """What begins a clock, within which a step is open."""
    rule = ask.procedure.clock_index.get(clock)
    for token in rule.start if rule is not None else ():
        fact, _, qualifier = token.partition(":")
        for command in _leaving(fact):
            yield from _command(command, _qualified(command, qualifier), ask, county, depth)


def _track(
    code: str, step: str | None, ask: Ask, county: PeopledCounty, depth: int
) -> Iterator[Wish]:
    """What takes the steps of a track that are still to be taken, or one of them."""
    track = ask.procedure.track_index.get(code)
    if track is None or not track.offered:
        return
    there = {taken_step.step for taken_step in taken(ask.state, code)}
    for name in (step,) if step else track.steps:
        if name in there or awaited(ask.state, track, name) is not None:
            continue
        yield from _command(
            "take_step",
            {"track": code, "step": name, "text": TEXT, "done_at": None, "person": None},
            ask,
            county,
            depth,
        )
        fact, _, qualifier = track.step(name).fact.partition(":")
        for command in _leaving(fact):
            yield from _command(command, _qualified(command, qualifier), ask, county, depth)


@cache
def _leaving(fact: str) -> tuple[str, ...]:
    return tuple(name for name, cls in CLASSES.items() if fact and cls.fact == fact)


def _qualified(command: str, qualifier: str) -> Given:
    if not qualifier:
        return NONE
    if command == "contact":
        return {"reached": qualifier == "reached"}
    if command in {"deliver", "issue"}:
        return {"document": qualifier}
    if command == "order_sitting":
        return {"kind": qualifier}
    return {"outcome": qualifier} if command == "conclude" else NONE


_MADE_PRESENT: Mapping[str, tuple[tuple[str, Given], ...]] = {
    "objection": (("object", NONE),),
    "assist": (("add_assist", NONE),),
    "informed_body": (("broadcast", NONE),),
    "paper_to_deliver": (("issue", {"document": "acceptance_notice"}),),
    "paper_to_publish": (("issue", {"document": "acceptance_notice"}),),
    "requested_sitting": (("request_sitting", NONE),),
    "ordered_sitting": (("order_sitting", NONE),),
    "agreement": (("record_agreement", NONE),),
    "open_task": (("instruct", NONE),),
    "standing_task": (("instruct", NONE),),
    "agent": (("appoint_agent", NONE),),
    "recused_person": (("recuse", NONE),),
    "link": (("link", NONE),),
    "contest": (("contest", NONE),),
    "paused_clock": (("pause", NONE),),
}


def _object(name: str, ask: Ask, county: PeopledCounty, depth: int) -> Iterator[Wish]:
    if name in {"take_step"} or present(name, ask):
        return
    for command, given in _MADE_PRESENT.get(CLASSES[name].acts_on, ()):
        yield from _command(command, given, ask, county, depth)
