"""Conditions of sittings: who must sit, who must have agreed, what must be on file.

How many must sit and in which roles says the procedure (its `sittings` rows), not this module.
"""

from collections.abc import Mapping
from types import MappingProxyType

from lianxin.rules.ask import Ask
from lianxin.rules.commands.sittings import seated
from lianxin.rules.conditions.named import ConditionRule
from lianxin.rules.facts.sittings import NEVER_HELD
from lianxin.rules.procedures import SittingRule
from lianxin.rules.state import Sitting

PANEL = frozenset({"chair", "mediator", "member", "evaluator"})
"""Seats that lead or judge; the investigator of the matter has none of them in a neutral sitting."""
AGREED = "agreed"
HEARING = "hearing"


def meant(ask: Ask) -> Sitting | None:
    """Return the sitting that the command names."""
    return ask.state.sitting(getattr(ask.command, "sitting", None))


def rule_of(kind: str, ask: Ask) -> SittingRule:
    """Return what the procedure asks of a kind of sitting; without a row one person is enough."""
    return ask.procedure.sitting_index.get(kind) or SittingRule(kind=kind)


def _rule(ask: Ask) -> SittingRule:
    sitting = meant(ask)
    return rule_of(sitting.kind if sitting else "", ask)


def _seats(ask: Ask) -> tuple[tuple[str, str], ...]:
    return tuple((seat.person, seat.role) for seat in seated(getattr(ask.command, "seats", ())))


def _quorum(ask: Ask) -> bool:
    rule, seats = _rule(ask), _seats(ask)
    present = {person for person, role in seats if role != "observer"}
    panel = {person for person, role in seats if role in PANEL}
    enough = len(present) >= rule.quorum and len(panel) >= rule.panel_min
    return enough and set(rule.roles) <= {role for _, role in seats}


def _both_sides(ask: Ask) -> bool:
    sides = {role for _, role in _seats(ask)}
    here = "petitioner_side" in sides and not sides.isdisjoint({"unit_side", "other_side"})
    return here or not _rule(ask).needs_sides


def investigated(person: str, ask: Ask) -> bool:
    """Whether somebody worked on the matter for a body that handles it."""
    return person in ask.state.house.investigators or person in ask.state.house.handlers


def _chair_not_investigator(ask: Ask) -> bool:
    panel = {person for person, role in _seats(ask) if role in PANEL}
    if not any(role == "chair" for _, role in _seats(ask)):
        # Nobody is named to the chair, so whoever holds the sitting takes it.
        panel.add(ask.actor.person)
    return not any(investigated(person, ask) for person in panel)


def consented(sitting: Sitting | None) -> bool:
    """Whether both sides agree to the mediation, by the last word of each (article 33)."""
    if sitting is None:
        return False
    agreeing = {consent.party for consent in sitting.consents if consent.given}
    refused = {consent.party for consent in sitting.consents if not consent.given}
    other = bool(agreeing & {"unit_side", "other_side"})
    return "petitioner_side" in agreeing and other and not refused


def _mediator_chosen(ask: Ask) -> bool:
    return any(role == "mediator" for _, role in _seats(ask))


def _noticed(ask: Ask) -> bool:
    """Whether the notice of this sitting was delivered, as its track tells."""
    sitting = meant(ask)
    return sitting is not None and ask.state.tracks.get(sitting.kind) in {"noticed", "held"}


def _sat(ask: Ask) -> bool:
    sitting = meant(ask)
    was_held = sitting is not None and sitting.step == "held"
    return was_held or getattr(ask.command, "outcome", "") in NEVER_HELD


def _opinion_given(ask: Ask) -> bool:
    if getattr(ask.command, "outcome", "") in NEVER_HELD:
        return True
    return bool(getattr(ask.command, "opinion", None) or getattr(ask.command, "decisions", ()))


def _other_ways_told(ask: Ask) -> bool:
    agreed = getattr(ask.command, "outcome", "") == AGREED
    return agreed or bool(getattr(ask.command, "told", ()))


def _agreement_on_file(ask: Ask) -> bool:
    if getattr(ask.command, "outcome", "") != AGREED:
        return True
    sitting = meant(ask)
    return any(
        sitting is not None and agreement.sitting == sitting.n for agreement in ask.state.agreements
    )


def _hearing_concluded(ask: Ask) -> bool:
    return not any(sitting.open and sitting.kind == HEARING for sitting in ask.state.sittings)


def _hearing_cited(ask: Ask) -> bool:
    hearings = [
        sitting.n for sitting in ask.state.sittings if sitting.kind == HEARING and sitting.sessions
    ]
    return not hearings or getattr(ask.command, "hearing", None) == hearings[-1]


SITTING_RULES: Mapping[str, ConditionRule] = MappingProxyType(
    {
        "quorum": ConditionRule(
            _quorum,
            "chair",
            "",
            "人数和席位达到要求",
            "enough people sit, and every seat that must be is filled",
            by_command=True,
        ),
        "both_sides": ConditionRule(
            _both_sides,
            "chair",
            "条例31(6)",
            "信访人和被反映单位（或对方当事人）都到场",
            "the petitioner's side and the other side both sit",
            by_command=True,
        ),
        "chair_not_investigator": ConditionRule(
            _chair_not_investigator,
            "centre",
            "条例28(3)",
            "主持人、听证员不是承办人",
            "neither chair nor panel worked on the matter",
            by_command=True,
        ),
        "both_consent": ConditionRule(
            lambda ask: consented(meant(ask)),
            "petitioner",
            "条例33；人民调解法17",
            "双方当事人都同意调解",
            "both sides agree to the mediation",
            by_command=True,
        ),
        "mediator_chosen": ConditionRule(
            _mediator_chosen,
            "centre",
            "人民调解法19",
            "已选定或指定调解员",
            "a mediator was chosen or named",
            by_command=True,
        ),
        "noticed": ConditionRule(
            _noticed,
            "lead",
            "条例31(6)",
            "通知书已送达",
            "the notice of the sitting was delivered",
            by_command=True,
        ),
        "sat": ConditionRule(
            _sat,
            "chair",
            "",
            "已经召开，或者结果写明未召开",
            "it was held, or its outcome says that it was not",
            by_command=True,
        ),
        "opinion_given": ConditionRule(
            _opinion_given,
            "chair",
            "条例31(6)",
            "有评议意见或决定",
            "there is an opinion or a decision",
            by_command=True,
        ),
        "other_ways_told": ConditionRule(
            _other_ways_told,
            "mediator",
            "人民调解法26",
            "调解不成的，已告知仲裁、行政、司法等途径",
            "where mediation failed, the other ways were told",
            by_command=True,
        ),
        "agreement_on_file": ConditionRule(
            _agreement_on_file,
            "mediator",
            "条例33",
            "达成的协议已记录",
            "the agreement reached is on file",
            by_command=True,
        ),
        "hearing_concluded": ConditionRule(
            _hearing_concluded,
            "chair",
            "条例31(6)",
            "听证已有结论",
            "no hearing is open",
        ),
        "hearing_cited": ConditionRule(
            _hearing_cited,
            "lead",
            "条例31(6)",
            "处理意见写明所依据的听证",
            "the opinion cites the hearing that was held",
            by_command=True,
        ),
    }
)
