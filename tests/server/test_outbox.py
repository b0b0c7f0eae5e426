"""`outbox`: what the loops gave up is listed, and tried again when somebody says so."""

import argparse

import pytest
from tests.given_up import give_up_a_line
from tests.server.conftest import Verify

from lianxin.ledger import aside
from lianxin.server import outbox as command

pytestmark = pytest.mark.usefixtures("county")


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    """Run the command and return its code and what it says."""
    commands = argparse.ArgumentParser().add_subparsers()
    command.register(commands)
    parsed = commands.choices["outbox"].parse_args(words)
    return parsed.run(parsed), capsys.readouterr().out


def test_where_all_was_done_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert told(capsys) == (0, "Nothing is set aside.\n")


def test_what_was_given_up_is_listed_with_its_count_and_place(
    capsys: pytest.CaptureFixture[str],
) -> None:
    give_up_a_line()
    code, said = told(capsys)
    assert code == 1
    assert "sittings  stream " in said
    assert "failed 1 times  (ValueError" in said


def test_it_is_tried_again_of_one_reader_or_of_all(capsys: pytest.CaptureFixture[str]) -> None:
    for reader in ("sittings", "notices", "documents"):
        give_up_a_line(reader)
    assert told(capsys, "--retry", "--reader", "sittings")[1].startswith("1 lines")
    assert told(capsys, "--retry")[1].startswith("2 lines")
    assert aside.count() == 0


def test_verify_names_it_and_finds_the_record_whole_all_the_same(verify: Verify) -> None:
    give_up_a_line()
    code, said = verify("--quick")
    assert code == 0
    assert "set_aside  a stream without entries, entry 1: sittings failed 1 times" in said
    assert "lianxin outbox --retry" in said
