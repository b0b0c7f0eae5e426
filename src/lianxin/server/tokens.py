"""`token`: the keys of machines to the API, given, listed and revoked."""

import argparse
from datetime import UTC, datetime, time
from typing import get_args

from lianxin.ledger.record import Author
from lianxin.people import actors
from lianxin.people.models import Token
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.server.console import complain, tell

GOOD, WRONG, MISUSED = 0, 1, 2
BY = Author(person="system")
SHOWN = 12
"""Characters of a token's digest that name it; enough to be the only one."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `token`."""
    parser = commands.add_parser("token", help="keys of machines to the API")
    kinds = parser.add_subparsers(required=True)
    give = kinds.add_parser("give", help="make a token and show its secret this once")
    give.add_argument("person", metavar="PERSON", help="in whose name the machine acts")
    give.add_argument("--label", required=True, help="what it is for")
    verbs = get_args(actors.Verb)
    give.add_argument("--verbs", nargs="+", choices=verbs, required=True, help="what it may do")
    give.add_argument("--body", help="only with the posts held in this body")
    give.add_argument("--until", type=_day, metavar="DAY", help="last day it is good, 2027-12-31")
    give.set_defaults(run=_give)
    kinds.add_parser("list", help="all tokens").set_defaults(run=_list)
    revoke = kinds.add_parser("revoke", help="end a token for good")
    revoke.add_argument("token", metavar="TOKEN", help="as `list` names it")
    revoke.set_defaults(run=_revoke)


def _day(text: str) -> datetime:
    """The end of a day in China."""
    day = datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day; the zone follows
    return datetime.combine(day, time(23, 59, 59), tzinfo=CHINA)


def _give(arguments: argparse.Namespace) -> int:
    try:
        secret = actors.give_token(
            arguments.person,
            label=arguments.label,
            verbs=arguments.verbs,
            at=datetime.now(UTC),
            by=BY,
            body=arguments.body,
            until=arguments.until,
        )
    except Refused as no:
        field = no.why.get("field")
        complain(f"There is no {field} {getattr(arguments, str(field), '')}.")
        return MISUSED
    tell(f"{secret}\nThis is shown once. Named: {actors.hashed(secret)[:SHOWN]}")
    return GOOD


def _list(arguments: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    for row in Token.objects.order_by("since"):
        until = f"until {row.until.astimezone(CHINA):%Y-%m-%d}" if row.until else "without end"
        state = "revoked" if row.revoked_at else _ended(row.until, now) or until
        body = f" in {row.body_id}" if row.body_id else ""
        verbs = ", ".join(row.verbs)
        tell(f"{row.hash[:SHOWN]}  {row.person_id}{body}  {verbs}  {state}  {row.label}")
    return GOOD


def _ended(until: datetime | None, now: datetime) -> str:
    return "ended" if until is not None and until <= now else ""


def _revoke(arguments: argparse.Namespace) -> int:
    if len(arguments.token) < SHOWN:
        complain(f"A token is named by at least {SHOWN} characters, as `token list` shows them.")
        return MISUSED
    tokens = list(Token.objects.filter(hash__startswith=arguments.token)[:2])
    try:
        if len(tokens) != 1:
            raise Refused("no_such", field="token")
        actors.revoke_token(tokens[0].hash, at=datetime.now(UTC), by=BY)
    except Refused:
        complain(f"There is no token {arguments.token} that could be revoked.")
        return WRONG
    tell(f"Revoked: {tokens[0].hash[:SHOWN]} ({tokens[0].label})")
    return GOOD
