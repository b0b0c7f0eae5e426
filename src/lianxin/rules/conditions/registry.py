"""Named conditions that procedures compose; a county picks them, it cannot write code.

Each says who can meet it and on which article it rests, so that a refusal can name both.
"""

from typing import Any

from lianxin.rules.ask import Ask
from lianxin.rules.conditions import matter
from lianxin.rules.conditions.named import ConditionRule, family_of, words_of
from lianxin.rules.conditions.recourse import RECOURSE_RULES
from lianxin.rules.conditions.sittings import SITTING_RULES
from lianxin.rules.procedures import Action, Condition
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import is_centre
from lianxin.rules.state import HANDLING_TASKS
from lianxin.rules.tracks import open_tracks


def _no_open_assist(ask: Ask) -> bool:
    return not ask.state.open_assists


def _no_open_tasks(ask: Ask) -> bool:
    # Advice and the terms of an agreement run on when the matter itself is closed.
    return not any(task.source in HANDLING_TASKS for task in ask.state.open_tasks)


def _points_answered(ask: Ask) -> bool:
    return len(ask.state.handling.answered_points) >= ask.state.matter.points


def _not_the_handler(ask: Ask) -> bool:
    # By person, not by post: somebody who changed posts would check his own work.
    return ask.actor.person not in ask.state.house.handlers


def _clues_checked(ask: Ask) -> bool:
    return ask.state.handling.replied


def _no_open_tracks(ask: Ask) -> bool:
    sat = not any(sitting.open for sitting in ask.state.sittings)
    return sat and not open_tracks(ask.state, ask.procedure.tracks)


def _petitioner_satisfied(ask: Ask) -> bool:
    # Of matters carried together nobody's word closes the other's against his own.
    words = ask.state.closing.words
    return bool(words) and all(word.content for word in words)


def _exemption_signed(ask: Ask) -> bool:
    is_given = getattr(ask.command, "exemption", None) is not None
    return is_given and _signatures(ask, "exemption") >= 1


def _signatures(ask: Ask, document: str) -> int:
    paper = ask.state.document(document)
    # Two posts in one hand sign once.
    return len(set(paper.signers)) if paper is not None and paper.state != "drafted" else 0


def _not_ruled_lead(ask: Ask) -> bool:
    lead = ask.state.lead
    # Once ruled to lead, a body works: else a matter goes round until its limits have run out.
    return lead is None or lead.body not in ask.state.dispatch.may_not_return


def _initial(ask: Ask) -> bool:
    # What the registrar noted at the window, and what a later tie to an earlier case showed.
    return ask.state.ties.initial and ask.state.ties.repeat_of is None


def _simple_allowed(ask: Ask) -> bool:
    state = ask.state
    lead = state.last_lead
    return (
        _initial(ask)
        and state.handling.route in {None, "6"}
        and not state.people.group
        and not state.secret
        # Sent down from above, or the work of several bodies.
        and state.matter.channel != "transfer"
        and not any(leg.role == "assist" and leg.state != "released" for leg in state.legs)
        and (lead is None or lead.instrument != "assign")
    )


def _came_in_person(ask: Ask) -> bool:
    return ask.state.matter.channel in {"in_person", "video"}


def _help_confirmed(ask: Ask) -> bool:
    return ask.state.closing.confirmed or not ask.state.handling.help_planned


def _direct(ask: Ask) -> bool:
    registrar = ask.state.house.registrar_body
    # Article 23(2): what comes to the body itself was never dispatched, and needs no referral.
    return bool(registrar) and not is_centre(registrar, ask.book)


def _kind_answerable(ask: Ask) -> bool:
    return ask.state.matter.kind in {"consultation", "opinion", "suggestion", "thanks", "help"}


def _resolved(ask: Ask) -> bool:
    words = ask.state.closing.words
    return bool(words) and all(word.confirmed or word.solved is True for word in words)


def _assigned(ask: Ask) -> bool:
    lead = ask.state.last_lead
    return lead is not None and lead.instrument == "assign"


def _disposition_safe(ask: Ask) -> bool:
    if getattr(ask.command, "disposition", None) != "unlawful_referred":
        return True
    is_given = getattr(ask.command, "exemption", None) is not None
    notice = ask.state.document("referral_notice")
    # Issued is not enough: what shuts somebody's way must have reached him before.
    is_told = notice is not None and notice.state == "delivered"
    return is_given and is_told and _signatures(ask, "legal_referral") >= 2


