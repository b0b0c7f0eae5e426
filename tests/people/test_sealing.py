"""Personal data lies sealed, opens for its own place only, and is found again without opening."""

import base64
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django import Settings

from lianxin.people import keys
from lianxin.people.sealing import CannotOpen, match_key, seal, unseal

OWNER = uuid4()
ONE = base64.b64encode(b"1" * 32).decode()
TWO = base64.b64encode(b"2" * 32).decode()


@pytest.fixture(autouse=True)
def key_of_the_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    use(monkeypatch, ONE)
    yield
    keys.keys.cache_clear()


def use(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    """Start anew with these keys, as another process would."""
    monkeypatch.setenv(keys.ENVIRONMENT, given)
    keys.keys.cache_clear()


def test_what_is_sealed_opens_again_and_looks_different_each_time() -> None:
    first = seal("赵建平", owner=OWNER, field="name")
    assert unseal(first, owner=OWNER, field="name") == "赵建平"
    assert first != seal("赵建平", owner=OWNER, field="name")
    assert "赵建平".encode() not in first


def test_a_sealed_value_moved_to_another_person_or_field_does_not_open() -> None:
    sealed = seal("13812342210", owner=OWNER, field="phone")
    with pytest.raises(CannotOpen, match="belongs to another place"):
        unseal(sealed, owner=uuid4(), field="phone")
    with pytest.raises(CannotOpen):
        unseal(sealed, owner=OWNER, field="id_number")


@pytest.mark.parametrize("position", [1, 13, -1])
def test_an_altered_value_does_not_open(position: int) -> None:
    sealed = bytearray(seal("赵建平", owner=OWNER, field="name"))
    sealed[position] ^= 1
    with pytest.raises(CannotOpen):
        unseal(bytes(sealed), owner=OWNER, field="name")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x07" + b"x" * 40])
def test_what_was_never_sealed_or_by_an_unknown_key_does_not_open(sealed: bytes) -> None:
    with pytest.raises(CannotOpen):
        unseal(sealed, owner=OWNER, field="name")


def test_a_new_key_seals_from_now_on_and_old_values_still_open_and_match(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    old, known = seal("赵建平", owner=OWNER, field="name"), match_key("赵建平", field="name")
    use(monkeypatch, f"1 {ONE}\n2 {TWO}\n")
    new = seal("赵建平", owner=OWNER, field="name")
    assert (old[0], new[0]) == (1, 2)
    assert unseal(old, owner=OWNER, field="name") == unseal(new, owner=OWNER, field="name")
    assert match_key("赵建平", field="name") == known


def test_equal_values_match_within_a_field_and_not_across_fields_or_keys(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    known = match_key("12345", field="phone")
    assert match_key("12345", field="phone") == known
    assert match_key("12345", field="id_number") != known
    use(monkeypatch, TWO)
    assert match_key("12345", field="phone") != known


@pytest.mark.parametrize("given", ["not base64!", "c2hvcnQ=", f"0 {ONE}", f"256 {ONE}", "  \n "])
def test_a_bad_key_is_refused_without_showing_it(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, given)
    with pytest.raises(keys.BadKey) as refused:
        keys.keys()
    assert given not in str(refused.value)


def test_the_key_is_made_on_first_use_for_its_owner_only_and_kept(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, "")
    settings.KEYS_FOLDER = tmp_path / "keys"
    sealed = seal("赵建平", owner=OWNER, field="name")
    file = tmp_path / "keys" / "people.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [one.name for one in file.parent.iterdir()] == ["people.key"]
    assert unseal(sealed, owner=OWNER, field="name") == "赵建平"


def test_a_key_that_another_process_made_first_is_the_one_used(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, "")
    settings.KEYS_FOLDER = tmp_path
    link = os.link

    def beaten(draft: Path, path: Path) -> None:
        path.write_text(f"1 {TWO}\n")
        link(draft, path)

    monkeypatch.setattr(os, "link", beaten)
    known = match_key("12345", field="phone")
    use(monkeypatch, TWO)
    assert match_key("12345", field="phone") == known
    assert [one.name for one in tmp_path.iterdir()] == ["people.key"]
