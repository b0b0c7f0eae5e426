"""Log-in by user name and password."""

from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test import Client

from lianxin.people import log_in
from lianxin.people.models import Account
from lianxin.people.rate_limits import Rate
from lianxin.server import settings as server_settings
from tests.api.conftest import Caller, Clock
from tests.county import PLAIN, register, token_for

PASSWORD = "correct horse battery"
RIGHT = {"username": "li", "password": PASSWORD}
WRONG = {"username": "li", "password": "wrong"}


@pytest.fixture(autouse=True)
def quick(settings: Any) -> None:
    """A hash that takes no time; which one is in force is a test of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def browser(county: str, clock: Clock) -> Caller:
    """A browser that guards against forged requests; `li` is the clerk of urban management."""
    Account.objects.create(
        username="li", officer_id="clerk-urban", password=make_password(PASSWORD)
    )
    return Caller(client=Client(raise_request_exception=False, enforce_csrf_checks=True))


def _facts() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT fact, person FROM ledger_entry WHERE family = 'access'"
            " AND fact LIKE 'log%%' ORDER BY tx, sequence"
        )
        return list(cursor.fetchall())


def test_a_log_in_begins_a_session_with_the_posts_of_today(browser: Caller) -> None:
    told = browser.post("/login", RIGHT).json()
    assert told["person"] == "clerk-urban"
    assert browser.get("/me").json()["posts"] == told["posts"]
    cookie = browser.client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert _facts() == [("logged_in", "clerk-urban")]


def test_what_changes_something_needs_the_csrf_token(browser: Caller) -> None:
    token = browser.post("/login", RIGHT).json()["csrf_token"]
    answer = browser.post("/cases", PLAIN)
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_missing")
    assert browser.post("/cases", PLAIN, X_CSRFToken=token).status_code == 201


def test_a_request_with_a_token_needs_none(browser: Caller) -> None:
    browser.post("/login", RIGHT)
    browser.token = token_for("operator-1")
    assert browser.post("/cases", PLAIN).status_code == 201
    assert browser.get("/me").json()["person"] == "operator-1"


def test_a_log_out_ends_the_session_and_is_on_record(browser: Caller) -> None:
    token = browser.post("/login", RIGHT).json()["csrf_token"]
    assert browser.post("/logout", {}, X_CSRFToken=token).status_code == 204
    assert browser.get("/me").status_code == 401
    assert _facts() == [("logged_in", "clerk-urban"), ("logged_out", "clerk-urban")]


def test_a_stolen_cookie_is_worth_nothing_after_log_out(browser: Caller) -> None:
    token = browser.post("/login", RIGHT).json()["csrf_token"]
    stolen = browser.client.cookies["sessionid"].value
    browser.post("/logout", {}, X_CSRFToken=token)
    browser.client.cookies["sessionid"] = stolen
    assert browser.get("/me").status_code == 401


@pytest.mark.parametrize("username", ["li", "nobody", "李\u0301", "' OR 1=1 --"])
def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(
    browser: Caller, username: str
) -> None:
    answer = browser.post("/login", {"username": username, "password": "wrong"})
    first = browser.post("/login", {"username": "x", "password": "wrong"})
    assert (answer.status_code, answer.json()["code"]) == (401, "login_wrong")
    assert answer.content == first.content


def test_the_password_is_hashed_for_an_unknown_name_too(
    browser: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    real = Account.set_password

    def count(account: Account, password: str | None) -> None:
        hashed.append(str(password))
        real(account, password)

    monkeypatch.setattr(Account, "set_password", count)
    browser.post("/login", {"username": "nobody", "password": "wrong"})
    assert hashed == ["wrong"]


@pytest.mark.parametrize("username", ["li", "nobody"])
def test_five_failed_tries_lock_the_name_for_a_quarter_of_an_hour(
    browser: Caller, clock: Clock, username: str
) -> None:
    wrong = {"username": username, "password": "wrong"}
    right = {"username": username, "password": PASSWORD}
    found = [browser.post("/login", wrong).status_code for _ in range(log_in.TRIES)]
    assert found == [401] * 5
    locked = browser.post("/login", right)
    assert (locked.status_code, locked.json()["code"]) == (429, "login_locked")
    assert locked["Retry-After"] == "900"
    assert _facts() == [("login_locked", "")]
    clock.on(minutes=14, seconds=59)
    assert browser.post("/login", right).status_code == 429
    clock.on(seconds=1)
    assert browser.post("/login", right).status_code == (200 if username == "li" else 401)


def test_a_locked_name_does_not_stay_locked_because_somebody_goes_on_trying(
    browser: Caller, clock: Clock
) -> None:
    for _ in range(15):
        browser.post("/login", WRONG)
        clock.on(minutes=1)
    assert browser.post("/login", WRONG).status_code == 429
    clock.on(minutes=4)
    assert browser.post("/login", RIGHT).status_code == 200


def test_a_right_password_forgets_the_failed_tries(browser: Caller) -> None:
    for _ in range(4):
        browser.post("/login", WRONG)
    assert browser.post("/login", RIGHT).status_code == 200
    for _ in range(4):
        assert browser.post("/login", WRONG).status_code == 401


def test_many_tries_from_one_address_are_slowed_whatever_the_name(
    browser: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log_in, "BY_ADDRESS", Rate(most=3, seconds=900))
    found = [
        browser.post("/login", {"username": f"n{one}", "password": "x"}).status_code
        for one in range(4)
    ]
    assert found == [401, 401, 401, 429]


@pytest.mark.parametrize("change", [{"is_active": False}, {"officer_id": None}])
def test_an_account_that_is_shut_or_nobodys_gets_the_same_answer(
    browser: Caller, change: dict[str, Any]
) -> None:
    Account.objects.update(**change)
    assert browser.post("/login", RIGHT).json()["code"] == "login_wrong"


def test_an_account_that_is_shut_loses_its_session(browser: Caller) -> None:
    browser.post("/login", RIGHT)
    Account.objects.update(is_active=False)
    assert browser.get("/me").status_code == 401


def test_a_password_that_changes_ends_the_session(browser: Caller) -> None:
    browser.post("/login", RIGHT)
    Account.objects.update(password=make_password("another one"))
    assert browser.get("/me").status_code == 401


def test_a_session_sees_what_the_officer_sees(browser: Caller) -> None:
    number = register().state.number
    browser.post("/login", RIGHT)
    assert browser.get(f"/cases/{number}").status_code == 404


@pytest.mark.parametrize("body", [{}, {"username": "li"}, {"username": "a\0b", "password": "x"}])
def test_a_log_in_without_its_fields_is_told_which(browser: Caller, body: Any) -> None:
    assert browser.post("/login", body).status_code == 422


def test_a_form_of_another_site_cannot_log_in(browser: Caller) -> None:
    body = b"username=li&password=x"
    answer = browser.post("/login", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 415


def test_passwords_are_kept_by_argon2() -> None:
    assert server_settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
