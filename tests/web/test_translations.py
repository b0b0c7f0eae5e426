"""English pages: every sentence has its translation, and nothing Chinese is left but names."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from lianxin.cases import book as books
from lianxin.org.models import Roster, Station
from lianxin.people.models import Officer
from lianxin.rules.commands import CLASSES
from lianxin.rules.procedures import Limit
from lianxin.rules.time.limits import Left
from lianxin.web import dates, questions
from lianxin.web.middleware import LANGUAGE_COOKIE
from lianxin.web.questions import Question
from tests import translations
from tests.county import PLAIN, give, opened_by, register
from tests.web.conftest import MATTER, PERSON, Clock, filed, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
WEB = translations.SRC / "web"
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
TOLD = re.compile(r"%\(\w+\)s|</?\w+>")
BLOCK = re.compile(r"{% blocktranslate.*?{% endblocktranslate %}", re.DOTALL)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
SAYING = {"_", "said", "gettext_noop", "ngettext"}
READS_CHINESE = {"dates.py", "filing_form.py"}
"""One writes days in both languages by itself; the other cuts Chinese sentences."""
OPEN = ["/", "/say", "/follow", "/near", "/near/agent?badge=0138", "/desk/log-in", "/nothing"]
STATION = ["/near/chengguan-station", "/near/chengguan-station/poster"]
DESK = ["", "counts", "register", "cases/{n}", "cases/{n}/assign", "cases/{n}/close"]


def _forms(told: translations.Sentence) -> list[str]:
    return [told] if isinstance(told, str) else list(told)


def test_every_sentence_of_the_pages_is_translated_and_none_is_left_over() -> None:
    catalogue = translations.kept()
    told = {sentence for sentence, _place in translations.sentences()}
    assert told == {one.id for one in catalogue if one.id}, "run python -m tests.translations"
    assert translations.missing(catalogue) == []
    assert [one.id for one in catalogue if one.id and one.fuzzy] == []


def test_a_translation_fills_and_marks_what_its_sentence_does() -> None:
    for one in translations.kept():
        for told in _forms(one.string) if one.id else []:
            assert sorted(TOLD.findall(told)) == sorted(TOLD.findall(_forms(one.id)[0])), told


def test_a_translation_is_english_and_fits_into_an_attribute() -> None:
    told = [form for one in translations.kept() if one.id for form in _forms(one.string)]
    assert [one for one in told if CHINESE.search(one) or '"' in one] == []


def test_what_django_reads_is_what_the_catalogue_says() -> None:
    with translation.override("en"):
        for one in translations.kept():
            if isinstance(one.id, str):
                assert not one.id or translation.gettext(one.id) == one.string
            else:
                forms = [translation.ngettext(*one.id, count) for count in (1, 2)]
                assert forms == list(one.string)


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.html")), ids=lambda path: path.name)
def test_a_template_says_nothing_past_the_catalogue(path: Path) -> None:
    bare = TAG.sub("", BLOCK.sub("", path.read_text(encoding="utf-8")))
    # The name of the other language stands in that language.
    assert set(CHINESE.findall(bare)) <= {"中文"}


@pytest.mark.parametrize("path", sorted(WEB.rglob("*.py")), ids=lambda path: path.name)
def test_code_says_nothing_past_the_catalogue(path: Path) -> None:
    if path.name in READS_CHINESE:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(word) for word in _in_calls(tree)} | {id(word) for word in _standing_alone(tree)}
    words = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    bare = [word.value for word in words if id(word) not in said and isinstance(word.value, str)]
    assert [one for one in bare if CHINESE.search(one)] == []


def _in_calls(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in SAYING
        ):
            yield from node.args


def _standing_alone(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value


def _english(client: Client) -> Client:
    client.cookies[LANGUAGE_COOKIE] = "en"
    return client


def _left(answer: Any, *known: str) -> set[str]:
    """What a page says in Chinese, but for what somebody wrote and what is the county's own."""
    assert answer.status_code in {200, 404}
    shown = page(answer)
    for one in sorted({"中文", *known, *_own()}, key=len, reverse=True):
        shown = shown.replace(one, "") if one else shown
    return set(CHINESE.findall(shown))


def _own() -> Iterator[str]:
    """Names of people and places, addresses, and where a rule stands: data, as they were loaded."""
    book = books.current()
    yield from Officer.objects.values_list("zh", flat=True)
    for one in Station.objects.all():
        yield from (one.address, one.hours)
    yield from Roster.objects.values_list("place", flat=True)
    for procedure in book.procedures.values():
        yield from (rule.source for rule in procedure.clocks)
    yield from (line.article for line in book.duties)
    for cls in CLASSES.values():
        yield cls.article
        extras = (info.json_schema_extra for info in cls.model_fields.values())
        yield from (str(extra.get("article", "")) for extra in extras if isinstance(extra, dict))


@pytest.mark.parametrize("path", OPEN)
def test_an_open_page_is_english(resident: Client, path: str) -> None:
    assert _left(_english(resident).get(path)) == set()


@pytest.mark.parametrize("path", STATION)
def test_a_station_is_english(resident: Client, path: str) -> None:
    assert _left(_english(resident).get(path)) == set()


def test_the_way_of_a_matter_is_english(resident: Client) -> None:
    client = _english(resident)
    for step in ("matter", "person"):
        assert _left(client.post("/say", {**MATTER, **PERSON, "from": step}), *_written()) == set()
    code = filed(client)
    assert _left(client.get(f"/follow/{code}?new=1"), *_written()) == set()
    assert _left(client.get(f"/follow/{code}/add"), *_written()) == set()


def _written() -> tuple[str, ...]:
    return (MATTER["text"], "路灯坏了半个月", PERSON["name"])


@pytest.mark.parametrize("path", DESK)
def test_the_desk_is_english(county: str, clock: Clock, path: str) -> None:
    number = register().state.number
    client = _english(sit_down("dispatcher-1"))
    assert _left(client.get(f"/desk/{path.format(n=number)}"), *_plain()) == set()


def _plain() -> tuple[str, ...]:
    # Of a masked name the first character stands.
    return (PLAIN["title"], PLAIN["text"], "赵")


def test_a_span_stands_where_english_puts_it_and_agrees_with_its_number() -> None:
    with translation.override("en"):
        assert dates.limit(Limit(amount=1, unit="months")) == "1 month"
        assert dates.limit(Limit(amount=5, unit="working_days")) == "5 working days"
        late = Left(days=3, working_days=1, hours=70, minutes=4200, late=True)
        assert dates.left(late) == "3 days late"
        assert dates.left(replace(late, late=False)) == "1 working day left"


def test_a_day_that_did_not_count_has_its_english_name(resident: Client, clock: Clock) -> None:
    clock.on(days=59)
    code = filed(_english(resident))
    number = opened_by(code, at=clock.at).state.number
    give("dispatcher-1", number, "assign", at=clock.at, lead="urban-management")
    shown = page(resident.get(f"/follow/{code}"))
    assert "1 May—5 May: Labour Day, a holiday, not counted" in shown


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_no_answer_is_shown_as_its_code(name: str) -> None:
    for question in _all(questions.of(CLASSES[name])):
        assert [one.code for one in question.options if one.name == one.code] == []


def _all(asked: tuple[Question, ...]) -> Iterator[Question]:
    for one in asked:
        yield one
        for row in one.rows:
            yield from _all(row)
