"""A browser without scripts: it keeps its cookies, follows where it is led, sends what forms hold."""

from urllib.parse import urlsplit

from django.test import Client

from lianxin.people.models import Account
from tests.walk.filling import NotOffered
from tests.walk.forms import Button, Form, Page

LED = frozenset({301, 302, 303})
GONE = frozenset({403, 404})


class Browser:
    """The browser of one person. `officer` is logged in; without a name nobody is."""

    def __init__(self, officer: str, place: int) -> None:
        # The proof of origin of a form is asked for as it is of any browser.
        self.client = Client(enforce_csrf_checks=True, REMOTE_ADDR=f"10.0.0.{place + 1}")
        if officer:
            account, _ = Account.objects.get_or_create(username=officer, officer_id=officer)
            self.client.force_login(account)
        self.led = ""

    def open(self, address: str, *, what: str = "the page") -> Page:
        """Open a page; NotOffered where it is not open to this person.

        Where one was led there by what one did last, it is that very page.
        """
        if urlsplit(self.led).path == urlsplit(address).path:
            address = self.led
        self.led = ""
        answer = self.client.get(address)
        if answer.status_code in GONE:
            raise NotOffered("", f"{what} is not open to him")
        if answer.status_code != 200:
            raise AssertionError(f"{address}: {answer.status_code}")
        return Page(answer.content, address)

    def press(self, form: Form, answers: dict[str, list[str]], button: Button) -> Page | None:
        """Send a form by a button; returns the page that came back, None where one was led on.

        The page one is led to is read when one goes on from there (`led`).
        """
        told = dict(answers)
        if button.name:
            told[button.name] = [button.value]
        if button.method == "get":
            answer = self.client.get(button.action, told)
        else:
            answer = self.client.post(button.action, told)
        if answer.status_code in LED:
            self.led = str(answer["Location"])
            return None
        if "html" not in answer.get("Content-Type", ""):
            raise AssertionError(f"{button.action}: {answer.status_code}")
        return Page(answer.content, button.action)
