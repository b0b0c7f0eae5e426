"""Messages that no gateway carried are read out at the counter."""

import argparse
from datetime import UTC, datetime, timedelta

import pytest

from lianxin.messages import messages
from lianxin.server import messages as command


def _told(capsys: pytest.CaptureFixture[str]) -> str:
    commands = argparse.ArgumentParser().add_subparsers()
    command.register(commands)
    parsed = commands.choices["messages"].parse_args([])
    assert parsed.run(parsed) == 0
    return capsys.readouterr().out


def test_what_waits_is_shown_with_its_number_and_a_warning(
    county: str, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    messages.put("13800002210", "123456", at=now, good_until=now + timedelta(minutes=5))
    told = _told(capsys)
    assert "13800002210" in told
    assert "123456" in told
    assert "Ring the number back" in told


def test_what_is_too_old_is_not_shown(county: str, capsys: pytest.CaptureFixture[str]) -> None:
    now = datetime.now(UTC)
    messages.put("13800002210", "123456", at=now, good_until=now)
    assert _told(capsys) == "No message waits.\n"
