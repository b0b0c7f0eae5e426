"""Log-ins: a user name and a password for an officer. What it may do comes from his posts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import versions
from lianxin.people.log_in import forgive
from lianxin.people.models import Account, Officer
from lianxin.rules.refusals import Refused

STREAM = stream_of("access", "accounts")


@dataclass(frozen=True, slots=True)
class LogIn:
    """An officer's log-in: whether it is open, and when it was last used (UTC), if ever."""

    person: str
    is_open: bool
    last_used: datetime | None


@transaction.atomic
def give_account(person: str, *, password: str, at: datetime, by: Author) -> bool:
    """Give an officer a log-in under his own code, or a new password; True if it is a new one.

    Refused `no_such` for an unknown person. Raises django's ValidationError for a weak password.
    """
    if not Officer.objects.filter(pk=person).exists():
        raise Refused("no_such", field="person")
    # Of two who set a password at once the later one must find the account that is there.
    account = Account.objects.filter(username=person).select_for_update(no_key=True).first()
    made = account is None
    account = account or Account(username=person, officer_id=person)
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=None if made else ["password"])
    fact = "account_given" if made else "password_set"
    _record(fact, person, at=at, by=by)
    return made


def log_ins(persons: Collection[str]) -> dict[str, LogIn]:
    """Return the log-ins of officers by person, in one query; whoever has none is left out."""
    rows = Account.objects.filter(officer__in=list(persons))
    return {
        person: LogIn(person, is_open, last)
        for person, is_open, last in rows.values_list("officer", "is_active", "last_login")
    }


@transaction.atomic
def lock(person: str, *, at: datetime, by: Author) -> None:
    """Shut a log-in: nobody comes in by it, and whoever is in is out with the next page.

    Refused `no_such` where there is none, or for one's own: nobody shuts himself out.
    """
    # The last administrator could otherwise shut the county out of its own system.
    if person == by.person:
        raise Refused("no_such", field="person")
    _set_open(person, False)
    _record("account_locked", person, at=at, by=by)


@transaction.atomic
def unlock(person: str, *, at: datetime, by: Author) -> None:
    """Open a log-in that was shut, and forget failed tries. Refused `no_such` where there is none."""
    _set_open(person, True)
    forgive(person)
    _record("account_unlocked", person, at=at, by=by)


def _set_open(person: str, is_open: bool) -> None:
    if not Account.objects.filter(officer=person).update(is_active=is_open):
        raise Refused("no_such", field="person")


def _record(fact: str, person: str, *, at: datetime, by: Author) -> None:
    put(Change("access", STREAM, fact, {"person": person}), at=at, by=by)
    versions.bump("access")
