"""Decisions about the work on a matter."""

from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import handling as commands
from lianxin.rules.conditions.matter import is_complex
from lianxin.rules.deciding import carrying, tasks
from lianxin.rules.deciding.agreeing import agreed
from lianxin.rules.deciding.bodies import lead_leg, own_leg, taker
from lianxin.rules.deciding.papers import fields_digest, signing_posts
from lianxin.rules.deciding.papers_needed import OPINION, paper_of
from lianxin.rules.facts import Fact
from lianxin.rules.facts import handling as facts
from lianxin.rules.facts.shapes import TaskChange
from lianxin.rules.refusals import Refused

Work = (
    commands.Note
    | commands.Contact
    | commands.Arrive
    | commands.Plan
    | commands.Reply
    | commands.Conclude
    | commands.ProposeOpinion
    | commands.RootCause
    | commands.RecordVisit
)
Help = (
    commands.RecordAgreement
    | commands.RecordPerformance
    | commands.LegalOpinion
    | commands.ExpertOpinion
    | commands.HelpPlan
    | commands.Instruct
    | commands.Advise
)


def decide(command: commands.Handling, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a handling command."""
    if isinstance(command, Help):
        return (_help(command, ask),)
    return (_work(command, ask),)


def _work(command: Work, ask: Ask) -> Fact:  # noqa: C901 - a dispatcher: one line a command
    match command:
        case commands.Note():
            return facts.Noted(text=ask.ref("text"), public=command.public)
        case commands.Contact():
            return facts.Contacted(
                means=command.means, reached=command.reached, text=ask.ref("text")
            )
        case commands.Arrive():
            return facts.Arrived(at_place=ask.ref("at_place"), tasks=tasks.appeared(ask))
        case commands.Plan():
            wanted = tasks.errands(command.tasks, "tasks", ask)
            return facts.Planned(
                text=ask.ref("text"),
                steps=ask.many("steps"),
                tasks=tasks.given_tasks("plan", wanted, ask),
            )
        case commands.Reply():
            return _replied(command, ask)
        case commands.Conclude():
            return _concluded(command, ask)
        case commands.ProposeOpinion():
            return _proposed(command, ask)
        case commands.RootCause():
            return _looked_back(command, ask)
        case commands.RecordVisit():
            return facts.VisitRecorded(
                campaign=command.campaign, outcome=command.outcome, text=ask.maybe("text")
            )
        case _:
            assert_never(command)


def _replied(command: commands.Reply, ask: Ask) -> Fact:
    if command.point is not None and command.point > ask.state.matter.points:
        raise Refused("no_such", name=f"point {command.point}", field="point")
    by = ask.action.by if ask.action else ()
    if "centre" in by and "centre" in ask.standings and ask.state.lead is None:
        role, body = "centre", ask.acting_post()[1]
    else:
        leg = own_leg(ask)
        role, body = leg.role, leg.body
    return facts.Replied(
        body=body,
        role=role,
        text=ask.ref("text"),
        public_text=ask.maybe("public_text"),
        point=command.point,
        partial=_leaves_points(command, role, ask),
        level="" if role == "assist" else _level(body, ask),
        complex=role != "assist" and is_complex(ask),
        adopted=command.adopted or "",
    )


def _leaves_points(command: commands.Reply, role: str, ask: Ask) -> bool:
    """Whether other points stay open after this answer: each has its own."""
    if command.point is None or role == "assist":
        return False
    return len({*ask.state.handling.answered_points, command.point}) < ask.state.matter.points


def _concluded(command: commands.Conclude, ask: Ask) -> Fact:
    last = ask.state.last_lead
    body = last.body if last else ask.acting_post()[1]
    return facts.Concluded(
        outcome=command.outcome,
        body=body,
        level=_level(body, ask),
        complex=is_complex(ask),
        text=ask.ref("text"),
    )


def _level(body: str, ask: Ask) -> str:
    """The level of a body's place: small matters stay in the grid, big ones in the town."""
    place = ask.book.bodies.get(body)
    area = ask.book.areas.get(place.area) if place else None
    return area.level if area else ""


def _proposed(command: commands.ProposeOpinion, ask: Ask) -> Fact:
    if ask.procedure.is_simple and command.outcome == "not_supported":
        raise Refused("simple_excluded", article="简易办理办法5")
    lead = lead_leg(ask)
    document = paper_of(OPINION, ask)
    day, executor = carrying.promised(command, ask)
    refs = {name: ask.ref(name) for name in ("facts", "basis", "text")}
    return facts.OpinionProposed(
        document=document,
        outcome=command.outcome,
        fields=fields_digest(
            ask, document, outcome=command.outcome, **refs, **carrying.signed_with(day, executor)
        ),
        posts=signing_posts(ask, document, lead.body),
        hearing=command.hearing,
        carry_out_by=day,
        executor=executor,
        # What an opinion of before promised is promised by this one or by none.
        tasks=carrying.lifted(ask),
        **refs,
    )


def _help(command: Help, ask: Ask) -> Fact:
    match command:
        case commands.RecordAgreement():
            return agreed(command, ask)
        case commands.RecordPerformance():
            return _performed(command, ask)
        case commands.LegalOpinion():
            return facts.LegalOpinionGiven(lawyer=command.lawyer, text=ask.ref("text"))
        case commands.ExpertOpinion():
            return facts.ExpertOpinionGiven(expert=command.expert, text=ask.ref("text"))
        case commands.HelpPlan():
            return _help_planned(command, ask)
        case commands.Instruct():
            return _instructed(command, ask)
        case commands.Advise():
            return _advised(command, ask)
        case _:
            assert_never(command)


def _performed(command: commands.RecordPerformance, ask: Ask) -> Fact:
    # Whoever is left with an agreement not performed must hear which ways to the court are open.
    if not command.done and command.ways is None:
        raise Refused("ways_untold", field="ways", article="人民调解法32、33")
    return facts.PerformanceRecorded(
        term=command.term,
        done=command.done,
        text=ask.maybe("text"),
        ways=ask.maybe("ways"),
        tasks=tasks.performed(command.term, done=command.done, ask=ask),
    )


def _instructed(command: commands.Instruct, ask: Ask) -> Fact:
    bodies = tuple(dict.fromkeys(taker(ask, body) for body in command.bodies))
    text = ask.ref("text")
    changes: list[TaskChange] = []
    if command.due is not None or bodies:
        wanted = [tasks.WantedTask(text, body, due=command.due) for body in bodies or (None,)]
        changes.extend(tasks.given_tasks("instruction", wanted, ask))
    if command.like_places:
        wanted = [
            tasks.WantedTask(text, body, due=command.places_due) for body in bodies or (None,)
        ]
        changes.extend(tasks.given_tasks("like_places", wanted, ask))
    return facts.Instructed(
        text=text,
        due=command.due,
        like_places=command.like_places,
        bodies=bodies,
        tasks=tasks.numbered(changes, ask),
    )


def _looked_back(command: commands.RootCause, ask: Ask) -> Fact:
    cause = ask.ref("cause")
    readers = tuple(dict.fromkeys(command.shared))
    return facts.RootCauseRecorded(
        cause=cause,
        duty=ask.ref("duty"),
        change=ask.ref("change"),
        shared=readers,
        tasks=tasks.given_tasks(
            "review", (tasks.WantedTask(cause, reader) for reader in readers), ask
        ),
    )


def _advised(command: commands.Advise, ask: Ask) -> Fact:
    text = ask.ref("text")
    wanted = tasks.WantedTask(text, command.body, due=command.due, about=command.kind)
    (task,) = tasks.given_tasks("advice", (wanted,), ask)
    return facts.Advised(
        kind=command.kind, body=task.body, text=text, due=command.due, tasks=(task,)
    )


def _help_planned(command: commands.HelpPlan, ask: Ask) -> Fact:
    # Help is given to somebody, and shows his need to many: not without his word.
    if not command.consent:
        raise Refused("no_consent", field="consent")
    measures = tuple(
        facts.PlannedMeasure(
            what=ask.ref(f"measures.{place}.what"), body=taker(ask, measure.body), due=measure.due
        )
        for place, measure in enumerate(command.measures)
    )
    wanted = (
        tasks.WantedTask(given.what, given.body, due=given.due, about=measure.relief or "")
        for given, measure in zip(measures, command.measures, strict=True)
    )
    return facts.HelpPlanned(measures=measures, tasks=tasks.given_tasks("help", wanted, ask))
