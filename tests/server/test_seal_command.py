"""`seal`: the page that is printed and kept outside the machine."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from tests.county import register

from lianxin.ledger import seal
from lianxin.rules.time.calendar import CHINA
from lianxin.server import cli

pytestmark = pytest.mark.usefixtures("open_county")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command and gives its exit code, what it told and what it complained about."""

    def told(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = cli.main(["seal", *words])
        found = capsys.readouterr()
        return code, found.out, found.err

    return told


def test_a_seal_is_made_of_the_last_day_that_ended_and_printed(run: Run) -> None:
    register()
    code, told, _ = run()
    assert code == 0
    yesterday = datetime.now(CHINA).date() - timedelta(days=1)
    assert f"日期 / Day: {yesterday}" in told
    assert "公钥指纹 / Key fingerprint:" in told
    assert [sealed.day for sealed in seal.seals()] == [yesterday]


def test_missed_days_are_made_up_and_each_is_printed(run: Run) -> None:
    run("--day", "2026-03-02")
    register()
    code, told, _ = run("--day", "2026-03-05")
    assert (code, told.count("封存单 / Ledger seal")) == (0, 3)


def test_a_day_sealed_already_is_not_sealed_again(run: Run) -> None:
    run("--day", "2026-03-02")
    code, told, _ = run("--day", "2026-03-02")
    assert code == 0
    assert "2026-03-02 is sealed already; the newest seal is No. 1" in told
    assert len(seal.seals()) == 1


def test_today_can_be_sealed_and_what_comes_later_is_said(run: Run) -> None:
    code, told, _ = run("--day", "today")
    assert (code, "under the seal of tomorrow" in told) == (0, True)


def test_a_day_to_come_is_wrong_use(run: Run) -> None:
    assert run("--day", "2999-01-01")[0] == 2
    assert run("--day", "soon")[0] == 2
    assert seal.seals() == []


def test_a_page_is_printed_again_without_making_a_seal(run: Run) -> None:
    code, _, wrong = run("--print")
    assert (code, wrong) == (1, "There is no seal yet.\n")
    _, page, _ = run("--day", "2026-03-02")
    assert run("--print") == (0, page, "")
    assert run("--print", "--day", "2026-03-02") == (0, page, "")
    code, _, wrong = run("--print", "--day", "2026-03-01")
    assert (code, wrong) == (1, "There is no seal of 2026-03-01.\n")


def test_a_key_that_cannot_be_used_is_said_and_nothing_is_sealed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "KEYS_FOLDER", tmp_path)
    (tmp_path / "seal.key").write_text("no key")
    code, _, wrong = run()
    assert code == 1
    assert "Nothing was sealed: the seal key is not written in base64." in wrong
    assert seal.seals() == []
