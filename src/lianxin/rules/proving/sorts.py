"""The kinds of matter for which a procedure is proved, each by itself."""

from dataclasses import replace

from lianxin.rules.conditions.meanings import Sort, meaning_of
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.steps import names_in

ANY = "*"
OFFICERS = frozenset({"grid", "agent"})
"""Channels in which an officer of a body, not the centre, puts the matter on record."""
SORTS = (
    Sort("ordinary", "一般诉求", "an ordinary claim"),
    Sort("direct", "直接向单位提出的诉求", "a claim raised with the body itself", direct=True),
    Sort("anonymous", "匿名件", "an anonymous matter", kind="complaint", reachable=False),
    Sort("help", "求助", "a call for help", kind="help"),
    Sort("group", "集体诉求", "a matter of a group", group=True),
    Sort("repeat", "重信重访", "a matter raised again", repeat=True),
    Sort("report", "检举控告", "a report of misconduct", kind="misconduct_report"),
    Sort("suggestion", "建议、咨询", "a suggestion or question", kind="suggestion"),
    Sort("errand", "代办服务", "a service errand", kind="service_errand"),
)
_KINDS = {
    "ordinary": ("claim", "complaint", "opinion"),
    "direct": ("claim", "complaint", "help"),
    "anonymous": ("complaint", "claim", "help", "suggestion"),
    "help": ("help",),
    "group": ("claim", "complaint", "help"),
    "repeat": ("claim", "complaint", "help"),
    "report": ("misconduct_report",),
    "suggestion": ("suggestion", "consultation"),
    "errand": ("service_errand",),
}
"""Of each sort the kinds it may have, the usual one first; a procedure is for some of them."""


def sorts_of(procedure: Procedure) -> tuple[Sort, ...]:
    """Return the sorts of matter that a procedure is for; a matter of its own kind at the least."""
    found = []
    for sort in SORTS:
        kinds = [kind for kind in _KINDS[sort.code] if _takes(kind, procedure)]
        if kinds:
            found.append(_as_it_comes(replace(sort, kind=kinds[0]), procedure))
    if not found:
        found = [replace(SORTS[0], kind=procedure.kinds[0])]
    return tuple(found)


def sorts_alike(procedure: Procedure) -> tuple[tuple[Sort, ...], ...]:
    """Return the sorts of matter in groups; no row and no clock tells those of a group apart."""
    whens = [row.when for row in procedure.actions] + [row.when for row in procedure.clocks]
    named = {name: meaning_of(name) for when in whens for name in names_in(when)}
    tests = [mean.of for _, mean in sorted(named.items()) if mean.of is not None]
    starts = {token for clock in procedure.clocks for token in clock.start}
    groups: dict[tuple[object, ...], list[Sort]] = {}
    for sort in sorts_of(procedure):
        channel = sort.channel if f"registered:{sort.channel}" in starts else ""
        key = (sort.reachable, channel, *(test(sort) for test in tests))
        groups.setdefault(key, []).append(sort)
    return tuple(tuple(group) for group in groups.values())


def _takes(kind: str, procedure: Procedure) -> bool:
    return ANY in procedure.kinds or kind in procedure.kinds


def _as_it_comes(sort: Sort, procedure: Procedure) -> Sort:
    """A matter by the channel of the procedure, put on record by whoever takes that channel in."""
    if ANY in procedure.channels or sort.channel in procedure.channels:
        return sort
    by_officers = OFFICERS.issuperset(procedure.channels)
    return replace(sort, channel=procedure.channels[0], direct=sort.direct or by_officers)
