"""What the rules themselves ask of a command and make of it, whatever a procedure's row says."""

from collections.abc import Mapping

from lianxin.rules.facts.guarding import PASSED, UNLED
from lianxin.rules.phases import ANSWERED, BEGUN_ANEW, REMEDIES
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.states import Lead, State
from lianxin.rules.proving.steps import Step

OPENS_LEAD = frozenset(
    {"assign", "refer", "accept", "reassign", "rule_objection", "escalate", "return_down"}
) | {"request_review", "request_re_review"}
ENDS_LEAD = frozenset({"close", "conclude", "decline", "end_procedure"})
HANDED = frozenset({"receive", "object", "escalate", "return_down", "propose_opinion"})
"""Commands of a lead whose objection nobody waits to rule."""
DECIDES = frozenset({"decide_review", "decide_re_review"})
REMEDY = frozenset({"request_review", "request_re_review"})
ASSISTS = frozenset({"object", "rule_objection"})
"""Commands of an objection, which an assisting body may raise too: then nothing changes for the lead."""
LET_GO: Mapping[tuple[str, str], Lead] = {
    ("shield", PASSED): "open",
    ("shield", UNLED): "none",
    ("rule_ending", "agreed"): "none",
}
"""Outcomes after which whoever led is not the one to whom it would be given back."""
LEADING = OPENS_LEAD | ENDS_LEAD | {"object", "supervise", "reopen", "shield", "rule_contest"}
"""Commands that may change who leads."""


def led(state: State) -> bool:
    """Whether a lead leg is open."""
    return state.lead in {"open", "objected"}


def may_begin(step: Step, state: State, phase: str) -> bool:
    """Whether the rules take a command in such a state, apart from what its row asks."""
    if step.do in {
        "withdraw",
        "supervise",
        "reply",
        "reopen",
        "rule_contest",
        "shield",
        "reassign",
    }:
        return _fits(step, state, phase)
    if step.do in ASSISTS and step.by == ("assist",):
        return led(state)
    wants: tuple[Lead, ...] = ("none", "open", "objected", "ended")
    if step.do in HANDED:
        wants = ("open",)
    elif step.do in DECIDES:
        wants = ("open", "objected")
    elif step.do == "rule_objection":
        wants = ("objected",)
    elif step.do in {"accept", "decline"}:
        wants = ("none", "open", "ended")
    elif step.do in REMEDY:
        wants = ("open", "objected", "ended")
    return state.lead in wants


def _fits(step: Step, state: State, phase: str) -> bool:
    """Whether an outcome is the one that such a command has in such a state."""
    if step.do == "withdraw":
        return step.outcome == REMEDIES.get(phase, "")
    if step.do == "supervise" and phase in ANSWERED and not led(state):
        # Whoever handled it is pressed; nobody begins to lead what is answered.
        return step.outcome == "" and state.lead != "none"
    if step.do == "supervise":
        return led(state) == (step.outcome == "")
    if step.do == "reopen":
        anew = state.lead == "none" or phase in BEGUN_ANEW
        return step.outcome == ("anew" if anew else "lead")
    if step.do == "reassign":
        return ("reassigned:answered" in step.tokens) == (
            phase == "answered" and step.to is not None
        )
    if step.do == "shield":
        return not step.outcome or led(state)
    if step.do == "rule_contest":
        # What a contest opens again goes back to whoever led it, or is first sent to somebody.
        other = "reopened:lead" if state.lead == "none" else "reopened:anew"
        return other not in step.tokens
    return step.outcome != "centre" or not led(state)


def lead_after(step: Step, state: State, phase: str, before: str) -> Lead:
    """Return who leads after a step that reaches a phase (`before`: the phase that it leaves)."""
    if step.do in ASSISTS and step.by == ("assist",):
        return state.lead
    if step.do == "object":
        return "objected"
    if step.do in OPENS_LEAD or (step.do == "supervise" and step.outcome == "opened"):
        return "open"
    if step.do in ENDS_LEAD or (step.do == "reply" and phase == "concluded" != before):
        return "ended" if state.lead != "none" else "none"
    if (step.do, step.outcome) in LET_GO:
        return LET_GO[step.do, step.outcome]
    if step.do == "withdraw":
        return "open" if step.outcome else _left(state)
    if "reopened" in step.tokens and before not in BEGUN_ANEW:
        return "open" if state.lead != "none" else "none"
    return state.lead


def _left(state: State) -> Lead:
    return "ended" if state.lead != "none" else "none"


def stage_after(step: Step, state: State, procedure: Procedure) -> str:
    """Return the stage after a step of the main line."""
    if step.to is None or step.row.track is not None:
        return state.stage
    phase = procedure.phase(state.stage)
    unled = step.do == "rule_contest" and "reopened" in step.tokens and state.lead == "none"
    if unled or (step.do == "reopen" and (state.lead == "none" or phase in BEGUN_ANEW)):
        # Nobody leads it, so it waits to be sent to somebody.
        return procedure.stages[0].code
    return step.to
