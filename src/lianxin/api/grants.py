"""What tokens grant, kept in this process for as long as nothing they rest on has moved."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection

from lianxin.people import actors
from lianxin.people.actors import TokenGrant
from lianxin.people.models import Token
from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.time.calendar import CHINA

MOST = 1000


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant with the actor it makes, and the name its idempotency keys are kept under."""

    grant: TokenGrant
    actor: Actor
    name: str
    until: datetime | None


class _Stands(NamedTuple):
    """What a kept grant rests on: the database, its versions, and the day of the appointments."""

    database: str
    versions: str
    on: date


# One value, so that no thread sees the grants of one state with the versions of another.
_held: tuple[_Stands | None, dict[str, Granted]] = (None, {})


def granted(secret: str, *, at: datetime, versions: str) -> Granted | None:
    """Return what a token grants now; None if unknown, not begun, ended or revoked.

    `versions` are those of this moment: giving and revoking tokens, appointments and posts move
    them, so what was kept before is not used after.
    """
    global _held
    stands = _Stands(str(connection.settings_dict["NAME"]), versions, at.astimezone(CHINA).date())
    before, kept = _held
    if before != stands:
        kept = {}
    hashed = actors.hashed(secret)
    grant = kept.get(hashed)
    if grant is None:
        grant = _read(secret, hashed, at)
        if grant is None:
            return None
        _held = (stands, {**(kept if len(kept) < MOST else {}), hashed: grant})
    return grant if grant.until is None or at < grant.until else None


def kept(secret: str, *, at: datetime) -> tuple[Granted, str] | None:
    """Return what a token granted at these versions, asking nobody; None where that is not held."""
    stands, grants = _held
    database = str(connection.settings_dict["NAME"])
    if stands is None or (stands.database, stands.on) != (database, at.astimezone(CHINA).date()):
        return None
    grant = grants.get(actors.hashed(secret))
    if grant is None or (grant.until is not None and at >= grant.until):
        return None
    return grant, stands.versions


def acting(person: str, posts: tuple[HeldPost, ...], *, bound: bool = False) -> Actor:
    """Return who acts: without any post, one acts for oneself as a resident.

    A token `bound` to a body never does.
    """
    return Actor(person, kind="officer" if posts or bound else "petitioner", posts=posts)


def _read(secret: str, hashed: str, at: datetime) -> Granted | None:
    grant = actors.token(secret, at=at)
    if grant is None:
        return None
    until = Token.objects.filter(pk=hashed).values_list("until", flat=True).first()
    actor = acting(grant.person, grant.posts, bound=grant.body is not None)
    actor = replace(actor, elsewhere=grant.elsewhere)
    return Granted(grant, actor, f"token:{hashed}", until)
