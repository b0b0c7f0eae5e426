"""A desk form whose session ended: the same page with what was typed, for whoever typed it alone."""

import ast
import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import resolve

from lianxin.intake.models import Import
from lianxin.ledger.models import Entry
from lianxin.people.models import Officer
from lianxin.web.desk import urls as desk_urls
from lianxin.web.manage import urls as manage_urls
from lianxin.web.typed import MARK
from tests.architecture.sources import PACKAGE, dotted, sources
from tests.county import AT, register
from tests.sittings.test_joint_meetings import HEAD, convened, led
from tests.web.conftest import TOKEN, Clock, page
from tests.web.desk.sittings.test_pages import CALLED, MEETS
from tests.web.desk.test_pages import PASSWORD, quick, sit_down

__all__ = ["quick"]
TEXT = "已经联系电力公司，明天上午到场。"
GONE = "登录过期了，这张表单没有提交"


class Browser:
    """A browser whose forms carry their proof of origin, as a real one's do."""

    def __init__(self, person: str) -> None:
        sit_down(person)
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.log_in(person)

    def proof(self, path: str) -> str:
        """Open a page and return the proof of origin of its forms."""
        found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page(self.client.get(path)))
        assert found is not None, path
        return found[1]

    def log_in(self, person: str) -> Any:
        """Log in by the form; returns the answer."""
        told = {"username": person, "password": PASSWORD, "next": "/desk/sittings/"}
        proof = self.proof("/desk/log-in")
        answer = self.client.post("/desk/log-in", {**told, "csrfmiddlewaretoken": proof})
        assert answer.status_code == 302, page(answer)
        return answer

    def come_back(self, person: str) -> str:
        """Log in where a form was kept and return the page that this leads to."""
        address = self.log_in(person)["Location"]
        assert "?typed=" in address
        return page(self.client.get(address))

    def lose_session(self) -> None:
        """Let the session run out, as after a working day."""
        Session.objects.all().delete()

    def send(self, path: str, proof: str, **told: Any) -> Any:
        """Send a form that was opened before."""
        return self.client.post(path, {**told, "csrfmiddlewaretoken": proof})


@pytest.fixture
def number(county: str, clock: Clock) -> str:
    """A case that lies with the hotline."""
    return register().state.number


def test_what_was_typed_stands_on_the_same_page_after_the_log_in(number: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    proof = browser.proof(path)
    browser.lose_session()
    asked = browser.send(path, proof, text=TEXT, token=TOKEN, version="1")
    assert asked["Location"].startswith("/desk/log-in")
    assert TEXT not in asked["Location"]
    assert "写的内容替您留着" in page(browser.client.get(asked["Location"]))
    back = browser.log_in("dispatcher-1")["Location"]
    assert re.fullmatch(f"{path}\\?typed=[0-9a-f-]{{36}}", back)
    assert TEXT not in page(browser.client.get(path))
    shown = browser.client.get(back)
    assert GONE in page(shown)
    assert TEXT in page(shown)
    assert Entry.objects.filter(fact="noted").count() == 0
    again = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page(shown))
    assert again is not None
    sent = browser.send(path, again[1], text=TEXT, token=TOKEN, version="1")
    assert sent["Location"].endswith("?did=note")
    assert TEXT not in page(browser.client.get(back))


