"""Conditions about the matter itself: what kind it is, who carries it, what is on its file."""

from collections.abc import Callable, Mapping

from lianxin.rules.ask import Ask
from lianxin.rules.commands.papers import Ring
from lianxin.rules.conditions.named import ConditionRule
from lianxin.rules.phases import ON_THE_WAY
from lianxin.rules.state import REVIEWS
from lianxin.rules.tracks import begun, done


def _repeat(ask: Ask) -> bool:
    return ask.state.ties.repeat_of is not None or not ask.state.ties.initial


def is_complex(ask: Ask) -> bool:
    """Whether more than one body took part in the handling, or it was handed up a level."""
    # Who reviewed it did not handle it, and makes no simple matter complex.
    bodies = {leg.body for leg in ask.state.legs if leg.instrument not in REVIEWS}
    return len(bodies) > 1 or ask.state.dispatch.escalated > 0


def _overdue(ask: Ask) -> bool:
    return any(
        clock.stopped_at is None
        and not clock.window
        and (clock.late or (clock.due is not None and ask.at > clock.due))
        for clock in ask.state.clocks
    )


def _nothing_recorded(ask: Ask) -> bool:
    """Nothing by the lead since the clock that rings began, or since it was dispatched."""
    lead = ask.state.lead
    if lead is None:
        return False
    clock = ask.state.clock(ask.command.clock) if isinstance(ask.command, Ring) else None
    since = clock.start if clock is not None else lead.opened_at
    # The act that began the clock is not yet work done under it.
    return ask.state.handling.worked_at is None or ask.state.handling.worked_at <= since


def _ruled(ask: Ask) -> bool:
    lead = ask.state.lead
    return lead is not None and lead.body in ask.state.dispatch.may_not_return


def _assist_silent(ask: Ask) -> bool:
    return any(leg.state in {"offered", "received"} for leg in ask.state.open_assists)


def _not_resubmitted(ask: Ask) -> bool:
    """Sent back to be done again, and the lead has answered nothing since."""
    return ask.state.closing.reopened > 0 and not ask.state.handling.replied


def _agency_open(ask: Ask) -> bool:
    # Whatever a county calls it: the track that begins with an agent's being named.
    agencies = (
        track
        for track in ask.procedure.tracks
        if any(step.fact == "agent_appointed" for step in track.named)
    )
    return any(begun(ask.state, track.code) and not done(ask.state, track) for track in agencies)


def _ending_holds(ask: Ask) -> bool:
    """A dispute rests by the resident's own word, and is ended by procedure on a legal ground."""
    ending, state = getattr(ask.command, "ending", None), ask.state
    if ending == "rested":
        words = state.closing.words
        return bool(words) and all(word.pleased for word in words)
    if ending == "concluded_by_procedure":
        return getattr(ask.command, "exemption", None) is not None or state.re_reviewed
    return True


def _with_text(ask: Ask) -> bool:
    return getattr(ask.command, "text", None) is not None


def _own_system(ask: Ask) -> bool:
    """Whether the body that a dispatch names stands below the one that took the matter in."""
    own = ask.state.house.registrar_body
    named = getattr(ask.command, "lead", None)
    if named is None:
        # Before a body is named: whether there is one at all to send it on to.
        return any(own in above for above in ask.book.above.values())
    body = ask.book.answering(named)
    return body is not None and own in ask.book.above.get(body.code, frozenset())


def _by_leading_member(ask: Ask) -> bool:
    """Whether a named leader of the matter takes the step, or a head or leader himself."""
    named = getattr(ask.command, "person", None) or ask.actor.person
    leads = named == ask.actor.person and not ask.standings.isdisjoint({"leader", "body_head"})
    return leads or named in ask.state.house.leaders


def _common_superior(ask: Ask) -> bool:
    """A centre below the body that leads decides nothing over it (article 24): who stands above does."""
    lead = ask.state.lead
    body = ask.book.bodies.get(lead.body) if lead else None
    centre = ask.book.bodies.get(ask.state.house.centre or "")
    if body is None or centre is None or "upper_head" in ask.standings:
        return True
    # What lies in the centre's own area, or below it, is of its level or a lower one.
    return centre.area in ask.book.area_path(body.area)


