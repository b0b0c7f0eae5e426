"""Who may act: posts by day, tokens by moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from lianxin.ledger.models import Entry
from lianxin.ledger.record import Author
from lianxin.org import snapshot, versions
from lianxin.org.models import Area, Body, Post
from lianxin.people import actors
from lianxin.people.models import Account, Appointment, Officer, Token
from lianxin.rules.actor import HeldPost
from lianxin.rules.refusals import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
DAY = date(2026, 3, 2)
ADMIN = Author(person="admin-he")
CLERK_POST = HeldPost(post="urban-clerk", body="urban", area="qinghe", role="handler")
HEAD_POST = HeldPost(post="ecology-head", body="ecology", area="qinghe", role="head")


@pytest.fixture(autouse=True)
def county(db: None) -> None:
    Area.objects.create(code="qinghe", level="county", zh="清河县", path="/qinghe/")
    for held in (CLERK_POST, HEAD_POST):
        Body.objects.create(code=held.body, area_id="qinghe", kind="department", zh=held.body)
        Post.objects.create(
            code=held.post, body_id=held.body, area_id="qinghe", role=held.role, zh="岗位"
        )
    Officer.objects.create(code="wang", zh="王某")


def appoint(post: str, since: date, until: date | None = None) -> None:
    Appointment.objects.create(person_id="wang", post_id=post, since=since, until=until)


def check_now() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_post_is_held_from_the_first_day_to_the_last_both_included() -> None:
    appoint("urban-clerk", DAY, date(2026, 3, 31))
    assert actors.posts_held("wang", on=date(2026, 3, 1)) == ()
    assert actors.posts_held("wang", on=DAY) == (CLERK_POST,)
    assert actors.posts_held("wang", on=date(2026, 3, 31)) == (CLERK_POST,)
    assert actors.posts_held("wang", on=date(2026, 4, 1)) == ()


def test_a_person_may_hold_several_posts_and_an_outsider_none() -> None:
    appoint("urban-clerk", DAY)
    appoint("ecology-head", DAY)
    assert actors.posts_held("wang", on=DAY) == (HEAD_POST, CLERK_POST)
    assert actors.posts_held("resident-zhao", on=DAY) == ()


def test_a_seat_tells_name_and_posts_of_the_day_and_how_new_the_book_is() -> None:
    versions.bump("org")
    assert actors.seat("wang", on=DAY) == actors.DeskSeat("王某", (), "org:1")
    appoint("urban-clerk", DAY, DAY)
    appoint("ecology-head", DAY)
    assert actors.seat("wang", on=DAY).posts == (HEAD_POST, CLERK_POST)
    assert actors.seat("wang", on=date(2026, 3, 3)).posts == (HEAD_POST,)


def test_an_outsider_has_no_seat() -> None:
    with pytest.raises(Refused) as no:
        actors.seat("resident-zhao", on=DAY)
    assert no.value.code == "no_such"


def test_whoever_stands_in_holds_the_post_and_names_the_absent_one() -> None:
    Officer.objects.create(code="absent", zh="某")
    appoint("ecology-head", DAY, DAY)
    Appointment.objects.update(stands_in_for_id="absent")
    standing_in = replace(HEAD_POST, stands_in_for="absent")
    assert actors.posts_held("wang", on=DAY) == (standing_in,)
    grant = actors.token(give(), at=AT)
    assert grant is not None
    assert grant.posts == (standing_in,)


def test_the_database_refuses_the_same_post_twice_on_one_day() -> None:
    appoint("urban-clerk", DAY, date(2026, 3, 31))
    with pytest.raises(IntegrityError, match="no_overlapping_appointment"), transaction.atomic():
        appoint("urban-clerk", date(2026, 3, 31))
        check_now()


def test_the_database_takes_another_post_or_a_later_term() -> None:
    appoint("urban-clerk", DAY, date(2026, 3, 31))
    appoint("urban-clerk", date(2026, 4, 1))
    appoint("ecology-head", DAY)
    check_now()


def test_the_database_refuses_an_appointment_that_ends_before_it_begins() -> None:
    with pytest.raises(IntegrityError, match="appointment_ends"), transaction.atomic():
        appoint("urban-clerk", DAY, date(2026, 3, 1))


def give(**more: Any) -> str:
    given: dict[str, Any] = {
        "label": "grid app",
        "verbs": ("read", "register"),
        "at": AT,
        "by": ADMIN,
    } | more
    return actors.give_token("wang", **given)


def test_a_token_grants_its_verbs_and_the_posts_of_that_day_in_one_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    appoint("urban-clerk", DAY)
    secret = give()
    with django_assert_num_queries(1):
        grant = actors.token(secret, at=AT)
    assert grant is not None
    assert (grant.person, grant.body, grant.label) == ("wang", None, "grid app")
    assert grant.verbs == {"read", "register"}
    assert grant.posts == (CLERK_POST,)


def test_a_token_of_a_body_carries_the_posts_in_that_body_only() -> None:
    appoint("urban-clerk", DAY)
    appoint("ecology-head", DAY)
    grant = actors.token(give(body="ecology"), at=AT)
    assert grant is not None
    assert grant.posts == (HEAD_POST,)
    assert grant.elsewhere == {"urban"}


def test_a_token_of_a_person_without_posts_still_names_the_person() -> None:
    grant = actors.token(give(), at=AT)
    assert grant is not None
    assert grant.posts == ()


def test_an_unknown_early_ended_or_revoked_token_grants_nothing() -> None:
    secret = give(until=AT + timedelta(days=1))
    assert actors.token("guessed", at=AT) is None
    assert actors.token(secret, at=AT - timedelta(seconds=1)) is None
    assert actors.token(secret, at=AT + timedelta(days=1)) is None
    assert actors.token(secret, at=AT) is not None
    actors.revoke_token(actors.hashed(secret), at=AT, by=ADMIN)
    assert actors.token(secret, at=AT) is None
    with pytest.raises(Refused, match="no_such"):
        actors.revoke_token(actors.hashed(secret), at=AT, by=ADMIN)


def test_the_secret_is_kept_nowhere_and_the_giving_is_on_record() -> None:
    secret = give()
    assert secret not in str(list(Token.objects.values()))
    (entry,) = Entry.objects.filter(family="access")
    assert entry.fact == "token_given"
    assert secret not in entry.payload
    assert snapshot.load().versions["access"] == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [({"verbs": ()}, "verbs"), ({"verbs": ("fly",)}, "verbs"), ({"body": "x"}, "body")],
)
def test_a_token_for_nothing_known_is_refused(more: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        give(**more)
    assert refused.value.why["field"] == field


def test_a_token_for_an_unknown_person_is_refused() -> None:
    with pytest.raises(Refused, match="person"):
        actors.give_token("nobody", label="x", verbs=["read"], at=AT, by=ADMIN)


def test_an_account_may_stand_for_an_officer_and_keeps_only_a_digest_of_its_password() -> None:
    account = Account(username="wang", officer_id="wang")
    account.set_password("correct horse battery")
    account.save()
    found = Account.objects.get_by_natural_key("wang")
    assert found.officer_id == "wang"
    assert found.check_password("correct horse battery")
    assert "correct horse" not in found.password
