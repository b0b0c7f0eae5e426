"""What each condition means where a procedure is proved and no case is there yet.

A proof follows stages, tracks and clocks and knows no case, so that each condition says here what
it hangs on: the kind of matter, the abstract state, facts that commands leave, what the command
itself says, or what no proof can know (time, counts) and which may therefore be either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Basis = Literal["matter", "state", "done", "said", "either"]
"""`matter`: the kind of matter decides. `state`: the abstract state does. `done`: it holds once
one of its facts has happened. `said`: whoever gives the command can say or bring it. `either`: time,
counts and people decide, and both may be."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A kind of matter for which a procedure is proved by itself."""

    code: str
    zh: str
    en: str
    kind: str = "claim"
    channel: str = "letter"
    reachable: bool = True
    group: bool = False
    direct: bool = False
    repeat: bool = False

    @property
    def secret(self) -> bool:
        """Whether respondents are shut out."""
        return self.kind == "misconduct_report"


@dataclass(frozen=True, slots=True)
class Abstract:
    """The meaning of a condition: what it hangs on.

    `done` holds from the first of the facts `by` on, until one of `undone`; `at_first` it holds
    before any of them. A `resident` one is met by the resident's own word alone, so that a silent
    one never meets it. `of` are the sorts that decide; of a `done` one those it asks anything of.
    """

    basis: Basis
    by: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()
    at_first: bool = False
    resident: bool = False
    of: Callable[[Sort], bool] | None = None


def _done(*by: str, undone: tuple[str, ...] = (), resident: bool = False) -> Abstract:
    return Abstract("done", by, undone, resident=resident)


def _kept(*, undone: str, by: str) -> Abstract:
    return Abstract("done", (by,), (undone,), at_first=True, resident=True)


def _of(holds: Callable[[Sort], bool]) -> Abstract:
    return Abstract("matter", of=holds)


_STATE = Abstract("state")
_SAID = Abstract("said")
_WITH_RESIDENT = Abstract("said", resident=True)
_EITHER = Abstract("either")
_AGAIN = ("reopened",)
_ANSWERS = ("replied:lead", "replied:centre", "delivered:opinion")
_PLEASED = ("confirmed", "rated:satisfied", "rated:basically", "followed_up:satisfied")
_ANSWERABLE = frozenset({"consultation", "opinion", "suggestion", "thanks", "help"})
_OTHER_ROUTES = tuple(f"accepted:{route}" for route in "12345")
_SHUT = ("shielded:passed", "shielded:unled")
_REVOKED = ("review_decided:revoked", "re_review_decided:revoked")

