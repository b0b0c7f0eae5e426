"""Keys, signatures and what is signed."""

import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from lianxin.ledger import signing
from lianxin.ledger.signing import BadSealKey, Ed25519, SealText

# RFC 8032, 7.1, test 1.
SECRET = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
SIGNATURE = (
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b"
    "46bd25bf5f0595bbe24655141438e7a100b"
)


def a_text(**changes: object) -> SealText:
    """A seal signed with the key of the RFC."""
    text = SealText(3, "2026-03-02", "0a", 1, "00", "2026-03-02T16:00:00Z", "ed25519", PUBLIC)
    return replace(text, **changes)  # type: ignore[arg-type]  # the tests change one field each


def test_the_signature_is_that_of_rfc_8032() -> None:
    signer = Ed25519(SECRET)
    assert signer.public_key.hex() == PUBLIC
    assert signer.sign(b"").hex() == SIGNATURE


def test_a_seal_signs_one_fixed_text() -> None:
    assert a_text().message().decode() == (
        '{"algorithm":"ed25519","day":"2026-03-02","leaves":1,"made_at":"2026-03-02T16:00:00Z",'
        f'"number":3,"previous":"00","public_key":"{PUBLIC}","root":"0a"}}'
    )


@pytest.mark.parametrize(
    "change", [{"number": 4}, {"day": "2026-03-03"}, {"root": "0b"}, {"leaves": 2}]
)
def test_a_changed_seal_is_not_signed(change: dict[str, object]) -> None:
    signature = Ed25519(SECRET).sign(a_text().message())
    assert signing.is_signed(a_text(), signature=signature)
    assert not signing.is_signed(a_text(**change), signature=signature)


@pytest.mark.parametrize("change", [{"algorithm": "none"}, {"public_key": "00"}])
def test_an_unknown_algorithm_or_a_broken_key_signs_nothing(change: dict[str, object]) -> None:
    signature = Ed25519(SECRET).sign(a_text(**change).message())
    assert not signing.is_signed(a_text(**change), signature=signature)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: signing.key_in(folder).public_key, range(8)))
    assert len(keys) == 1
    assert stat.S_IMODE((folder / "seal.key").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["seal.key"]


@pytest.mark.parametrize("text", ["not base64!", "AAAA"])
def test_a_bad_key_is_named_and_not_shown(tmp_path: Path, text: str) -> None:
    (tmp_path / "seal.key").write_text(text)
    with pytest.raises(BadSealKey) as refusal:
        signing.key_in(tmp_path)
    assert text not in str(refusal.value)


def test_a_home_trusts_its_own_key_and_those_listed(tmp_path: Path) -> None:
    assert signing.trusted_in(tmp_path) == frozenset()
    assert not (tmp_path / "seal.key").exists()
    own = signing.key_in(tmp_path).public_key
    (tmp_path / "seal-trusted.txt").write_text(f"{PUBLIC}\n")
    assert signing.trusted_in(tmp_path) == {own, bytes.fromhex(PUBLIC)}


def test_a_fingerprint_is_read_in_groups_of_four() -> None:
    told = signing.fingerprint(bytes.fromhex(PUBLIC))
    assert {len(group) for group in told.split()} == {4}
    assert len(told.split()) == 16
