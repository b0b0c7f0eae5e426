"""Secrets kept in a file each."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

from lianxin.files import keyfile


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "one.key"
    assert keyfile.kept_in(path, fresh=lambda: "first\n") == "first\n"
    assert keyfile.kept_in(path, fresh=lambda: "second\n") == "first\n"
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_those_who_come_first_together_all_get_the_same(tmp_path: Path) -> None:
    numbers = count()
    path = tmp_path / "one.key"
    with ThreadPoolExecutor(8) as many:
        found = set(
            many.map(lambda _: keyfile.kept_in(path, fresh=lambda: f"{next(numbers)}"), range(32))
        )
    assert len(found) == 1
    assert [it.name for it in tmp_path.iterdir()] == ["one.key"]
