"""A case as the rules see it: folded from its facts, never decided again."""

from collections.abc import Mapping
from typing import Any, Self

from pydantic import Field

from lianxin.rules.phases import is_final
from lianxin.rules.state.clocks import Clock
from lianxin.rules.state.groups import (
    CaseColour,
    Closing,
    Dispatch,
    Guard,
    Handling,
    House,
    Matter,
    People,
    Ties,
)
from lianxin.rules.state.legs import Leg
from lianxin.rules.state.papers import Document, TakenDecision
from lianxin.rules.state.sittings import Agreement, Sitting
from lianxin.rules.state.tasks import Task
from lianxin.rules.state.tracks import TakenStep
from lianxin.rules.state.value import Group, Value

REPORT = "misconduct_report"
"""The kind of a matter that says somebody of the house did wrong."""


class CaseState(Value):
    """Everything the rules need to know about one case."""

    id: str
    number: str
    procedure: str
    version: str
    stage: str
    phase: str
    fact_count: int = 0
    matter: Matter
    people: People = People()
    guard: Guard = Guard()
    house: House = House()
    dispatch: Dispatch = Dispatch()
    handling: Handling = Handling()
    closing: Closing = Closing()
    ties: Ties = Ties()
    risk: CaseColour = CaseColour()
    progress: CaseColour = CaseColour()
    legs: tuple[Leg, ...] = ()
    clocks: tuple[Clock, ...] = ()
    documents: tuple[Document, ...] = ()
    decisions: tuple[TakenDecision, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    tasks: tuple[Task, ...] = ()
    tracks: dict[str, str] = Field(default_factory=dict)
    steps: tuple[TakenStep, ...] = ()

    def with_changes(self, changes: Mapping[str, Any]) -> Self:
        """Return the case with other values; those of a group come as a mapping of its own."""
        assert changes.keys() <= FIELDS.keys(), f"no such fields of a case: {sorted(changes)}"
        values = dict(changes)
        for name in GROUPS & values.keys():
            values[name] = _changed(getattr(self, name), values[name])
        return self.model_copy(update=values)

    @property
    def lead(self) -> Leg | None:
        """The open lead leg, of which there is at most one."""
        return next((leg for leg in self.legs if leg.role == "lead" and leg.open), None)

    @property
    def last_lead(self) -> Leg | None:
        """The open lead leg, or else the one that was lead last."""
        leads = [leg for leg in self.legs if leg.role == "lead"]
        return self.lead or (leads[-1] if leads else None)

    @property
    def lead_unnamed(self) -> bool:
        """Whether who leads was dissolved or has nobody left, and nobody was named since or set to work."""
        lead, dispatch, worked_at = self.lead, self.dispatch, self.handling.worked_at
        if lead is None or dispatch.fell_at is None or lead.body != dispatch.fell_to:
            return False
        return worked_at is None or worked_at <= dispatch.fell_at

    @property
    def open_assists(self) -> tuple[Leg, ...]:
        """Assisting bodies that have not answered yet."""
        return tuple(leg for leg in self.legs if leg.role == "assist" and leg.open)

    @property
    def is_final(self) -> bool:
        """Whether nothing more is owed."""
        return is_final(self.phase)

    @property
    def is_report(self) -> bool:
        """Whether it is a report of misconduct (article 30)."""
        return self.matter.kind == REPORT

    @property
    def re_reviewed(self) -> bool:
        """Whether a re-review left an opinion that stands: the same facts and grounds end there (36(3))."""
        last = self.decision("re_review_decided")
        return last is not None and last.qualifier != "revoked"

    @property
    def secret(self) -> bool:
        """Whether respondents are shut out: a report of misconduct, or asked for."""
        return self.is_report or self.guard.confidential

    @property
    def names_respondents(self) -> bool:
        """Whether it is on record whom the matter is about."""
        return bool(self.guard.respondent_bodies or self.guard.respondent_persons)

    @property
    def kept_close(self) -> bool:
        """Whether it is a secret that nobody knows whom to keep from: so it is kept from all but few.

        So is what says that somebody was retaliated against: those who did work beside others.
        """
        guard = self.guard
        nobody_known = guard.respondent_unknown and not self.names_respondents
        # Who had the earlier matter is known, and kept from this one.
        about_anybody = nobody_known and self.ties.retaliation_for is None
        return self.secret and (about_anybody or guard.kept_by_few)

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """Tasks that wait for their report."""
        return tuple(task for task in self.tasks if task.open)

    def task(self, n: int) -> Task | None:
        """Return the task of that number."""
        return next((task for task in self.tasks if task.n == n), None)

    def clock(self, code: str, about: str | None = None) -> Clock | None:
        """Return the clock of that code which runs, else the latest; of several the one `about` a subject."""
        own = [
            clock
            for clock in reversed(self.clocks)
            if clock.code == code and about in {None, clock.about}
        ]
        # One that came back from a move runs on before others that began and ended meanwhile.
        return next((clock for clock in own if clock.stopped_at is None), next(iter(own), None))

    def sitting(self, n: int | None) -> Sitting | None:
        """Return the sitting of that number."""
        return next((sitting for sitting in self.sittings if sitting.n == n), None)

    def document(self, code: str) -> Document | None:
        """Return the document of that code which is not void."""
        of_code = (paper for paper in self.documents if paper.code == code)
        return next((paper for paper in of_code if paper.state != "void"), None)

    def decision(self, fact: str, qualifier: str = "") -> TakenDecision | None:
        """Return the latest decision of that name; of any qualifier where none is given."""
        latest = (one for one in reversed(self.decisions) if one.fact == fact)
        return next((one for one in latest if qualifier in {"", one.qualifier}), None)


def points_of(state: CaseState, part: str) -> range:
    """Return the numbers under which the points of a carried matter are counted here."""
    last = state.matter.points
    for matter in reversed(state.ties.carried):
        if matter.part == part:
            return range(last - matter.points + 1, last + 1)
        last -= matter.points
    return range(0)


FIELDS = CaseState.model_fields
GROUPS = frozenset(
    name
    for name, field in FIELDS.items()
    if isinstance(field.annotation, type) and issubclass(field.annotation, Group)
)


def _changed(group: Group, changes: Mapping[str, Any]) -> Group:
    # A misspelt name would otherwise be kept beside the fields and read by nobody.
    assert changes.keys() <= type(group).model_fields.keys(), f"no such fields: {sorted(changes)}"
    return group.model_copy(update=changes)
