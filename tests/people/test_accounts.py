"""Log-ins of officers."""

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError

from lianxin.ledger import reading
from lianxin.ledger.journal import stream_of
from lianxin.people.accounts import give_account
from lianxin.people.models import Account, Officer
from lianxin.rules.refusals import Refused
from tests.founding.tables_on_disk import AT, CLERK

pytestmark = pytest.mark.django_db
WORD = "a-long-enough-word"


@pytest.fixture
def officer(db: None) -> str:
    """An officer without a log-in."""
    return Officer.objects.create(code="clerk-urban", zh="王强").code


def test_an_officer_logs_in_with_the_account_given(officer: str) -> None:
    assert give_account(officer, password=WORD, at=AT, by=CLERK)
    account = authenticate(username=officer, password=WORD)
    assert isinstance(account, Account)
    assert account.officer_id == officer


def test_an_account_given_again_has_the_new_password_only(officer: str) -> None:
    give_account(officer, password=WORD, at=AT, by=CLERK)
    assert not give_account(officer, password=f"{WORD}-2", at=AT, by=CLERK)
    assert authenticate(username=officer, password=WORD) is None
    assert authenticate(username=officer, password=f"{WORD}-2") is not None
    assert Account.objects.count() == 1


def test_both_are_on_record_without_the_password(officer: str) -> None:
    give_account(officer, password=WORD, at=AT, by=CLERK)
    give_account(officer, password=f"{WORD}-2", at=AT, by=CLERK)
    entries = reading.entries(stream_of("access", "accounts"))
    assert [entry.fact for entry in entries] == ["account_given", "password_set"]
    assert {entry.payload for entry in entries} == {'{"person":"clerk-urban"}'}


def test_an_unknown_person_gets_no_account(db: None) -> None:
    with pytest.raises(Refused, match="no_such"):
        give_account("nobody", password=WORD, at=AT, by=CLERK)


def test_a_weak_password_is_refused_and_nothing_is_made(officer: str) -> None:
    with pytest.raises(ValidationError):
        give_account(officer, password="short", at=AT, by=CLERK)
    assert not Account.objects.exists()