MEANINGS: Mapping[str, Abstract] = MappingProxyType(
    {
        # What the kind of matter decides.
        "repeat": _of(lambda sort: sort.repeat),
        "initial": _of(lambda sort: not sort.repeat),
        "group": _of(lambda sort: sort.group),
        "identified": _of(lambda sort: sort.reachable),
        "nobody_to_tell": _of(lambda sort: not sort.reachable),
        "direct": _of(lambda sort: sort.direct),
        "came_in_person": _of(lambda sort: sort.channel in {"in_person", "video"}),
        "kind_answerable": _of(lambda sort: sort.kind in _ANSWERABLE),
        "not_direct": _of(lambda sort: not sort.direct),
        "not_secret": _of(lambda sort: not sort.secret),
        # What the abstract state decides.
        "no_open_tracks": _STATE,
        "no_open_agency": _STATE,
        "hearing_concluded": _STATE,
        "noticed": _STATE,
        "lead_named": _STATE,
        "lead_missing": _STATE,
        "lead_unnamed": _STATE,
        "not_concluded": _STATE,
        "not_answered": _STATE,
        # What acts bring about.
        "no_open_assist": _done("assist_released", "replied:assist"),
        "no_open_tasks": _done("task_reported", "task_closed"),
        "points_answered": _done(*_ANSWERS, undone=(*_AGAIN, *_REVOKED)),
        "clues_checked": _done(*_ANSWERS, undone=(*_AGAIN, *_REVOKED)),
        "has_reply": _done(*_ANSWERS, undone=(*_AGAIN, *_REVOKED)),
        "duty_route": _done("accepted:5", undone=tuple(f"accepted:{route}" for route in "12346")),
        "opinion_not_owed": Abstract(
            "done",
            _OTHER_ROUTES,
            ("accepted:6",),
            at_first=True,
            of=lambda sort: sort.kind == "help",
        ),
        "petition_route": _done("accepted:6", undone=_OTHER_ROUTES),
        "petitioner_heard": _done("petitioner_heard", "sitting_held:hearing"),
        "petitioner_satisfied": _done(*_PLEASED, undone=_AGAIN, resident=True),
        "resident_confirmed": _done("confirmed", undone=_AGAIN, resident=True),
        "resolved": _done("confirmed", "followed_up:satisfied", undone=_AGAIN, resident=True),
        "help_confirmed": _kept(undone="help_planned", by="confirmed"),
        "withdrawal_taken_down": _done("word_taken_down", undone=_AGAIN, resident=True),
        # Who says that it is wrong is answered by putting it right: his silence then holds nothing up.
        "filing_undisputed": Abstract(
            "done",
            ("filing_confirmed:right", "corrected:filing"),
            ("filing_confirmed:wrong",),
            at_first=True,
        ),
        "not_exempted": Abstract("done", _AGAIN, ("signed:exemption",), at_first=True),
        "exemption_signed": _done("signed:exemption", undone=_AGAIN),
        "legal_opinion_on_file": _done("legal_opinion_given"),
        "expert_opinion_on_file": _done("expert_opinion_given"),
        "root_cause_on_file": _done("root_cause_recorded"),
        "has_plan": _done("planned"),
        "has_leader": _done("leader_set"),
        "leader_named": _done("leader_set"),
        "two_leaders": _done("leader_set"),
        "has_responsible": _done("leader_set"),
        "has_agent": _done("agent_appointed", undone=("agent_released",)),
        "review_stands": _done(
            "review_decided:upheld", "review_decided:changed", undone=(*_AGAIN, *_REVOKED)
        ),
        "reviewed_twice": _done(
            "re_review_decided:upheld", "re_review_decided:changed", undone=_REVOKED
        ),
        "reviews_told": Abstract(
            "done",
            ("delivered:review_opinion", "delivered:re_review_opinion", *_REVOKED),
            ("review_decided", "re_review_decided"),
            at_first=True,
        ),
        # Whoever decided it is shut out, so that its paper is sent by nobody.
        "review_untold": _done(*_SHUT, undone=("review_decided", "delivered:review_opinion")),
        "re_review_untold": _done(
            *_SHUT, undone=("re_review_decided", "delivered:re_review_opinion")
        ),
        "not_reviewed_twice": Abstract(
            "done",
            _REVOKED,
            ("re_review_decided:upheld", "re_review_decided:changed"),
            at_first=True,
        ),
        # What the command says, or whoever gives it brings along.
        "not_the_handler": _SAID,
        "disposition_safe": _SAID,
        "ending_holds": _SAID,
        "with_text": _SAID,
        "own_system": _SAID,
        "by_leading_member": _SAID,
        "adoption_said": _SAID,
        "head_approves": _SAID,
        "quorum": _SAID,
        "chair_not_investigator": _SAID,
        "mediator_chosen": _SAID,
        "both_sides": _WITH_RESIDENT,
        "both_consent": _WITH_RESIDENT,
        "sat": _SAID,
        "opinion_given": _SAID,
        "other_ways_told": _SAID,
        "agreement_on_file": _SAID,
        "hearing_cited": _SAID,
        # What time, counts and people decide.
        "urgent": _EITHER,
        "complex": _EITHER,
        "simple_matter": _EITHER,
        "overdue": _EITHER,
        "not_overdue": _EITHER,
        "nothing_recorded": _EITHER,
        "ruled_lead": _EITHER,
        "not_ruled_lead": _EITHER,
        "assist_silent": _EITHER,
        "not_resubmitted": _EITHER,
        "filing_to_confirm": _EITHER,
        "simple_allowed": _EITHER,
        "not_simple": _EITHER,
        "opinion_supports": _EITHER,
        "opinion_falls_short": _EITHER,
        "common_superior": _EITHER,
        "respondent_said": _EITHER,
        "stays_close": _EITHER,
        "assigned_not_referred": _EITHER,
    }
)

FAMILIES: Mapping[str, Callable[[str], Abstract]] = MappingProxyType(
    {
        "within_": lambda _clock: _EITHER,
        "past_": lambda _clock: _EITHER,
        "overdue_": lambda _clock: _EITHER,
        "track_done_": lambda _track: _STATE,
        "track_open_": lambda _track: _STATE,
        "track_begun_": lambda _track: _STATE,
        "track_untouched_": lambda _track: _STATE,
        # The step's own name is a fact of the proof, whatever takes it.
        "step_taken_": lambda step: _done(f"step:{step}"),
        "risk_": lambda _colour: _EITHER,
        "progress_": lambda _class: _EITHER,
        "kind_": lambda kind: _of(lambda sort: sort.kind == kind),
        "channel_": lambda channel: _of(lambda sort: sort.channel == channel),
        "outcome_": lambda _outcome: _EITHER,
        "disposition_": lambda _disposition: _EITHER,
        "hops_": lambda _number: _EITHER,
        "urged_": lambda _number: _EITHER,
        "supervised_": lambda _number: _EITHER,
        "heads_": lambda _number: _EITHER,
        "days_open_": lambda _number: _EITHER,
    }
)


def meaning_of(name: str) -> Abstract:
    """Return the meaning of a condition; one that nobody knows may be either."""
    known = MEANINGS.get(name)
    if known is not None:
        return known
    prefix = max((prefix for prefix in FAMILIES if name.startswith(prefix)), key=len, default="")
    return FAMILIES[prefix](name.removeprefix(prefix)) if prefix else _EITHER
