"""What waits for somebody: each a condition on the case row, for lists and their counts alike."""

from collections.abc import Callable
from typing import Literal

from lianxin.cases.reading.scope import Arm
from lianxin.rules.actor import Actor

Waiting = Literal[
    "task", "receive", "handle", "assist", "sign", "answer", "objection", "led", "informed"
]
_PARTY = (
    'held.id IN (SELECT "case" FROM cases_party'
    " WHERE who = ANY(%(w_{name})s) AND role = '{role}')"
)
_LEG = 'held.id IN (SELECT "case" FROM cases_leg WHERE is_open AND body = ANY(%(w_{name})s) AND {what})'


def waiting(what: Waiting, actor: Actor) -> Arm:
    """Return the condition of the cases that wait in this way for the actor."""
    return _WAYS[what](actor)


def _task(actor: Actor) -> Arm:
    who = [f"b:{body}" for body in sorted(actor.bodies)]
    who += [f"a:{actor.person}"] if actor.person else []
    return Arm(_PARTY.format(name="task", role="tasked"), {"w_task": who})


def _sign(actor: Actor) -> Arm:
    posts = [f"s:{post.post}" for post in actor.posts]
    return Arm(_PARTY.format(name="sign", role="signer"), {"w_sign": posts})


def _led(actor: Actor) -> Arm:
    sql = f"held.is_open AND {_PARTY.format(name='led', role='leader')}"
    return Arm(sql, {"w_led": [f"a:{actor.person}"]})


def _informed(actor: Actor) -> Arm:
    bodies = [f"b:{body}" for body in sorted(actor.bodies)]
    sql = f"held.is_open AND {_PARTY.format(name='informed', role='informed')}"
    return Arm(sql, {"w_informed": bodies})


def _answer(actor: Actor) -> Arm:
    bodies = [f"b:{body}" for body in sorted(actor.bodies)]
    sql = f"held.is_open AND {_PARTY.format(name='answer', role='answer')}"
    return Arm(sql, {"w_answer": bodies})


def _leg(name: str, what: str) -> Callable[[Actor], Arm]:
    sql = f"held.is_open AND {_LEG.format(name=name, what=what)}"
    return lambda actor: Arm(sql, {f"w_{name}": sorted(actor.bodies)})


def _objection(actor: Actor) -> Arm:
    sql = "SELECT \"case\" FROM cases_leg WHERE state = 'objected' AND is_open"
    return Arm(f"held.id IN ({sql})")


_WAYS: dict[Waiting, Callable[[Actor], Arm]] = {
    "task": _task,
    "receive": _leg("receive", "state = 'offered'"),
    "handle": _leg("handle", "role = 'lead' AND state IN ('received', 'handling')"),
    "assist": _leg("assist", "role = 'assist' AND state <> 'offered'"),
    "sign": _sign,
    "answer": _answer,
    "objection": _objection,
    "led": _led,
    "informed": _informed,
}
