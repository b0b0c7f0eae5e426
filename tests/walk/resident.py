"""What a resident does: files a matter in three steps, follows it by its code, acts on it."""

from lianxin.cases.codes import code_of
from lianxin.cases.reading.queries import state_of
from lianxin.rules.actor import SYSTEM
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.shapes import BaseCommand
from tests.walk.browser import Browser
from tests.walk.desk import sending, taken
from tests.walk.filling import Filling, NotOffered
from tests.walk.forms import Form, Page

SAY = "/say"
NOT_ASKED = frozenset({"title", "channel"})
"""What a resident is not asked: the title is made of the first sentence, the channel is the web."""


def as_resident(browser: Browser, number: str, command: BaseCommand) -> None:
    """Give a command to one's own matter, on the page that its query code opens."""
    name = str(getattr(command, "command", ""))
    followed = _followed(number)
    page = browser.open(followed, what="the matter")
    path = f"{followed}/{name}"
    if not any(link.path == path for link in page.links):
        raise NotOffered("", "not offered on the resident's page")
    form = browser.open(path, what="the form").form_to(path)
    if form is None:
        raise NotOffered("", "the page has no form")
    filling = Filling(form, send=sending(browser, path))
    filling.tell(command)
    taken(browser.press(filling.form, filling.answers, filling.form.button))


def _followed(number: str) -> str:
    """The page of a matter that its query code opens."""
    return f"/follow/{code_of(state_of(SYSTEM, number).id)}"


def filed(browser: Browser, command: Register) -> None:
    """File a matter without an account: what and where, then who, then a look at it all."""
    start = "/" if command.retaliation_for is None else _followed(command.retaliation_for)
    link = next((link for link in browser.open(start).links if link.path == SAY), None)
    if link is None:
        raise NotOffered("", "no page leads to filing")
    people = frozenset({"petitioner", "anonymous", "withheld", "head_count", "representatives"})
    matter = frozenset(Register.model_fields) - people - NOT_ASKED
    form = _form(browser.open(link.href))
    filling = Filling(form)
    # Which matter it is about, and that it is a report, comes with the link of its page.
    linked = frozenset({"kind", "retaliation_for"}) if command.retaliation_for else frozenset()
    filling.tell(command, leaving=people | NOT_ASKED | linked)
    form = _form(_next(browser, form, filling))
    filling = Filling(form, aliases={"petitioner.name": ("name",), "petitioner.phone": ("phone",)})
    filling.tell(command, leaving=matter | NOT_ASKED)
    form = _form(_next(browser, form, filling))
    taken(browser.press(form, form.sends(), form.button))


def _next(browser: Browser, form: Form, filling: Filling) -> Page:
    page = browser.press(form, filling.answers, form.button)
    if page is None or page.alerts:
        raise NotOffered("", "the step before is not taken")
    return page


def _form(page: Page) -> Form:
    form = page.form_to(SAY)
    if form is None:
        raise NotOffered("", "the page has no form")
    return form
