"""Words of a list of their own, to be chosen by what they are called: outcomes, natures, triggers.

The law and the procedures name some of them; the others are drafted from the habit of the field.
"""

from collections.abc import Callable, Mapping, Sequence

from lianxin.sittings import sight
from lianxin.web import dates, options
from lianxin.web.desk.commands.case_choices import subjects
from lianxin.web.desk.commands.county_choices import people
from lianxin.web.desk.commands.listing import FormLists, holding
from lianxin.web.options import Option

NATURES = (
    *("reasonable", "unreasonable", "hardship", "unlawful"),
    *("litigation", "arbitration", "party_appeal", "administrative_review"),
    *("administrative_ruling", "administrative_confirmation", "administrative_permission"),
    *("administrative_penalty", "duty"),
)
"""What a matter is of, by article 27, and the ways of article 31 that it may be led to."""
OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "conclude_sitting": (
        *("agreed", "failed", "advised", "uphold_advised", "change_advised", "lead_named"),
        *("conference", "checked", "not_held", "refused", "withdrawn"),
    ),
    "record_visit": ("met", "not_met", "inspected", "accompanied", "explained", "settled"),
}
CAMPAIGNS = ("leader_visit", "joint_visit", "follow_up_visit", "festival_visit", "safety_check")
TRIGGERS = (
    *("overdue", "no_progress", "not_solved", "many_people", "asked_again", "sent_back"),
    *("leader_visit", "half_gone", "media"),
)
LISTED = 50
"""So many sittings are offered, the latest first."""


def _fixed(question: str, codes: Sequence[str]) -> list[Option]:
    return [Option(code, options.word(question, code)) for code in codes]


def _outcomes(asked: str, where: FormLists) -> Sequence[Option]:
    return _fixed("outcome", OUTCOMES.get(where.command, ()))


def _triggers(asked: str, where: FormLists) -> Sequence[Option]:
    codes = list(TRIGGERS)
    if where.view is not None:
        procedure = where.desk.book.procedures[where.view.state.version]
        rows = [*(row.code for row in procedure.triggers), *(b.trigger for b in procedure.breaches)]
        codes += [code for code in rows if code and code.replace("-", "_") not in codes]
    return _fixed("trigger", list(dict.fromkeys(codes)))


def _meetings(asked: str, where: FormLists) -> Sequence[Option]:
    """The sittings over many matters that the officer may see."""
    desk = where.desk
    return [
        Option(
            str(one.id),
            f"{options.word('kind', one.kind)} · {dates.moment(one.meets_at, now=desk.at)}",
        )
        for one in sight.listed(desk.actor, limit=LISTED)
    ]


def _lawyers(asked: str, where: FormLists) -> Sequence[Option]:
    return people(asked, where, roles=None if asked else ("lawyer",))


def _experts(asked: str, where: FormLists) -> Sequence[Option]:
    return people(asked, where, roles=None if asked else ("expert",))


WORDS: Mapping[str, Callable[[str, FormLists], Sequence[Option]]] = {
    "nature": lambda asked, where: _fixed("nature", NATURES),
    "outcome": _outcomes,
    "campaign": lambda asked, where: _fixed("campaign", CAMPAIGNS),
    "trigger": _triggers,
    "meeting": _meetings,
    "lawyer": _lawyers,
    "expert": _experts,
    "about": lambda asked, where: subjects(where),
}
"""The list behind each field that holds a word, by the field's name."""


def words(name: str, asked: str, where: FormLists) -> Sequence[Option]:
    """Return what may be chosen for a word; nothing for one that only loops tell."""
    find = WORDS.get(name)
    if find is None:
        return ()
    found = find(asked, where)
    return found if name in {"lawyer", "expert"} else holding(found, asked)
