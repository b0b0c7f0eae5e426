"""Gathers the values of fields from what a case tells, group by group."""

from collections.abc import Callable, Iterable, Mapping

from lianxin.documents.facts_until import Dossier
from lianxin.documents.gathering import answers, matter, meetings, orders
from lianxin.documents.layout import Value

GROUPS: Mapping[str, Callable[[Dossier], Mapping[str, Value]]] = {
    **matter.GROUPS,
    **answers.GROUPS,
    **orders.GROUPS,
    **meetings.GROUPS,
}


def gather(dossier: Dossier, names: Iterable[str]) -> dict[str, Value]:
    """Return the values of the named fields, and of whatever stands on every paper.

    Only the groups that are asked for are looked up: nobody's address is read for nothing.
    """
    wanted = {name.partition(".")[0] for name in names} | {"body", "paper"}
    values: dict[str, Value] = {}
    for group in sorted(wanted & GROUPS.keys()):
        values |= {f"{group}.{name}": value for name, value in GROUPS[group](dossier).items()}
    return values
