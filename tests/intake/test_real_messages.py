"""Real messages of residents, where they lie beside the checkout; they are read and never copied.

They have no open licence and are no part of this: where they are not, there is nothing to try.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import page, view
from lianxin.intake import rejects
from lianxin.intake.importing import Outside, import_cases
from lianxin.rules.actor import SYSTEM, Actor

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
AT = datetime(2026, 3, 10, 1, tzinfo=UTC)


def there(name: str) -> list[Path]:
    return [path for path in [DATA / name] if path.is_file()]


@pytest.mark.parametrize("path", there("messages_timed_dev.csv"), ids=str)
def test_a_message_board_is_taken_in_with_its_times_and_numbers(
    path: Path, county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejects, "place_of", lambda source: tmp_path / "rejects.csv")
    done = import_cases(
        path,
        actor=Actor("import"),
        channel="message_board",
        outside=Outside(clock=lambda: AT),
    )
    assert (done.new, done.again, done.rejected) == (2106, 0, 0)
    assert done.unused == ("反对数", "点赞数", "silver_topic")
    line = page(SYSTEM, Filters(), at=AT, limit=1).rows[0]
    state = view(SYSTEM, line.number, at=AT).state
    assert state.matter.external_id is not None
    assert state.matter.external_id.isdigit()
    assert state.matter.raised_at.year in range(2010, 2021)


@pytest.mark.parametrize("path", there("messages_labelled_dev.csv"), ids=str)
def test_a_file_of_text_and_label_is_taken_in(
    path: Path, county: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejects, "place_of", lambda source: tmp_path / "rejects.csv")
    done = import_cases(
        path,
        actor=Actor("import"),
        outside=Outside(clock=lambda: AT),
    )
    assert done.new + done.again == 1852
    assert done.rejected == 0
    assert done.routable + done.unrouted == done.new
    assert sum(done.unknown.values()) < 1852
    titles = [line.title for line in page(SYSTEM, Filters(), at=AT, limit=200).rows]
    assert all(0 < len(title) <= 40 for title in titles)
