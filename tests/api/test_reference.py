"""What the codes mean, the documentation, and whether we live."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from lianxin.api import bodies
from lianxin.rules.commands import CLASSES
from tests.api.conftest import As, Caller, lose_the_database
from tests.given_up import give_up_a_line


def test_every_command_is_told_with_its_fields_in_both_languages(as_: As) -> None:
    told = {one["name"]: one for one in as_("operator-1").get("/commands").json()["items"]}
    assert told.keys() == CLASSES.keys() - {"ring", "restate", "warn", "take_over"}
    assign = told["assign"]
    assert (assign["zh"], assign["en"], assign["fact"]) == ("交办", "Assign", "assigned")
    fields = {one["name"]: one for one in assign["fields"]}
    assert fields["lead"]["required"] is True
    assert fields["days"]["required"] is False
    assert (fields["lead"]["zh"], fields["lead"]["en"]) == ("主办单位", "Lead")
    assert "command" not in fields


def test_the_commands_of_the_interface_take_the_fields_that_the_rules_declare() -> None:
    for name, offered in bodies.OFFERED.items():
        assert set(offered.model_fields) - {bodies.VERSION, bodies.POST} == set(
            CLASSES[name].model_fields
        )


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/categories", "c-0102"),
        ("/areas", "liuyin"),
        ("/bodies", "urban-management"),
        ("/procedures", "hotline"),
    ],
)
def test_the_countys_own_codes_are_told(as_: As, path: str, code: str) -> None:
    told = {one["code"]: one for one in as_("clerk-urban").get(path).json()["items"]}
    assert told[code]["zh"]


def test_a_new_body_shows_at_once(as_: As) -> None:
    caller = as_("clerk-urban")
    caller.get("/bodies")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_body SET zh = '新名称' WHERE code = 'urban-management'")
        cursor.execute("UPDATE org_version SET version = version + 1 WHERE part = 'org'")
    told = {one["code"]: one["zh"] for one in caller.get("/bodies").json()["items"]}
    assert told["urban-management"] == "新名称"


def test_the_document_names_every_answer_of_every_call(stranger: Caller) -> None:
    told = stranger.client.get("/api/v1/openapi.json").json()
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            assert one["summary"], (method, path)
            for status, answer in one["responses"].items():
                if int(status) >= 400:
                    assert set(answer["content"]) == {"application/problem+json"}, (path, status)
    assert told["components"]["schemas"]["Command"]["discriminator"]["mapping"]["assign"]


def test_every_reference_in_the_document_leads_somewhere(stranger: Caller) -> None:
    told = stranger.client.get("/api/v1/openapi.json").json()
    known = {f"#/components/schemas/{name}" for name in told["components"]["schemas"]}
    assert _references(told) <= known


def _references(told: Any) -> set[str]:
    if isinstance(told, list):
        return {ref for inner in told for ref in _references(inner)}
    if not isinstance(told, dict):
        return set()
    own = {told["$ref"]} if isinstance(told.get("$ref"), str) else set()
    return own | {ref for inner in told.values() for ref in _references(inner)}


def test_the_documentation_page_shows_every_call_without_script_or_network(
    stranger: Caller,
) -> None:
    answer = stranger.client.get("/api/v1/docs")
    page = answer.content.decode()
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert "/api/v1/cases/{number}/commands" in page
    assert 'id="Register"' in page
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page


def test_a_process_that_lives_says_so_without_a_database() -> None:
    answer = Client().get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_a_process_that_can_serve_says_so(county: str) -> None:
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "set_aside": 0})


def test_work_that_was_set_aside_is_counted_and_keeps_nobody_from_being_served(county: str) -> None:
    give_up_a_line()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["set_aside"]) == (200, 1)


def test_a_probe_may_call_us_by_our_bare_address() -> None:
    assert Client().get("/healthz", headers={"Host": "10.1.2.3:8000"}).status_code == 200


def test_a_process_without_its_database_is_not_ready(open_county: str) -> None:
    Client().get("/readyz")
    connection.ensure_connection()
    lose_the_database()
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")


def test_a_database_without_tables_is_not_ready(county: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE org_version RENAME TO elsewhere")
    assert Client().get("/readyz").status_code == 503
