"""Gives what was sent to the door: the one place of the API that calls it.

A route cannot forget the idempotency key or the expected version: it never holds them.
"""

import re

from lianxin.api import bodies
from lianxin.api.access import CallerRequest, Presumed
from lianxin.cases import door
from lianxin.cases.door import Passed
from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused

NUMBER = re.compile(r"[A-Za-z0-9.\-]{8,80}")


def register(request: CallerRequest) -> Passed:
    """Put the matter of a request on record; problems as `bodies.register`, refused as the door."""
    who = Presumed(request)
    with who.confirmed():
        sent = bodies.register(request, who.caller)
        who.post = sent.post
    return door.register(sent.command, actor=who, at=who.caller.at, key=sent.key)


def record(request: CallerRequest, number: str) -> tuple[Passed, Actor]:
    """Give the command of a request to a case; also returns the caller as the door confirmed him.

    Problems as `bodies.command`, refused as the door.
    """
    who = Presumed(request)
    with who.confirmed():
        sent = bodies.command(request, who.caller)
        who.post = sent.post
        case = numbered(number)
    passed = door.record(
        case,
        sent.command,
        actor=who,
        at=who.caller.at,
        key=sent.key,
        expect_version=sent.expect,
    )
    return passed, who.caller.actor


def numbered(number: str) -> str:
    """Return a case number in its one form; what cannot be one is as unknown as any other."""
    if NUMBER.fullmatch(number) is None:
        raise Refused("not_visible")
    return number.upper()
