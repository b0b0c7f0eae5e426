"""What log-ins and askers leave is thrown away when it says nothing any more, and not before."""

from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from lianxin.people import rate_limits, sweeping
from lianxin.people.log_in import LOCKED
from lianxin.people.models import LoginTry, Visit
from lianxin.people.rate_limits import KEPT, Rate, TooOften
from tests.founding.tables_on_disk import AT

pytestmark = pytest.mark.django_db
TICK = timedelta(seconds=1)
ONCE = {"asker": Rate(most=1, seconds=600)}


def session(*, until: datetime) -> str:
    """A session with a kept form in it, that ends at a moment."""
    store = SessionStore()
    store["typed"] = "sealed"
    store.save()
    assert store.session_key
    Session.objects.filter(pk=store.session_key).update(expire_date=until)
    return store.session_key


def test_a_session_goes_with_what_it_holds_once_it_has_ended() -> None:
    ended, open_ = session(until=AT), session(until=AT + TICK)
    assert sweeping.sweep(at=AT) == 1
    assert not Session.objects.filter(pk=ended).exists()
    assert Session.objects.filter(pk=open_).exists()


def test_failed_log_ins_are_kept_as_long_as_they_lock_somebody() -> None:
    LoginTry.objects.create(name_key=b"name", tries=5, tried_at=AT)
    assert sweeping.sweep(at=AT + LOCKED - TICK) == 0
    assert sweeping.sweep(at=AT + LOCKED) == 1
    assert not LoginTry.objects.exists()


def test_counts_of_askers_are_kept_while_they_still_refuse() -> None:
    rate_limits.limited(ONCE, int, at=AT)
    assert sweeping.sweep(at=AT + TICK) == 0
    with pytest.raises(TooOften):
        rate_limits.limited(ONCE, int, at=AT + TICK)
    assert sweeping.sweep(at=AT + KEPT + timedelta(seconds=601)) == 1
    assert not Visit.objects.exists()
