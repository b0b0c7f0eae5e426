"""Petitioners: put away sealed, found by equal numbers, corrected, restricted and redacted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection

from lianxin.ledger.models import Entry
from lianxin.ledger.record import Author
from lianxin.people import petitioners, statements
from lianxin.people.models import Petitioner
from lianxin.rules.refusals import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
CLERK = Author(person="clerk-li", post="petition-office-clerk", body="petition-office")
ZHAO = {
    "name": "赵建平",
    "phone": "138-1234-2210",
    "address": "柳荫社区3栋2单元501",
    "id_number": "11010519491231002x",
    "enterprise": None,
}


def put_away(*told: Mapping[str, str | None]) -> list[UUID]:
    ids = [uuid4() for _ in told]
    rows = [petitioners.prepare(one, id=id) for one, id in zip(told, ids, strict=True)]
    with connection.cursor() as cursor:
        statement = statements.PUT_PETITIONERS
        cursor.execute(statement.text(), statement.parameters(rows))
    return ids


def facts(id: UUID) -> list[tuple[str, str]]:
    found = Entry.objects.filter(stream=id).order_by("sequence")
    return list(found.values_list("fact", "payload"))


def test_one_statement_puts_several_away_and_each_can_be_revealed() -> None:
    zhao, li = put_away(ZHAO, {"name": "李春花", "enterprise": "碧湖渔业有限公司"})
    told = petitioners.reveal(zhao)
    assert (told.name, told.phone) == ("赵建平", "13812342210")
    assert told.id_number == "11010519491231002X"
    assert petitioners.reveal(li).phone == ""
    assert petitioners.reveal(li).enterprise == "碧湖渔业有限公司"


def test_nobody_to_put_away_is_no_fault() -> None:
    assert put_away() == []
    assert not Petitioner.objects.exists()


def test_nothing_that_was_told_stands_in_the_table_in_the_open() -> None:
    put_away(ZHAO)
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_petitioner::text FROM people_petitioner")
        text = str(cursor.fetchone())
    for secret in ("赵建平", "13812342210", "11010519491231002X", "柳荫"):
        assert secret not in text
        assert secret.encode().hex() not in text


def test_a_desk_sees_petitioners_masked_and_unknown_ones_not_at_all() -> None:
    (zhao,) = put_away(ZHAO)
    shown = petitioners.masked_all([zhao])[zhao]
    assert (shown.name, shown.phone, shown.is_enterprise) == ("赵**", "138****2210", False)
    assert petitioners.masked_all([zhao, uuid4()]) == {zhao: shown}


def test_the_same_telephone_or_identity_number_finds_the_same_person_however_written() -> None:
    zhao, again, _ = put_away(
        ZHAO, {"name": "赵先生", "phone": "+86 138 1234 2210"}, {"name": "孙大伟", "phone": "12345"}
    )
    assert set(petitioners.matching(phone="13812342210")) == {zhao, again}
    assert petitioners.matching(id_number="11010519491231002X") == [zhao]
    assert set(petitioners.matching(phone="138 12342210", id_number="11010519491231002x")) == {
        zhao,
        again,
    }
    assert petitioners.matching() == []
    assert petitioners.matching(phone=" ") == []


def test_a_correction_replaces_what_is_named_and_the_fact_holds_no_value() -> None:
    (zhao,) = put_away(ZHAO)
    told = {"phone": "13900001111", "enterprise": "清河机械厂"}
    petitioners.correct(zhao, told, at=AT, by=CLERK, ground="asked-by-the-petitioner")
    now = petitioners.reveal(zhao)
    assert (now.name, now.phone, now.enterprise) == ("赵建平", "13900001111", "清河机械厂")
    assert petitioners.matching(phone="13812342210") == []
    assert petitioners.matching(phone="13900001111") == [zhao]
    assert facts(zhao) == [
        (
            "petitioner_corrected",
            '{"fields":["enterprise","phone"],"ground":"asked-by-the-petitioner"}',
        )
    ]


def test_a_correction_can_take_a_value_away() -> None:
    (zhao,) = put_away(ZHAO)
    petitioners.correct(zhao, {"phone": None}, at=AT, by=CLERK, ground="wrong")
    assert petitioners.reveal(zhao).phone == ""
    assert petitioners.matching(phone="13812342210") == []


def test_redaction_leaves_nothing_but_the_fact_that_it_happened() -> None:
    (zhao,) = put_away(ZHAO)
    petitioners.redact(zhao, at=AT, by=CLERK, ground="pipl-47")
    row = Petitioner.objects.values().get(pk=zhao)
    assert {key for key, value in row.items() if value is not None} == {"id", "redacted_at"}
    assert facts(zhao) == [("petitioner_redacted", '{"ground":"pipl-47"}')]
    assert petitioners.masked_all([zhao])[zhao].is_redacted
    assert petitioners.matching(phone="13812342210") == []
    with pytest.raises(Refused, match="no_such"):
        petitioners.reveal(zhao)


@pytest.mark.parametrize("act", ["correct", "restrict", "redact"])
def test_what_is_redacted_or_unknown_cannot_be_changed_and_leaves_no_fact(act: str) -> None:
    (zhao,) = put_away(ZHAO)
    petitioners.redact(zhao, at=AT, by=CLERK, ground="pipl-47")
    for id in (zhao, uuid4()):
        with pytest.raises(Refused, match="no_such"):
            if act == "correct":
                petitioners.correct(id, {"name": "钱秀芝"}, at=AT, by=CLERK, ground="wrong")
            elif act == "restrict":
                petitioners.restrict(id, at=AT, by=CLERK, ground="wrong")
            else:
                petitioners.redact(id, at=AT, by=CLERK, ground="wrong")
    assert len(facts(zhao)) == 1


def test_a_restricted_petitioner_is_stored_and_nothing_else() -> None:
    (zhao,) = put_away(ZHAO)
    petitioners.restrict(zhao, at=AT, by=CLERK, ground="pipl-47")
    with pytest.raises(Refused, match="not_visible"):
        petitioners.reveal(zhao)
    shown = petitioners.masked_all([zhao])[zhao]
    assert (shown.name, shown.phone, shown.is_restricted) == ("", "", True)
    assert petitioners.matching(phone="13812342210") == []
    assert Petitioner.objects.get(pk=zhao).name_sealed is not None