def test_an_outsider_who_logs_in_next_sees_nothing_of_it(number: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    sit_down("dispatcher-2")
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(path, proof, text=TEXT)
    (kept,) = (one.get_decoded()["typed"]["id"] for one in Session.objects.all())
    assert browser.log_in("dispatcher-2")["Location"] == "/desk/sittings/"
    assert TEXT not in page(browser.client.get(f"{path}?typed={kept}"))
    browser.log_in("dispatcher-1")
    assert TEXT not in page(browser.client.get(f"{path}?typed={kept}"))


def test_it_is_shown_once_and_not_for_long(number: str, clock: Clock) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(path, proof, text=TEXT)
    back = browser.log_in("dispatcher-1")["Location"]
    clock.on(minutes=31)
    shown = browser.client.get(back)
    assert shown.status_code == 200
    assert TEXT not in page(shown)


def test_a_form_from_before_another_log_in_of_ones_own_comes_back(number: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    proof = browser.proof(path)
    browser.log_in("dispatcher-1")
    answer = browser.send(path, proof, text=TEXT)
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"{path}?typed=")
    assert TEXT in page(browser.client.get(answer["Location"]))
    assert TEXT not in page(browser.client.get(answer["Location"]))


def test_a_form_of_another_shows_nothing_to_whoever_is_logged_in_now(number: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    sit_down("dispatcher-2")
    proof = browser.proof(path)
    browser.log_in("dispatcher-2")
    answer = browser.send(path, proof, text=TEXT)
    assert answer.status_code == 403
    assert TEXT not in page(answer)
    assert TEXT not in page(browser.client.get(path))
    assert not Entry.objects.filter(fact="noted").exists()


@pytest.mark.parametrize("proof", ["", "x" * 64, "!" * 64, "short"])
def test_what_a_stranger_sends_is_never_kept(number: str, proof: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    browser.lose_session()
    assert browser.send(path, proof, text=TEXT).status_code == 403
    browser.log_in("dispatcher-1")
    assert TEXT not in page(browser.client.get(path))


def test_files_are_asked_for_again_by_name(number: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/add"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(path, proof, text=TEXT, attachments=SimpleUploadedFile("现场.jpg", b"x"))
    shown = browser.come_back("dispatcher-1")
    assert TEXT in shown
    assert "请再选一次：现场.jpg" in shown


def test_what_is_kept_lies_sealed_and_without_passwords(number: str) -> None:
    browser, path = Browser("admin-1"), "/manage/people/clerk-urban"
    proof = browser.proof(path)
    browser.lose_session()
    told = {"do": "password", "username": "urban", "password": PASSWORD, "reason": TEXT}
    browser.send(path, proof, **told)
    (held,) = (one.get_decoded() for one in Session.objects.all())
    assert TEXT not in str(held)
    shown = browser.come_back("admin-1")
    assert TEXT in shown
    assert PASSWORD not in shown


FORMS = {
    "/desk/register": ("dispatcher-1", {"text": TEXT, "name": "王秀兰", "phone": "13800001111"}),
    "/desk/sittings/new": (HEAD, {**CALLED, "place": TEXT, "meets_at": MEETS, "chair": HEAD}),
    "/desk/bulk": ("dispatcher-1", {"do": "note", "text": TEXT}),
    "/manage/people": ("admin-1", {"code": "new-one", "zh": TEXT, "reason": "新来"}),
    "/manage/procedures/new": ("admin-1", {"text": TEXT, "do": "look"}),
    "/manage/calendar": ("admin-1", {"do": "set", "day": "2026-10-01", "name": TEXT}),
    "/manage/imports": ("admin-1", {"channel": "web", "reason": TEXT}),
    "/manage/posts/urban-management-clerk": ("admin-1", {"do": "appoint", "person": TEXT}),
    "/manage/duties/c-01/qinghe": ("admin-1", {"lead": "ecology", "reason": TEXT}),
    "/manage/papers/acceptance_notice": ("admin-1", {"do": "look", "text": TEXT}),
}
ALONE = {
    "desk_act": "the first test of this file",
    "desk_item": "what was written of a sitting",
    "desk_sitting_act": "what was written of a sitting",
    "desk_reveal": "why somebody wants to see a person",
    "manage_import_act": "an import is neither stopped nor gone on with",
    "manage_person": "what is kept lies sealed",
    "manage_upload": "a table is asked for again",
}
"""Pages with a form whose coming back is shown by a test of its own."""
FORM_PAGES = {
    pattern.name
    for pattern in (*desk_urls.urlpatterns, *manage_urls.urlpatterns)
    if hasattr(pattern.callback, MARK)
}
ROOMS = [*sources(PACKAGE / "web" / "desk"), *sources(PACKAGE / "web" / "manage")]
OWN_FORMS = {"session.py": "the log-in itself", "register.py": "hints beside a form, asked by POST"}


def test_every_page_with_a_form_is_shown_to_give_it_back() -> None:
    walked = {resolve(path).url_name for path in FORMS}
    assert walked | set(ALONE) == FORM_PAGES
    assert walked.isdisjoint(ALONE)


def test_no_page_of_officers_reads_a_form_past_what_may_have_come_back() -> None:
    past = [
        source.at(node.lineno)
        for source in ROOMS
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute)
        and dotted(node) in ("request.POST", "request.method")
        and source.path.name not in OWN_FORMS
    ]
    assert past == []


def test_whatever_takes_a_form_gives_it_back_or_has_nothing_written_in_it(county: str) -> None:
    """What cannot come back is sent by a button alone, or from a list that is still there."""
    taking = set()
    for pattern in (*desk_urls.urlpatterns, *manage_urls.urlpatterns):
        request = RequestFactory().post("/")
        request.session = SessionStore()
        # Whoever is not logged in is sent away before anything of the address is looked at.
        if pattern.callback(request).status_code != 405:
            taking.add(pattern.name)
    others = {"desk_log_in", "desk_log_out", "desk_keep", "desk_drop", "desk_hints", "manage_retry"}
    assert taking == FORM_PAGES | others


@pytest.mark.parametrize("path", FORMS)
def test_each_form_comes_back_and_does_nothing(number: str, path: str) -> None:
    person, told = FORMS[path]
    told = {**told, "n": [number]} if path.endswith("bulk") else told
    browser = Browser(person)
    proof = browser.proof(path)
    browser.lose_session()
    before = Entry.objects.exclude(fact="logged_in").count()
    browser.send(path, proof, **told)
    shown = browser.come_back(person)
    assert TEXT in shown
    assert GONE in shown
    assert Entry.objects.exclude(fact="logged_in").count() == before
    assert not Officer.objects.filter(pk="new-one").exists()


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("items/1", {"decision": TEXT}),
        ("call_off", {"reason": TEXT}),
        ("close_sitting", {"minutes": TEXT}),
        ("amend_agenda", {"add": TEXT}),
    ],
)
def test_what_was_written_of_a_sitting_comes_back(
    number: str, act: str, told: dict[str, str]
) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    browser, path = Browser(HEAD), f"/desk/sittings/{sitting.pk}"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(f"{path}/{act}", proof, **told)
    shown = browser.come_back(HEAD)
    assert TEXT in shown
    assert GONE in shown
    sitting.refresh_from_db()
    assert (sitting.called_off_at, sitting.closed_at) == (None, None)


def test_why_somebody_wants_to_see_a_person_comes_back_and_nobody_is_shown(county: str) -> None:
    passed = register(petitioner={"name": "王秀兰", "phone": "13800001111"})
    browser = Browser("dispatcher-1")
    path = f"/desk/cases/{passed.state.number}/people/{passed.state.people.petitioners[0]}"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(path, proof, reason=TEXT)
    shown = browser.come_back("dispatcher-1")
    assert TEXT in shown
    assert GONE in shown
    assert "13800001111" not in shown
    assert not Entry.objects.filter(fact="petitioner_revealed").exists()


def test_an_import_is_neither_stopped_nor_gone_on_with(county: str) -> None:
    made = Import.objects.create(
        id=uuid4(), called="件.csv", kept="", state="running", asked_at=AT, person="admin-1"
    )
    browser, path = Browser("admin-1"), f"/manage/imports/{made.pk}"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(f"{path}/act", proof, do="stop", reason=TEXT)
    assert GONE in browser.come_back("admin-1")
    made.refresh_from_db()
    assert made.state == "running"
    assert browser.client.get(f"{path}/act")["Location"] == path


def test_a_table_is_asked_for_again(county: str) -> None:
    browser, path = Browser("admin-1"), "/manage/upload"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(path, proof, table="duties", file=SimpleUploadedFile("职责.csv", b"x"))
    assert "请再选一次：职责.csv" in browser.come_back("admin-1")


@pytest.mark.parametrize("id_", ["", "x", TOKEN])
def test_an_id_under_which_nothing_is_kept_opens_the_page_empty(number: str, id_: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    shown = browser.client.get(f"{path}?typed={id_}")
    assert shown.status_code == 200
    assert GONE not in page(shown)


def test_what_was_typed_on_one_page_is_not_shown_on_another(number: str) -> None:
    browser, path = Browser("dispatcher-1"), f"/desk/cases/{number}/note"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(path, proof, text=TEXT)
    back = browser.log_in("dispatcher-1")["Location"]
    other = browser.client.get(back.replace("/note", "/add"))
    assert TEXT not in page(other)
    assert TEXT in page(browser.client.get(back))


def test_the_form_of_an_act_is_on_the_page_of_its_sitting(county: str) -> None:
    led("shanghe", "pingchuan")
    path = f"/desk/sittings/{convened().pk}"
    assert Browser(HEAD).client.get(f"{path}/call_off")["Location"] == path


def test_who_came_stays_ticked_though_nothing_is_noted(number: str) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    browser, path = Browser(HEAD), f"/desk/sittings/{sitting.pk}"
    proof = browser.proof(path)
    browser.lose_session()
    browser.send(f"{path}/attend", proof, persons=[HEAD])
    shown = browser.come_back(HEAD)
    assert f'name="persons" value="{HEAD}" checked' in shown
    assert f'name="persons" value="{HEAD}" checked' not in page(browser.client.get(path))


def test_a_log_in_that_lay_open_too_long_keeps_the_name(county: str, clock: Clock) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/desk/log-in", {"username": "dispatcher-1", "password": PASSWORD})
    assert answer.status_code == 403
    assert 'value="dispatcher-1"' in page(answer)
    assert PASSWORD not in page(answer)
