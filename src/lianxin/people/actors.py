"""Who may act: the posts a person holds on a day, and the tokens of machines."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Literal, get_args

from django.db import connection, transaction

from lianxin.database.pipeline import text
from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import versions
from lianxin.org.models import Body
from lianxin.people import statements
from lianxin.people.models import Officer, Token
from lianxin.rules.actor import HeldPost
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA

Verb = Literal["read", "command", "register", "import", "figures"]
VERBS: tuple[Verb, ...] = get_args(Verb)


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """What a token allows: whose it is, in which body (any when None), which verbs, which posts.

    `elsewhere` are the bodies of the posts it leaves out: they may shut its person out.
    """

    label: str
    person: str
    body: str | None
    verbs: frozenset[str]
    posts: tuple[HeldPost, ...]
    elsewhere: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class DeskSeat:
    """An officer's name and posts of a day, and the versions of the book at that moment."""

    name: str
    posts: tuple[HeldPost, ...]
    versions: str


def posts_held(person: str, *, on: date) -> tuple[HeldPost, ...]:
    """Return the posts a person holds on a day (of China), first and last day included."""
    with connection.cursor() as cursor:
        cursor.execute(statements.HELD, {"person": person, "on": on})
        return tuple(HeldPost(*row) for row in cursor.fetchall())


def seat(person: str, *, on: date) -> DeskSeat:
    """Return name and posts of an officer on a day (of China), in one journey to the database.

    Refused `no_such` where there is no such officer.
    """
    rows = statements.SEAT.run({"person": person, "on": on.isoformat()})
    if not rows:
        raise Refused("no_such", field="person")
    posts = tuple(HeldPost(*map(text, row[2:])) for row in rows if row[2] is not None)
    return DeskSeat(text(rows[0][0]), posts, text(rows[0][1]))


def token(secret: str, *, at: datetime) -> TokenGrant | None:
    """Return what a token grants at a moment; None if unknown, not begun, ended or revoked.

    A token of a body carries only the posts its person holds in that body.
    """
    parameters: dict[str, str | date | datetime] = {
        "hash": hashed(secret),
        "at": at,
        "on": at.astimezone(CHINA).date(),
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.GRANT, parameters)
        rows = cursor.fetchall()
    if not rows:
        return None
    label, person, body, verbs, *_ = rows[0]
    # A person without any post today has one row, its post empty.
    all_held = [HeldPost(*row[4:]) for row in rows if row[4] is not None]
    posts = tuple(post for post in all_held if body in (None, post.body))
    # A token of one body must not hide that its person sits in a respondent body too (article 30).
    elsewhere = frozenset(post.body for post in all_held) - {post.body for post in posts}
    return TokenGrant(label, person, body, frozenset(verbs), posts, elsewhere)


def hashed(secret: str) -> str:
    """Return the digest by which a token is known; secrets are random, so no salt is needed."""
    return sha256(secret.encode()).hexdigest()


@transaction.atomic
def give_token(
    person: str,
    *,
    label: str,
    verbs: Iterable[Verb],
    at: datetime,
    by: Author,
    body: str | None = None,
    until: datetime | None = None,
) -> str:
    """Make a token and return its secret, which is shown this once and kept nowhere.

    Refused: `no_such` for an unknown person, body or verb, or none.
    """
    granted = sorted(set(verbs))
    if not granted or not set(granted) <= set(VERBS):
        raise Refused("no_such", field="verbs")
    if not Officer.objects.filter(pk=person).exists():
        raise Refused("no_such", field="person")
    if body is not None and not Body.objects.filter(pk=body).exists():
        raise Refused("no_such", field="body")
    secret = secrets.token_urlsafe(32)
    made = Token.objects.create(
        hash=hashed(secret),
        label=label,
        person_id=person,
        body_id=body,
        verbs=granted,
        since=at,
        until=until,
    )
    _put_token("token_given", made, at=at, by=by)
    return secret


@transaction.atomic
def revoke_token(hash: str, *, at: datetime, by: Author) -> None:
    """End a token for good. Refused: `no_such` when unknown or revoked before."""
    tokens = Token.objects.filter(pk=hash, revoked_at__isnull=True)
    row = tokens.select_for_update(no_key=True).first()
    if row is None:
        raise Refused("no_such", field="token")
    tokens.update(revoked_at=at)
    _put_token("token_revoked", row, at=at, by=by)


def _put_token(fact: str, row: Token, *, at: datetime, by: Author) -> None:
    payload = {"hash": row.hash, "person": row.person_id, "body": row.body_id, "verbs": row.verbs}
    put(Change("access", stream_of("access", "tokens"), fact, payload), at=at, by=by)
    versions.bump("access")
