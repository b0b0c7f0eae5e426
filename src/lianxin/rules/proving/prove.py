"""`proved`: what is wrong with a procedure that reads well, before any matter goes through it.

What is bounded is said in `states` (slices), `steps` (outcomes that nobody tells apart are one),
`model` (acts that make a step possible, at most four deep) and `graphs` (states of a slice).
"""

from itertools import chain

from lianxin.rules.procedures import Procedure
from lianxin.rules.proving import beside, doors, line, timing
from lianxin.rules.proving.sorts import sorts_alike
from lianxin.rules.proving.steps import Steps
from lianxin.rules.proving.telling import Telling, Trap
from lianxin.rules.proving.trouble import Proving, told


def proved(procedure: Procedure, *, file: str) -> tuple[Trap, ...]:
    """Return every trap of a procedure with the shortest way into it; none where it holds."""
    if not procedure.stages:
        # The grammar says that already; no matter has a way through it.
        return ()
    alike = {group[0].code: group for group in sorts_alike(procedure)}
    proof = Proving(
        procedure=procedure,
        steps=Steps(procedure),
        sorts=tuple(group[0] for group in alike.values()),
        alike=alike,
        words=Telling(procedure),
        graphs={},
    )
    troubles = chain(
        line.traps(proof),
        line.idle_leads(proof),
        beside.failures(proof),
        timing.clocks(proof),
        timing.nobody_owes(proof),
        doors.shut(proof),
        doors.standings(proof),
    )
    return told(troubles, proof, file=file)
