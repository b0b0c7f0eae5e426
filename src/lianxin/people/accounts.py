"""Log-ins: a user name and a password for an officer. What it may do comes from his posts."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from lianxin.ledger.journal import stream_of
from lianxin.org import versions
from lianxin.org.record import Author, Change, put
from lianxin.people.models import Account, Officer
from lianxin.rules.refusals import Refused


@transaction.atomic
def give_account(person: str, *, password: str, at: datetime, by: Author) -> bool:
    """Give an officer a log-in under his own code, or a new password; True if it is a new one.

    Refused `no_such` for an unknown person. Raises django's ValidationError for a weak password.
    """
    if not Officer.objects.filter(pk=person).exists():
        raise Refused("no_such", field="person")
    account = Account.objects.filter(username=person).select_for_update(no_key=True).first()
    made = account is None
    account = account or Account(username=person, officer_id=person)
    validate_password(password, account)
    account.set_password(password)
    account.save(update_fields=None if made else ["password"])
    fact = "account_given" if made else "password_set"
    put(Change("access", stream_of("access", "accounts"), fact, {"person": person}), at=at, by=by)
    versions.bump("access")
    return made