def _head_approves(ask: Ask) -> bool:
    return "body_head" in ask.standings


RULES: dict[str, ConditionRule] = {
    **matter.RULES,
    "no_open_assist": ConditionRule(
        _no_open_assist, "assist", "", "协办单位都已回复", "every assisting body has answered"
    ),
    "no_open_tasks": ConditionRule(
        _no_open_tasks, "tasked", "", "交办的任务都已反馈", "each task of the matter is reported"
    ),
    "points_answered": ConditionRule(
        _points_answered, "lead", "", "每个诉求要点都已答复", "each point has its answer"
    ),
    "not_the_handler": ConditionRule(
        _not_the_handler,
        "centre",
        "",
        "由经办人以外的人来做",
        "done by somebody else than the handler",
    ),
    "clues_checked": ConditionRule(
        _clues_checked, "lead", "", "反映的线索已查清并答复", "the clues are checked and answered"
    ),
    "no_open_tracks": ConditionRule(
        _no_open_tracks,
        "lead",
        "",
        "会议和须办完的工作线都已办结",
        "no sitting and no binding track is open",
    ),
    "petitioner_satisfied": ConditionRule(
        _petitioner_satisfied, "petitioner", "", "反映人满意或已确认", "the petitioner is satisfied"
    ),
    "exemption_signed": ConditionRule(
        _exemption_signed,
        "leader",
        "条例32、36",
        "依法豁免并经领导签字",
        "a lawful exemption, signed by the leader",
        by_command=True,
    ),
    "not_exempted": ConditionRule(
        lambda ask: _signatures(ask, "exemption") == 0,
        "leader",
        "",
        "没有经领导签字的豁免",
        "no exemption is signed",
    ),
    "not_ruled_lead": ConditionRule(
        _not_ruled_lead, "centre", "", "未经裁定由该单位主办", "the body was not ruled to be lead"
    ),
    "has_reply": ConditionRule(
        lambda ask: ask.state.handling.replied, "lead", "", "已有答复", "there is a reply"
    ),
    "petition_route": ConditionRule(
        lambda ask: ask.state.handling.route == "6",
        "lead",
        "条例31(6)",
        "按信访程序受理",
        "accepted under the petition procedure",
    ),
    "duty_route": ConditionRule(
        lambda ask: ask.state.handling.route == "5",
        "lead",
        "条例31(5)",
        "属申请查处违法、履行保护职责",
        "it asks the body to act against what is unlawful, or to protect a right",
    ),
    "nobody_to_tell": ConditionRule(
        lambda ask: not ask.state.people.reachable,
        "petitioner",
        "",
        "没有可告知的信访人",
        "there is nobody who could be told",
    ),
    "identified": ConditionRule(
        lambda ask: ask.state.people.reachable,
        "petitioner",
        "条例23(2)",
        "反映人姓名、联系方式清楚",
        "the petitioner is named and can be reached",
    ),
    "direct": ConditionRule(
        _direct,
        "holder",
        "条例23(2)",
        "信访人直接向该机关提出",
        "raised with the body itself, not with a centre",
    ),
    "not_direct": ConditionRule(
        lambda ask: not _direct(ask),
        "centre",
        "条例23(2)",
        "经信访部门提出",
        "raised with a petition office",
    ),
    "initial": ConditionRule(_initial, "centre", "", "属初次信访", "raised for the first time"),
    "came_in_person": ConditionRule(
        _came_in_person, "centre", "", "当面或视频来访", "came in person or by video"
    ),
    "help_confirmed": ConditionRule(
        _help_confirmed,
        "petitioner",
        "条例37",
        "帮扶措施经本人确认，或者没有帮扶",
        "the petitioner confirms the help, or none was planned",
    ),
    "legal_opinion_on_file": ConditionRule(
        lambda ask: ask.state.handling.legal_opinions > 0,
        "lead",
        "",
        "律师法律意见已入卷",
        "a lawyer's opinion is on file",
    ),
    "leader_named": ConditionRule(
        lambda ask: bool(ask.state.house.leaders),
        "centre",
        "",
        "已确定包案领导",
        "a leader is named",
    ),
    "simple_allowed": ConditionRule(
        _simple_allowed,
        "centre",
        "简易办理办法4、5",
        "符合简易办理条件",
        "the simple procedure applies",
    ),
    "kind_answerable": ConditionRule(
        _kind_answerable,
        "centre",
        "",
        "属可直接答复的事项",
        "of a kind that can be answered at once",
    ),
    "not_simple": ConditionRule(
        lambda ask: not ask.procedure.is_simple, "centre", "", "不在简易办理中", "not simple"
    ),
    "assigned_not_referred": ConditionRule(
        _assigned, "centre", "", "属交办件", "assigned, not referred"
    ),
    "resolved": ConditionRule(_resolved, "petitioner", "", "问题已解决", "the problem is solved"),
    "head_approves": ConditionRule(
        _head_approves, "body_head", "条例34", "单位负责人批准", "approved by the head of the body"
    ),
    "review_stands": ConditionRule(
        lambda ask: ask.state.closing.reviewed >= 1,
        "lead",
        "条例36",
        "复查意见未撤销原意见",
        "the review did not revoke the opinion",
    ),
    "lead_named": ConditionRule(
        lambda ask: ask.state.lead is not None, "centre", "", "已确定主办单位", "a lead is named"
    ),
    "lead_missing": ConditionRule(
        lambda ask: ask.state.lead is None, "centre", "", "没有主办单位", "nobody leads"
    ),
    "lead_unnamed": ConditionRule(
        lambda ask: ask.state.lead_unnamed,
        "centre",
        "条例24(2)、28(3)",
        "主办单位已撤销或没有人可以办，还没有明确由谁接着办",
        "whoever leads was dissolved or has nobody left, and nobody was named yet",
    ),
    "disposition_safe": ConditionRule(
        _disposition_safe,
        "leader",
        "条例27",
        "依法处理须有法律依据、两级签字并已书面告知本人",
        "referral by law has its basis and two signatures, and the resident was told in writing",
        by_command=True,
    ),
    **RECOURSE_RULES,
    **SITTING_RULES,
}
NAMES = frozenset(RULES)
BY_COMMAND = frozenset(name for name, rule in RULES.items() if rule.by_command)
"""Conditions that depend on what the command will say: they cannot shut it beforehand."""


