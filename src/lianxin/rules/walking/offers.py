"""Commands that somebody could give in a case, with fields that hang together where they must."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from lianxin.rules import commands
from lianxin.rules.commands import CLASSES, Command
from lianxin.rules.commands.intake import Register
from lianxin.rules.decide import steps_open_to
from lianxin.rules.state import Document, Sitting
from lianxin.rules.walking.fields import TEXT, Scene, body, drawn, moment, person

Fields = dict[str, Any]
SPELLED = 0.75
"""How often fields that hang together are drawn so; else each is drawn by itself."""
PANEL = ("chair", "member", "member", "recorder", "petitioner_side", "unit_side")


def offered(
    name: str, scene: Scene, given: Mapping[str, Any] = MappingProxyType({})
) -> Command | None:
    """Return a command of that name with drawn fields; None where no such command could be said."""
    fields: Fields = {}
    together = _TOGETHER.get(name)
    if together is not None and scene.chance.random() < SPELLED:
        fields = together(scene)
    fields |= given
    try:
        command = commands.parse(name, drawn(CLASSES[name], scene, fields))
    except ValidationError:
        return None
    assert not isinstance(command, Register)
    return command


def _sitting(scene: Scene, *steps: str) -> Sitting | None:
    here = [sitting for sitting in scene.state.sittings if sitting.step in steps]
    chosen: Sitting | None = scene.one(here)
    return chosen


def seats(scene: Scene, kind: str) -> list[dict[str, str]]:
    """Return seats that such a sitting could be held with."""
    roles = [*PANEL, *(("mediator",) if kind == "mediation" else ())]
    some = scene.chance.sample(scene.county.people, min(len(scene.county.people), 40))
    people = [actor.person for actor in some if not _near(actor.bodies, scene)]
    named = zip(people, roles, strict=False)
    return [
        {"person": "petitioner" if role == "petitioner_side" else someone, "role": role}
        for someone, role in named
    ]


def _near(bodies: frozenset[str], scene: Scene) -> bool:
    return not bodies.isdisjoint(leg.body for leg in scene.state.legs)


def _named_sitting(*steps: str) -> Callable[[Scene], Fields]:
    def fields(scene: Scene) -> Fields:
        sitting = _sitting(scene, *steps)
        return {"sitting": sitting.n} if sitting else {}

    return fields


def _hold(scene: Scene) -> Fields:
    sitting = _sitting(scene, "ordered", "held")
    return {"sitting": sitting.n, "seats": seats(scene, sitting.kind)} if sitting else {}


def _conclude_sitting(scene: Scene) -> Fields:
    sitting = _sitting(scene, "held") or _sitting(scene, "ordered")
    if sitting is None:
        return {}
    outcome = scene.one(("agreed", "opinion", "failed")) if sitting.step == "held" else "not_held"
    fields = {
        "sitting": sitting.n,
        "outcome": outcome,
        "opinion": TEXT,
        "told": ["litigation"],
        "decisions": [TEXT],
    }
    if scene.chance.random() < 0.6:
        fields["lead"] = None
    return fields


def _paper(scene: Scene, *states: str) -> Document | None:
    chosen: Document | None = scene.one([p for p in scene.state.documents if p.state in states])
    return chosen


def _sign(scene: Scene) -> Fields:
    posts = {held.post for held in scene.actor.posts}
    mine = [p for p in scene.state.documents if p.next_post in posts or p.next_post == "leader"]
    paper = scene.one(mine)
    return {"document": paper.code, "approve": scene.chance.random() < 0.85} if paper else {}


def _issue(scene: Scene) -> Fields:
    paper = _paper(scene, "signed")
    return {"document": paper.code} if paper else {}


def _deliver(scene: Scene) -> Fields:
    paper = _paper(scene, "signed", "issued")
    fields: Fields = {"document": paper.code} if paper else {}
    if scene.chance.random() < 0.7:
        fields["delivered_at"] = None
    return fields


def _publish(scene: Scene) -> Fields:
    paper = _paper(scene, "signed", "issued", "delivered")
    return {"document": paper.code} if paper else {}


def _extend(scene: Scene) -> Fields:
    rules = scene.procedure.clock_index
    here = [
        clock
        for clock in scene.state.clocks
        if clock.running and clock.code in rules and rules[clock.code].extend
    ]
    clock = scene.one(here)
    if clock is None:
        return {}
    row = rules[clock.code].extend
    assert row is not None
    return {"clock": clock.code, "about": None, "days": scene.chance.randint(1, row.limit.amount)}


def _standing_clock(*, paused: bool) -> Callable[[Scene], Fields]:
    def fields(scene: Scene) -> Fields:
        rules = scene.procedure.clock_index
        here = [
            clock
            for clock in scene.state.clocks
            if clock.stopped_at is None
            and clock.paused == paused
            and clock.code in rules
            and "paused" in rules[clock.code].pause
        ]
        clock = scene.one(here)
        return {"clock": clock.code, "about": clock.about or None} if clock else {}

    return fields


def _task(*states: str) -> Callable[[Scene], Fields]:
    def fields(scene: Scene) -> Fields:
        bodies = scene.actor.bodies
        tasks = [task for task in scene.state.tasks if task.state in states]
        mine = [task for task in tasks if {task.body, task.given_from} & bodies]
        task = scene.one(mine or tasks)
        return {"task": task.n} if task else {}

    return fields


def _point(scene: Scene) -> Fields:
    points = scene.state.matter.points
    left = [n for n in range(1, points + 1) if n not in scene.state.handling.answered_points]
    return {"point": scene.one([*left, None])}


def _rule_objection(scene: Scene) -> Fields:
    lead = scene.state.lead
    objecting = [leg.body for leg in scene.state.open_assists if leg.state == "objected"]
    if objecting and (lead is None or lead.state != "objected"):
        return {"body": scene.one(objecting)}
    upheld = scene.chance.random() < 0.5
    return {"body": None, "upheld": upheld, "lead": body(scene)}


def _return_down(scene: Scene) -> Fields:
    lead = scene.state.lead
    below = scene.county.below.get(lead.body if lead else "", ())
    return {"to": scene.one(below)} if below else {}


def _close(scene: Scene) -> Fields:
    exempted = scene.state.document("exemption") is not None or scene.chance.random() < 0.2
    usual = ("justified_settled", "unjustified_explained", "hardship_helped")
    return {
        "disposition": scene.one((*usual, "unlawful_referred")),
        "ending": scene.one((None, None, "rested", "concluded_by_procedure")),
        "exemption": {"ground": TEXT, "article": "条例36"} if exempted else None,
    }


def _follow_up(scene: Scene) -> Fields:
    reached = scene.chance.random() < 0.6
    if not reached:
        return {"reached": False, "solved": False, "satisfied": "unreached"}
    word = scene.one(("satisfied", "basically", "not"))
    return {"reached": True, "contacted": True, "true": True, "satisfied": word}


def _take_step(scene: Scene) -> Fields:
    steps = steps_open_to(scene.state, actor=scene.actor, at=scene.at, book=scene.county.book)
    step = scene.one(steps)
    if step is None:
        return {}
    return {"track": step.track, "step": step.step, "text": TEXT, "done_at": None, "person": None}


def _link(scene: Scene) -> Fields:
    return {"to": scene.one([link.to for link in scene.state.ties.links], "WALK-260302-999999")}


def _split(scene: Scene) -> Fields:
    parts = list(scene.state.ties.parts)
    return (
        {"parts": scene.chance.sample(parts, scene.chance.randint(1, len(parts)))} if parts else {}
    )


def _cleared(scene: Scene) -> Fields:
    named = [*scene.state.guard.respondent_bodies, *scene.state.guard.respondent_persons]
    if named and scene.chance.random() < 0.3:
        return {"cleared": [scene.one(named)], "respondent": []}
    return {"cleared": [], "respondent": [scene.one((body(scene), person("person", scene)))]}


def _agent(scene: Scene) -> Fields:
    agents = [agent.person for agent in scene.state.house.agents]
    return {"agent": scene.one(agents)} if agents else {}


def _readmit(scene: Scene) -> Fields:
    away = list(scene.state.guard.recused)
    return {"person": scene.one(away)} if away else {}


def _end_broadcast(scene: Scene) -> Fields:
    told = list(scene.state.dispatch.informed)
    return {"bodies": [scene.one(told)]} if told else {}


def _release_assist(scene: Scene) -> Fields:
    here = [leg.body for leg in scene.state.open_assists]
    return {"body": scene.one(here)} if here else {}


def _agreement(scene: Scene) -> Fields:
    held = [s.n for s in scene.state.sittings if s.kind == "mediation" and s.step == "held"]
    return {
        "sitting": scene.one([*held, None]),
        "effective_at": None,
        "parties": [TEXT, TEXT],
        "terms": [TEXT],
        "due": [scene.at if scene.nasty() else moment(scene)],
    }


def _confirmation(scene: Scene) -> Fields:
    agreement = scene.one(scene.state.agreements)
    if agreement is None:
        return {}
    ruled = agreement.confirmation == "applied"
    outcome = scene.one(("confirmed", "rejected")) if ruled else "applied"
    return {"agreement": agreement.n, "outcome": outcome}


def _opinion(scene: Scene) -> Fields:
    held = [s.n for s in scene.state.sittings if s.kind == "hearing" and s.sessions]
    return {"hearing": held[-1] if held else None}


def _performance(scene: Scene) -> Fields:
    terms = [agreement.terms for agreement in scene.state.agreements]
    return {"term": scene.chance.randint(1, max([1, *terms])), "ways": TEXT}


def _correct(scene: Scene) -> Fields:
    return {"entry": scene.chance.randint(1, scene.state.fact_count)}


def _order_sitting(scene: Scene) -> Fields:
    kinds = [row.kind for row in scene.procedure.sittings]
    kind = scene.one([*kinds, "reception", "special_meeting"])
    return {"kind": kind, "seats": seats(scene, kind)}


_TOGETHER: Mapping[str, Callable[[Scene], Fields]] = MappingProxyType(
    {
        "hold_sitting": _hold,
        "conclude_sitting": _conclude_sitting,
        "order_sitting": _order_sitting,
        "decline_sitting": _named_sitting("requested"),
        "name_seats": _hold,
        "record_consent": _named_sitting("ordered", "held"),
        "sign": _sign,
        "issue": _issue,
        "deliver": _deliver,
        "publish": _publish,
        "extend": _extend,
        "pause": _standing_clock(paused=False),
        "resume": _standing_clock(paused=True),
        "report_task": _task("open"),
        "close_task": _task("open", "reported"),
        "reply": _point,
        "rule_objection": _rule_objection,
        "return_down": _return_down,
        "close": _close,
        "follow_up": _follow_up,
        "take_step": _take_step,
        "unlink": _link,
        "split": _split,
        "shield": _cleared,
        "release_agent": _agent,
        "readmit": _readmit,
        "end_broadcast": _end_broadcast,
        "release_assist": _release_assist,
        "record_agreement": _agreement,
        "record_confirmation": _confirmation,
        "propose_opinion": _opinion,
        "record_performance": _performance,
        "correct": _correct,
    }
)
