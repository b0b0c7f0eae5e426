"""Who sees on a paper whose matter it is, and what is put in its place for all others."""

from uuid import UUID

from lianxin.cases.reading.history import PARTY
from lianxin.documents.facts_until import Dossier
from lianxin.people.identity import masked_name, masked_phone
from lianxin.people.petitioners import Revealed, reveal
from lianxin.rules.facts.handling import AgreementRecorded
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState

WORKING = frozenset(
    {"lead", "holder", "handled", "signer", "body_head", "centre", "supervisor", "registrar"}
)
"""Those who cannot do their work without knowing whom they write to."""
TRUSTED = frozenset({"centre", "registrar"})
"""Those who know a petitioner that asked to stay unnamed; the working bodies do not."""
ADDRESS, PARTIES, ID = "（住址略）", "（当事人信息略）", "（证件号码略）"


def sees_identity(state: CaseState, standings: frozenset[str]) -> bool:
    """Whether a reader sees the petitioner on a paper in the open."""
    # Who asked to stay unnamed is known where the matter came in, and nowhere it is handled.
    allowed = TRUSTED if state.people.withheld else WORKING
    return not standings.isdisjoint(PARTY | allowed)


def is_guarded(state: CaseState) -> bool:
    """Whether papers to anybody but the petitioner must not say who that is (article 30)."""
    return state.people.withheld or state.secret


def masks(dossier: Dossier) -> list[tuple[str, str]]:
    """Return every personal value that may stand on a paper of the case, with its mask."""
    pairs: list[tuple[str, str]] = []
    for token in (*dossier.state.people.petitioners, *dossier.state.people.representatives):
        try:
            pairs += _of(reveal(UUID(token)))
        except Refused:
            # What is restricted or destroyed stands on no paper.
            continue
    for _, fact in dossier.all(AgreementRecorded):
        # The other side of an agreement is nobody's petitioner, and personal all the same.
        pairs += [(dossier.text(ref), PARTIES) for ref in fact.parties]
    return [(open_, shut) for open_, shut in dict(pairs).items() if open_]


def _of(person: Revealed) -> list[tuple[str, str]]:
    return [
        (person.name, masked_name(person.name)),
        (person.enterprise, f"{person.enterprise[:2]}＊＊＊"),
        (person.phone, masked_phone(person.phone)),
        (person.address, ADDRESS),
        (person.id_number, ID),
    ]
