"""Log-ins: tries counted before the password is looked at, and who came and went put on record."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.db import connection, transaction
from django.http import HttpRequest

from lianxin.ledger import journal
from lianxin.ledger.record import Author, Change, put
from lianxin.people import rate_limits, statements
from lianxin.people.models import Account

FAMILY = "access"
# Habits of the field, no figure of the standard (GB/T 22239-2019 8.1.4.1 names none) [D].
TRIES = 5
LOCKED = timedelta(minutes=15)
BY_ADDRESS = rate_limits.Rate(most=300, seconds=900)


class UnableToLogIn(Exception):
    """The name or the password is wrong, or the name is locked for `after` more seconds."""

    def __init__(self, after: int = 0) -> None:
        super().__init__(after)
        self.after = after


def account(request: HttpRequest, *, username: str, password: str, at: datetime) -> Account:
    """Return the officer's account that a name and a password open; the session is not begun yet.

    Raises TooOften for an address that tries too much, and UnableToLogIn: five failed tries lock
    the name for 15 minutes, known or not.
    """
    return rate_limits.limited(
        {f"login from {rate_limits.address(request)}": BY_ADDRESS},
        lambda: _account(request, username, password, at),
        at=at,
    )


def _account(request: HttpRequest, username: str, password: str, at: datetime) -> Account:
    name = _name(username)
    tries = _counted(name, at=at)
    # The password is hashed for an unknown name too, so the time taken tells nothing.
    user = authenticate(request, username=username, password=password)
    if not isinstance(user, Account) or user.officer_id is None:
        # Once a lock, not with every try after it: the record must not grow by being attacked.
        if tries == TRIES:
            _record("login_locked", name.hex(), {"tries": tries}, at=at)
        raise UnableToLogIn
    return user


@transaction.atomic
def begin(request: HttpRequest, user: Account, *, at: datetime) -> None:
    """Begin a session of the account, forget its failed tries, and put it on record."""
    login(request, user)
    forgive(user.username)
    _record("logged_in", str(user.officer_id), {}, at=at)


@transaction.atomic
def end(request: HttpRequest, person: str, *, at: datetime) -> None:
    """End the session and put it on record."""
    logout(request)
    _record("logged_out", person, {}, at=at)


def forgive(username: str) -> None:
    """Forget the failed tries of a name, which may be tried again at once."""
    with connection.cursor() as cursor:
        cursor.execute(statements.CLEAR_TRIES, [_name(username)])


def _name(username: str) -> bytes:
    return rate_limits.hashed(f"login {username}")


def _counted(name: bytes, *, at: datetime) -> int:
    """Count a try and return which one in a row it is; UnableToLogIn above the limit."""
    parameters: dict[str, bytes | datetime | int] = {
        "name": name,
        "at": at,
        "free": at - LOCKED,
        "most": TRIES,
    }
    with connection.cursor() as cursor:
        cursor.execute(statements.COUNT_TRY, parameters)
        tries, tried_at = cursor.fetchone()
    if tries > TRIES:
        left = tried_at + LOCKED - at
        raise UnableToLogIn(max(1, round(left.total_seconds())))
    return int(tries)


@transaction.atomic
def _record(fact: str, who: str, payload: dict[str, Any], *, at: datetime) -> None:
    """Put it on record in a stream of the person's own; a name tried is known by its digest."""
    stream = journal.stream_of(FAMILY, f"log-in/{who}")
    by = Author(who if fact != "login_locked" else "")
    put(Change(FAMILY, stream, fact, {"who": who, **payload}), at=at, by=by)
