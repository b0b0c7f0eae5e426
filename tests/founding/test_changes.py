"""A change by hand is refused with the code of its fault."""

from datetime import date
from pathlib import Path

import pytest

from lianxin.founding import changes
from lianxin.founding.load import import_org
from lianxin.ledger.record import Author
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, county

pytestmark = pytest.mark.django_db


def test_nobody_appoints_himself() -> None:
    with pytest.raises(Faults) as refused:
        changes.appoint("grid-1", "grid", since="2026-03-02", at=AT, by=Author(person="grid-1"))
    assert [fault.code for fault in refused.value.faults] == ["appoints_himself"]


def test_an_appointment_that_is_not_there_does_not_end(tmp_path: Path) -> None:
    import_org(county(tmp_path), at=AT, by=CLERK)
    with pytest.raises(Faults) as refused:
        changes.end("grid-1", "grid", since=date(2026, 3, 2), until="2026-03-09", at=AT, by=CLERK)
    assert [fault.code for fault in refused.value.faults] == ["no_such_appointment"]
