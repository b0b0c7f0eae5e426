"""Versions of procedures: one is current, all are kept, none is altered."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from lianxin.ledger.models import Entry
from lianxin.ledger.record import Author
from lianxin.org import procedures, snapshot
from lianxin.org.models import ProcedureVersion
from lianxin.rules.procedures import Label, Procedure

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
CLERK = Author(person="clerk-li")


def procedure(digest: str, *, code: str = "five-ones") -> Procedure:
    label = Label(zh="五个一程序", en="Five-ones")
    return Procedure(code=code, label=label, stages=(), actions=(), digest=digest)


def activate(digest: str, *, base: str | None = None, code: str = "five-ones") -> bool:
    return procedures.activate(
        procedure(digest, code=code), text=f"text of {digest}", base=base, at=AT, by=CLERK
    )


def test_the_version_activated_last_is_current_and_the_earlier_one_is_kept() -> None:
    activate("aa")
    activate("bb")
    assert procedures.current() == {"five-ones": "bb"}
    assert procedures.procedure_text("aa") == "text of aa"
    assert procedures.procedure_text("cc") is None


def test_activating_leaves_a_fact_and_moves_the_version_and_again_does_neither() -> None:
    assert activate("aa")
    moved = snapshot.load().versions["procedures"]
    assert not activate("aa")
    assert snapshot.load().versions["procedures"] == moved
    assert Entry.objects.filter(family="procedure", fact="procedure_activated").count() == 1


def test_an_earlier_version_can_be_put_in_force_again() -> None:
    activate("aa")
    activate("bb")
    assert activate("aa")
    assert procedures.current() == {"five-ones": "aa"}


def test_a_version_names_the_one_it_extends() -> None:
    activate("base", code="statutory")
    activate("aa", base="base")
    assert procedures.base_of("aa") == "base"
    assert procedures.base_of("base") is None


def test_a_procedure_in_force_is_never_rewritten() -> None:
    activate("aa")
    for change in (
        lambda: ProcedureVersion.objects.update(text="softer"),
        lambda: ProcedureVersion.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="kept as it was written"), transaction.atomic():
            change()


def test_uses_say_what_a_kind_and_channel_start_with_and_only_changes_are_told() -> None:
    assert procedures.use({("*", "*"): "hotline", ("claim", "*"): "statutory"}, at=AT, by=CLERK)
    assert not procedures.use({("*", "*"): "hotline"}, at=AT, by=CLERK)
    procedures.use({("*", "*"): "statutory"}, at=AT, by=CLERK)
    told = Entry.objects.filter(fact="procedure_uses_set").order_by("sequence")
    assert [entry.payload for entry in told][1] == '{"rows":[["*","*","statutory"]]}'