def _petitioner_heard(ask: Ask) -> bool:
    """Heard by the body or at a hearing, or it is on record why not; nobody can be who left no name."""
    state = ask.state
    sat = any(sitting.kind == "hearing" and sitting.sessions for sitting in state.sittings)
    return bool(state.handling.heard) or sat or not state.people.reachable


def _opinion_not_owed(ask: Ask) -> bool:
    """Whoever asks for help asks for a decision: taken on by route 6, it is one he can have reviewed."""
    return not (ask.state.matter.kind == "help" and ask.state.handling.route == "6")


def _told_opinion(*outcomes: str) -> Callable[[Ask], bool]:
    """Whether the petitioner holds an opinion that came to one of these."""

    def holds(ask: Ask) -> bool:
        return any(
            paper.state == "delivered" and paper.outcome in outcomes
            for paper in ask.state.documents
            if paper.tells == "opinion_proposed"
        )

    return holds


def _respondent_said(ask: Ask) -> bool:
    """Sent out before it is asked, a report may reach the very one it is about."""
    state = ask.state
    return not state.is_report or state.names_respondents or state.guard.respondent_unknown


RULES: Mapping[str, ConditionRule] = {
    "repeat": ConditionRule(_repeat, "centre", "", "属重信重访", "raised again"),
    "group": ConditionRule(
        lambda ask: ask.state.people.group, "centre", "", "属集体访", "raised by a group"
    ),
    "urgent": ConditionRule(
        lambda ask: ask.state.matter.urgent, "centre", "条例25", "属紧急事项", "urgent"
    ),
    "complex": ConditionRule(
        is_complex, "centre", "", "涉及多个单位或已上报", "several bodies took part, or handed up"
    ),
    "simple_matter": ConditionRule(
        lambda ask: not is_complex(ask), "centre", "", "属简单事项", "one body alone handles it"
    ),
    "not_answered": ConditionRule(
        lambda ask: ask.state.phase in ON_THE_WAY,
        "lead",
        "",
        "还没有答复",
        "it is not answered yet",
    ),
    "withdrawal_taken_down": ConditionRule(
        lambda ask: ask.state.closing.withdrawal_taken_down,
        "petitioner",
        "",
        "撤回是代信访人登记的",
        "the withdrawal was taken down by somebody else",
    ),
    "overdue": ConditionRule(_overdue, "lead", "", "有时限已超期", "a clock is overdue"),
    "not_overdue": ConditionRule(
        lambda ask: not _overdue(ask), "lead", "", "没有超期时限", "no clock is overdue"
    ),
    "has_leader": ConditionRule(
        lambda ask: bool(ask.state.house.leaders),
        "centre",
        "",
        "已明确包案领导",
        "a leader is named",
    ),
    "two_leaders": ConditionRule(
        lambda ask: len(set(ask.state.house.leaders)) >= 2,
        "centre",
        "",
        "已明确两名包案领导",
        "two leaders are named",
    ),
    "has_responsible": ConditionRule(
        lambda ask: ask.state.house.responsible is not None,
        "centre",
        "",
        "已明确责任人",
        "a responsible person is named",
    ),
    "has_plan": ConditionRule(
        lambda ask: ask.state.handling.plans > 0, "lead", "", "已制定化解方案", "there is a plan"
    ),
    "expert_opinion_on_file": ConditionRule(
        lambda ask: ask.state.handling.expert_opinions > 0,
        "lead",
        "",
        "已有专家意见",
        "an expert opinion is on file",
    ),
    "root_cause_on_file": ConditionRule(
        lambda ask: ask.state.handling.root_caused,
        "lead",
        "",
        "已复盘溯源",
        "the root cause is recorded",
    ),
    "has_agent": ConditionRule(
        lambda ask: ask.state.house.agent is not None,
        "petitioner",
        "",
        "已委托代办员",
        "an agent is named",
    ),
    "no_open_agency": ConditionRule(
        lambda ask: not _agency_open(ask),
        "agent",
        "",
        "代办已经本人确认或已解除",
        "the agency is confirmed or released",
    ),
    "nothing_recorded": ConditionRule(
        _nothing_recorded, "lead", "", "主办单位没有办理记录", "the lead recorded nothing"
    ),
    "ruled_lead": ConditionRule(
        _ruled, "centre", "", "经裁定由该单位主办", "the body was ruled to be lead"
    ),
    "assist_silent": ConditionRule(
        _assist_silent, "assist", "", "有协办单位没有回应", "an assisting body is silent"
    ),
    "not_resubmitted": ConditionRule(
        _not_resubmitted, "lead", "", "退回重办后没有再答复", "sent back and not answered since"
    ),
    "resident_confirmed": ConditionRule(
        lambda ask: ask.state.closing.confirmed,
        "petitioner",
        "",
        "本人已确认",
        "the resident confirmed",
    ),
    "filing_to_confirm": ConditionRule(
        lambda ask: (
            bool(ask.state.house.registrar_body) and ask.state.handling.filing != "confirmed"
        ),
        "petitioner",
        "",
        "由别人代为登记，本人还没有确认",
        "somebody else filed it, and the resident has not confirmed it",
    ),
    "filing_undisputed": ConditionRule(
        lambda ask: ask.state.handling.filing != "disputed",
        "petitioner",
        "",
        "本人没有说代登记的内容不对，或者说后已经更正",
        "the resident did not say that the filing is wrong, or it was put right since",
    ),
    "ending_holds": ConditionRule(
        _ending_holds,
        "petitioner",
        "条例36",
        "息诉罢访须本人认可，程序性办结须有法律依据",
        "the resident lets it rest, or a legal ground ends it",
        by_command=True,
    ),
    "not_secret": ConditionRule(
        lambda ask: not ask.state.secret,
        "centre",
        "条例30",
        "不属于检举控告或保密事项",
        "neither a report of misconduct nor confidential",
    ),
    "adoption_said": ConditionRule(
        lambda ask: (
            ask.state.matter.kind != "suggestion"
            or getattr(ask.command, "adopted", None) is not None
        ),
        "lead",
        "条例29",
        "对建议要说明采纳、部分采纳还是没有采纳",
        "of a suggestion it is said whether it is adopted",
        by_command=True,
    ),
    "own_system": ConditionRule(
        _own_system,
        "holder",
        "条例23(1)",
        "转给本系统的下级机关、单位",
        "it goes to a body below, in the same system",
    ),
    "by_leading_member": ConditionRule(
        _by_leading_member,
        "leader",
        "",
        "由领导班子成员本人办，并写明姓名",
        "done by a member of the leading group, by name",
        by_command=True,
    ),
    "respondent_said": ConditionRule(
        _respondent_said,
        "centre",
        "条例30(3)",
        "已问明反映的是谁，或者问过仍不清楚",
        "whom the report is about is on record, or that it is not known",
    ),
    "petitioner_heard": ConditionRule(
        _petitioner_heard,
        "lead",
        "条例31(6)",
        "已听取信访人陈述，或者记明其不愿陈述、无法联系",
        "the petitioner was heard, or it is on record that he would not be or could not be reached",
    ),
    "opinion_not_owed": ConditionRule(
        _opinion_not_owed,
        "lead",
        "条例31(6)",
        "按信访程序受理的求助事项，出具处理意见书，不以答复代替",
        "help taken on under the petition procedure gets an opinion, not a mere answer",
    ),
    "opinion_supports": ConditionRule(
        _told_opinion("supported"),
        "lead",
        "条例32(2)",
        "支持信访请求的处理意见书已送达",
        "an opinion that supports the petitioner was delivered",
    ),
    "opinion_falls_short": ConditionRule(
        _told_opinion("explained", "not_supported"),
        "lead",
        "条例32(2)",
        "没有支持信访请求的处理意见书已送达",
        "an opinion that does not support the petitioner was delivered",
    ),
    "common_superior": ConditionRule(
        _common_superior,
        "upper_head",
        "条例24(1)",
        "由共同的上一级机关决定；没有的，由联席会议协调",
        "decided by the common superior, or else by the joint meeting",
    ),
    "stays_close": ConditionRule(
        lambda ask: not ask.state.kept_close,
        "centre",
        "条例22、30(3)",
        "不清楚反映的是谁的、反映打击报复的，只交纪检监察机关",
        "where nobody knows whom it is about, or somebody is retaliated against, discipline inspection alone gets it",
    ),
    "with_text": ConditionRule(
        _with_text, "lead", "", "说明理由", "the reason is told", by_command=True
    ),
}
