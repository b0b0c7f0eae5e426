"""What is done about a sitting over many matters, on its own pages."""

from uuid import UUID

from lianxin.sittings.models import Seat
from lianxin.sittings.shapes import Act, AmendAgenda, Attend, Convene, DecideItem
from tests.walk.browser import Browser
from tests.walk.desk import taken
from tests.walk.filling import Filling, NotOffered, choose, holds, in_the_preset
from tests.walk.forms import Choice, Control, Form, Page

CALENDAR, CONVENE = "/desk/sittings/", "/desk/sittings/new"
KINDS = {"body": "body", "person": "person"}


def called(browser: Browser, convene: Convene) -> None:
    """Call a sitting: say what, where and when, have the agenda listed, choose from it, send it."""
    if not any(link.path == CONVENE for link in browser.open(CALENDAR).links):
        raise NotOffered("", "not offered in the calendar")
    form = _form(browser.open(CONVENE), CONVENE)
    filling = Filling(form, kinds=KINDS)
    filling.tell(convene, leaving=frozenset({"seats", "cases", "fill"}))
    listing = next(button for button in form.buttons if button.method == "get")
    page = browser.press(form, filling.answers, listing)
    if page is None:
        raise NotOffered("", "sent back without a word")
    form = _form(page, CONVENE)
    answers = form.sends()
    if "cases" in convene.model_fields_set and convene.cases:
        listed = {choice.value for choice in _choices(form, "cases")}
        answers["cases"] = [number for number in convene.cases if number in listed]
        answers["more"] = [" ".join(number for number in convene.cases if number not in listed)]
    if convene.seats:
        answers |= _seats(form, convene)
    sending = next(button for button in form.buttons if button.method == "post")
    taken(browser.press(form, answers, sending))


def _choices(form: Form, name: str) -> list[Choice]:
    return form.controls[name].choices if name in form.controls else []


def _seats(form: Form, convene: Convene) -> dict[str, list[str]]:
    """Whoever is called by itself is ticked or not; further ones are invited."""
    answers: dict[str, list[str]] = {"members": [], "invited": []}
    for seat in convene.seats:
        where = "members" if holds(form.controls["members"], seat.person) else "invited"
        control = form.controls[where]
        answers[where].append(_person(control, seat.person, "seats.*.person"))
        if seat.role in {"chair", "recorder"}:
            role = form.controls[seat.role]
            answers[seat.role] = [_person(role, seat.person, f"seats.*.{seat.role}")]
    return answers


def _person(control: Control, person: str, path: str) -> str:
    return choose(control, person, path, name=in_the_preset("person", person))


def done(browser: Browser, id_: UUID, act: Act) -> None:
    """Do something with a sitting on its page, or on the page of one of its items."""
    place = f"/desk/sittings/{id_}"
    page = browser.open(place, what="the sitting")
    if isinstance(act, DecideItem):
        place = f"{place}/items/{act.item}"
        if not any(link.path == place for link in page.links):
            raise NotOffered("item", "not on the agenda that is shown")
        page = browser.open(place, what="the item")
    else:
        place = f"{place}/{act.act}"
    form = _form(page, place)
    answers = _answers(form, id_, act)
    taken(browser.press(form, answers, form.button))


def _answers(form: Form, id_: UUID, act: Act) -> dict[str, list[str]]:
    if isinstance(act, Attend):
        before = set(
            Seat.objects.filter(sitting=id_, attended=True).values_list("person", flat=True)
        )
        control = form.controls["persons"]
        came = (before | set(act.persons)) - set(act.absent)
        ticked = [_person(control, one, "persons") for one in sorted(came)]
        return form.sends() | {"persons": ticked}
    if isinstance(act, AmendAgenda):
        return _amended(form, act)
    filling = Filling(form, kinds=KINDS)
    filling.tell(act, leaving=frozenset({"item"}))
    return filling.answers


def _amended(form: Form, act: AmendAgenda) -> dict[str, list[str]]:
    filling = Filling(form)
    if act.add:
        filling.answer("add", act.add, kind="case")
    if act.drop:
        filling.answer("drop", act.drop, kind="case", is_code=True)
    return filling.answers


def _form(page: Page, path: str) -> Form:
    form = page.form_to(path)
    if form is None:
        raise NotOffered("", "not offered on the page of the sitting")
    return form
