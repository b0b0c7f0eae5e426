"""`verify` and the seals: what chains and rows cannot show, and seals that are broken themselves."""

from datetime import timedelta

import pytest
from tests.county import AT, give
from tests.ledger.writing import remove
from tests.server.conftest import Verify
from tests.server.damaging import MONDAY, a_case, change, seal_all, stream_of

from lianxin.cases import rebuild
from lianxin.cases.door import Passed
from lianxin.ledger import seal
from lianxin.ledger.signing import Ed25519

pytestmark = pytest.mark.usefixtures("open_county")


@pytest.fixture
def case(open_county: str) -> Passed:
    """A case that is being handled, committed: only what is settled is sealed."""
    return a_case()


def test_a_sound_ledger_is_good_and_says_how_much_was_checked(verify: Verify, case: Passed) -> None:
    seal_all()
    code, told = verify()
    assert code == 0
    assert "Everything is as it was recorded." in told
    assert "and 1 seals checked in" in told
    assert "entries a second" in told
    assert "1 cases compared" in told


def test_a_tail_cut_off_with_the_row_put_back_is_named_by_the_seal(
    verify: Verify, case: Passed
) -> None:
    seal_all()
    remove(stream_of(case), case.sequence)
    rebuild.repair(stream_of(case))
    code, told = verify()
    assert code == 1
    assert f"sealed_entry_missing  case {case.state.number}, entry {case.sequence}" in told
    assert "tail_missing" not in told
    assert "projection_differs" not in told


def test_a_case_that_vanished_whole_is_named_by_the_seal(verify: Verify, case: Passed) -> None:
    seal_all()
    remove(stream_of(case), *range(1, case.sequence + 1))
    for table, column in (("leg", '"case"'), ("party", '"case"'), ("case", "id")):
        change(f"DELETE FROM cases_{table} WHERE {column} = %s", stream_of(case))
    code, told = verify()
    assert code == 1
    assert "sealed_entry_missing  a stream without entries" in told
    assert str(stream_of(case)) in told


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        ("UPDATE ledger_seal SET signature = decode(repeat('00', 64), 'hex')", "seal_signature"),
        ("UPDATE ledger_seal SET root = decode(repeat('00', 32), 'hex')", "seal_root"),
        ("UPDATE ledger_seal SET previous = decode(repeat('11', 32), 'hex')", "seal_chain"),
        ("DELETE FROM ledger_seal_leaf WHERE seal_id = 2", "seal_root"),
        ("UPDATE ledger_seal_block SET root = decode(repeat('00', 32), 'hex')", "seal_blocks"),
        ("DELETE FROM ledger_seal WHERE number = 1", "seal_missing"),
        ("DELETE FROM ledger_seal WHERE number = 2", "seal_missing"),
    ],
)
def test_a_broken_seal_is_named(verify: Verify, case: Passed, damage: str, named: str) -> None:
    seal_all()
    give("clerk-urban", case.state.number, "note", text="查看。", public=False)
    seal_all(MONDAY + timedelta(days=1))
    change(damage)
    code, told = verify()
    assert code == 1
    assert f"{named}  seal" in told


def test_a_seal_signed_with_a_foreign_key_is_named(verify: Verify, case: Passed) -> None:
    seal_all()
    seal.make(MONDAY + timedelta(days=1), at=AT, signer=Ed25519(b"\6" * 32))
    code, told = verify()
    assert code == 1
    assert "seal_key  seal 2" in told
