"""Proofs of procedures: none that can trap a matter is put in force, from whatever side it comes."""

from datetime import datetime
from functools import lru_cache

from typing_extensions import override

from lianxin.ledger.record import Author
from lianxin.org import procedures
from lianxin.rules.faults import Faults
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.prove import proved
from lianxin.rules.proving.telling import Trap

KEPT = 32
"""Proofs that are kept in memory; whoever opens a page again does not wait for one again."""


class Trapped(Faults):
    """A procedure that reads well and leads into a trap; `findings` tell the ways there."""

    def __init__(self, findings: tuple[Trap, ...]) -> None:
        super().__init__(finding.fault for finding in findings)
        self.findings = findings


class _ByDigest:
    """A procedure that is told from others by its version alone."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    @override
    def __hash__(self) -> int:
        return hash(self.procedure.digest)

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByDigest) and self.procedure.digest == other.procedure.digest


@lru_cache(maxsize=KEPT)
def _proved(procedure: _ByDigest, file: str) -> tuple[Trap, ...]:
    return proved(procedure.procedure, file=file)


def findings(procedure: Procedure, *, file: str) -> tuple[Trap, ...]:
    """Return every trap of a procedure, with the shortest way into it.

    It takes some seconds the first time.
    """
    return _proved(_ByDigest(procedure), file)


def refuse_traps(procedure: Procedure, *, file: str) -> None:
    """Raise Trapped where a procedure can trap a matter."""
    traps = findings(procedure, file=file)
    if traps:
        raise Trapped(traps)


def put_in_force(
    procedure: Procedure,
    *,
    text: str,
    base: str | None,
    file: str,
    at: datetime,
    by: Author,
) -> bool:
    """Let new cases start with a version that holds; tells whether that is a change.

    Raises Trapped for one that can trap a matter: then nothing is put in force.
    """
    refuse_traps(procedure, file=file)
    return procedures.activate(procedure, text=text, base=base, at=at, by=by)
