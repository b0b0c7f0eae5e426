"""What an officer does at the desk: the page of a matter, the form of a command, a new matter."""

from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.shapes import BaseCommand
from tests.walk.browser import Browser
from tests.walk.filling import Filling, NotOffered, Send
from tests.walk.forms import Button, Form, Link, Page

REGISTERING = "/desk/register"
CALLER = {
    "petitioner.name": ("name",),
    "petitioner.phone": ("phone",),
}
"""On the page of a new matter whoever calls is asked for without a heading."""
FOUND = "office_found"
"""What is ticked where nobody raised it and the office found it itself."""


def at_the_desk(browser: Browser, number: str, command: BaseCommand) -> None:
    """Give a command to a matter: open it, find the command there, fill in its form, send it."""
    name = str(getattr(command, "command", ""))
    page = browser.open(f"/desk/cases/{number}", what="the matter")
    link = _link(page, f"/desk/cases/{number}/{name}", command)
    asked = browser.open(link.href, what="the form")
    form = asked.form_to(link.path)
    if form is None:
        raise NotOffered("", "the page has no form")
    filling = Filling(form, send=sending(browser, link.path))
    filling.tell(command)
    taken(browser.press(filling.form, filling.answers, filling.form.button))


def sending(browser: Browser, path: str) -> Send:
    """Return how a form of a path is sent by a button that only brings it back."""

    def send(form: Form, answers: dict[str, list[str]], button: Button) -> Form:
        page = browser.press(form, answers, button)
        again = page.form_to(path) if page else None
        if again is None:
            raise NotOffered("", "the form does not come back")
        return again

    return send


def _link(page: Page, path: str, command: BaseCommand) -> Link:
    """Of several links to a command the one that brings along most of what is meant."""
    links = [link for link in page.links if link.path == path]
    if not links:
        raise NotOffered("", "not offered on the page of the matter")

    def fitting(link: Link) -> int:
        told = {name: str(getattr(command, name, "")) for name in link.brings}
        return sum(1 if told[name] == value else -1 for name, value in link.brings.items())

    return max(links, key=fitting)


def registered(browser: Browser, command: Register) -> None:
    """Take a new matter down on the page that every page of the desk leads to."""
    first = browser.open("/desk/sittings/")
    if not any(link.path == REGISTERING for link in first.links):
        raise NotOffered("", "no page leads to the registration")
    page = browser.open(REGISTERING)
    form = page.form_to(REGISTERING)
    if form is None:
        raise NotOffered("", "the page has no form")
    filling = Filling(form, send=sending(browser, REGISTERING), aliases=CALLER)
    filling.tell(command)
    if command.petitioner is None and not command.anonymous:
        filling.answer(FOUND, value=True)
    taken(browser.press(filling.form, filling.answers, filling.form.button))


def taken(page: Page | None) -> None:
    """NotOffered where a form came back that says nothing of why."""
    if page is not None and not page.alerts:
        raise NotOffered("", "sent back without a word")