def holds(name: str, ask: Ask) -> bool:
    """Whether a condition holds: one of these rules, or one of a family that names something."""
    rule = RULES.get(name)
    if rule is not None:
        return rule.holds(ask)
    family_match = family_of(name)
    return family_match is not None and family_match[0].holds(family_match[1], ask)


def unmet(action: Action, ask: Ask) -> tuple[Condition, ...]:
    """Return the conditions of an action row that do not hold; in a nested list one is enough."""
    return tuple(condition for condition in action.when if not _met(condition, ask))


def _met(condition: Condition, ask: Ask) -> bool:
    if isinstance(condition, str):
        return holds(condition, ask)
    return any(holds(name, ask) for name in condition)


def all_met(when: tuple[Condition, ...], ask: Ask) -> bool:
    """Whether every condition holds, as asked of a clock at its start."""
    return all(_met(condition, ask) for condition in when)


def tell(condition: Condition, ask: Ask) -> dict[str, Any]:
    """Return what a refusal says of an unmet condition: code, words, who can meet it, article."""
    names = (condition,) if isinstance(condition, str) else condition
    rules = [_rule(name, ask) for name in names]
    return {
        "code": " | ".join(names),
        "zh": "，或者".join(rule.zh for rule in rules),
        "en": ", or ".join(rule.en for rule in rules),
        "who": sorted({rule.who for rule in rules}),
        "article": "；".join(rule.article for rule in rules if rule.article),
        "stage": ask.state.stage,
    }


def _rule(name: str, ask: Ask) -> ConditionRule:
    if name in RULES:
        return RULES[name]
    return ConditionRule(lambda any_ask: holds(name, any_ask), *words_of(name, ask.procedure))


def refuse_unmet(action: Action, ask: Ask) -> None:
    """Refused `unmet` with every condition of the row that does not hold."""
    missing = unmet(action, ask)
    if missing:
        raise Refused("unmet", conditions=[tell(condition, ask) for condition in missing])
