"""Joins the rows of a file with those of the procedure it extends: rows are added or narrow.

A stage or track keeps its phase and its steps, a sign-off its signers in their order, a breach
what is done. Narrowing of actions is in `grammar_actions`, of clocks in `grammar_clocks`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from lianxin.rules.faults import Flaw
from lianxin.rules.grammar.actions import join_actions
from lianxin.rules.grammar.clocks import narrowed, set_or_counted
from lianxin.rules.grammar.faults import FaultLog, WrongRow
from lianxin.rules.grammar.limits import no_longer
from lianxin.rules.grammar.shape import DraftRow, ProcedureDraft
from lianxin.rules.procedures import (
    Breach,
    ClockRule,
    Colour,
    DeliveryRule,
    Label,
    PaperRule,
    Procedure,
    Return,
    SignOff,
    SittingRule,
    Stage,
    Track,
    TrackStep,
    Trigger,
)

AnyRow = TypeVar("AnyRow", bound=BaseModel)
_CLOCK_NEEDS = ("limit", "start", "stop", "whose")


def merged(
    draft: ProcedureDraft, base: Procedure | None, *, digest: str, faults: FaultLog
) -> Procedure:
    """Return the whole procedure; rows that cannot stand are left out and their faults noted."""
    stages = _joined(draft, "stages", base.stages if base else (), _stage, faults)
    return Procedure(
        code=draft.code,
        label=draft.label or Label(zh="", en=""),
        edition=draft.edition,
        extends=draft.extends,
        kinds=draft.kinds or (base.kinds if base else ("*",)),
        channels=draft.channels or (base.channels if base else ("*",)),
        only_if=tuple(dict.fromkeys((*(base.only_if if base else ()), *draft.only_if))),
        reception_is_agency=draft.reception_is_agency
        or (base.reception_is_agency if base else False),
        stages=stages,
        tracks=_joined(draft, "tracks", base.tracks if base else (), _track, faults),
        actions=join_actions(draft, base, stages=stages, faults=faults),
        clocks=_joined(draft, "clocks", base.clocks if base else (), _clock, faults),
        breaches=_joined(draft, "breaches", base.breaches if base else (), _breach, faults),
        triggers=_listed(draft, "triggers", base.triggers if base else (), Trigger, faults),
        returns=_listed(draft, "returns", base.returns if base else (), Return, faults),
        risks=_listed(draft, "risks", base.risks if base else (), Colour, faults),
        progresses=_listed(draft, "progresses", base.progresses if base else (), Colour, faults),
        sign_offs=_joined(draft, "sign_offs", base.sign_offs if base else (), _sign_off, faults),
        papers=_joined(draft, "papers", base.papers if base else (), _paper, faults),
        deliveries=_joined(draft, "deliveries", base.deliveries if base else (), _delivery, faults),
        sittings=_joined(draft, "sittings", base.sittings if base else (), _sitting, faults),
        digest=digest,
    )


def key_of(row: BaseModel | dict[str, Any]) -> tuple[str, ...]:
    """Return what makes a row that row: its code, its document, or its clock and moment."""
    fields = row if isinstance(row, dict) else row.model_dump()
    names = next(
        key
        for key in (("code",), ("document",), ("kind",), ("means",), ("clock", "at"))
        if key[0] in fields
    )
    # What happens at a moment may differ by what holds then.
    when = fields.get("when", ()) if names[0] == "clock" else ()
    return (*(fields[name] for name in names), *(str(condition) for condition in when))


def _listed(
    draft: ProcedureDraft, noun: str, base: Sequence[AnyRow], row_of: type[AnyRow], faults: FaultLog
) -> tuple[AnyRow, ...]:
    """The file's own rows before the base's: of several that fit, the first decides."""
    own: dict[str, AnyRow] = {}
    for row in draft.rows.get(noun, ()):
        key = str(sorted((name, str(value)) for name, value in row.given.items()))
        if not row.sound:
            continue
        if key in own:
            faults.add(row.line, Flaw("listed_twice"))
            continue
        own[key] = row_of(line=row.line, **row.given)
    return (*own.values(), *(row.model_copy(update={"line": 0}) for row in base))


def _joined(
    draft: ProcedureDraft,
    noun: str,
    base: Sequence[AnyRow],
    join: Callable[[AnyRow | None, DraftRow], AnyRow],
    faults: FaultLog,
) -> tuple[AnyRow, ...]:
    # A base's row has no line in this file, so that no fault is told of a line that is elsewhere.
    rows = {key_of(row): row.model_copy(update={"line": 0}) for row in base}
    lines_seen: dict[tuple[str, ...], int] = {}
    for row in draft.rows.get(noun, ()):
        if not row.sound:
            continue
        key = key_of(row.given)
        if key in lines_seen:
            flaw = Flaw("duplicate", name=" ".join(key), line=lines_seen[key])
            faults.add(row.line, flaw, mark=key[0])
            continue
        lines_seen[key] = row.line
        try:
            rows[key] = join(rows.get(key), row)
        except WrongRow as wrong:
            faults.wrong(row.line, wrong)
    return tuple(rows.values())


def _stage(base: Stage | None, row: DraftRow) -> Stage:
    stage = Stage(line=row.line, **row.given)
    # Lists, figures and other procedures read the phase: under one code it means one thing.
    if base is not None and stage.phase != base.phase:
        raise WrongRow(Flaw("phase_changed", stage=base.code, phase=base.phase), mark=stage.phase)
    return stage


def _track(base: Track | None, row: DraftRow) -> Track:
    fields = dict(row.given)
    if base is None and "steps" not in fields:
        raise WrongRow(Flaw("track_without_steps"))
    if "steps" in fields:
        fields["named"] = fields["steps"]
        fields["steps"] = tuple(step.code for step in fields["named"])
        _refuse_twice(fields["steps"])
    if base is not None:
        fields = {**base.model_dump(), **_kept_names(base, fields)}
    track = Track(**{**fields, "line": row.line})
    _refuse_ends(track)
    # A county may ask for more, never for less than the base.
    if base is not None and base.offered:
        _refuse_loosened(track, base)
    if base is not None and not _in_order(base.steps, track.steps):
        raise WrongRow(Flaw("steps_changed", track=base.code, steps=base.steps), mark="steps")
    return track


def _kept_names(base: Track, fields: dict[str, Any]) -> dict[str, Any]:
    """A bare step keeps the name and the fact it has in the base."""
    if "named" not in fields:
        return fields
    named = tuple(
        step if step != TrackStep(code=step.code) else base.step(step.code)
        for step in fields["named"]
    )
    return {**fields, "named": named}


def _refuse_loosened(track: Track, base: Track) -> None:
    if not track.offered:
        raise WrongRow(Flaw("track_not_offered", track=base.code), mark="offered")
    if base.binding and not track.binding:
        raise WrongRow(Flaw("track_not_binding", track=base.code), mark="binding")


def _refuse_twice(steps: Sequence[str]) -> None:
    for place, step in enumerate(steps):
        if step in steps[:place]:
            raise WrongRow(Flaw("named_twice", name=step), mark=step)


def _refuse_ends(track: Track) -> None:
    for end in track.ends:
        if end not in track.steps:
            raise WrongRow(Flaw("unknown_end", track=track.code, step=end), mark=end)
    if not track.line_of_steps:
        raise WrongRow(Flaw("ends_alone", track=track.code), mark="ends")


def _clock(base: ClockRule | None, row: DraftRow) -> ClockRule:
    fields = set_or_counted(row.given)
    if base is not None:
        return narrowed(base, fields, line=row.line)
    missing = [name for name in _CLOCK_NEEDS if name not in fields]
    missing += [name for name in ("start", "stop") if fields.get(name) == ()]
    if missing:
        raise WrongRow(Flaw("clock_without", keys=tuple(missing)))
    return ClockRule(line=row.line, **fields)


def _breach(base: Breach | None, row: DraftRow) -> Breach:
    breach = Breach(line=row.line, **row.given)
    if base is not None:
        # What happens at a breach may be told to more, and be no other deed.
        if base.do is not None and breach.do not in {None, base.do}:
            raise WrongRow(Flaw("breach_changed", command=base.do), mark="do")
        tell = tuple(dict.fromkeys((*base.tell, *breach.tell)))
        more = {"do": breach.do or base.do, "tell": tell, "trigger": breach.trigger or base.trigger}
        breach = breach.model_copy(update={**more, "card": breach.card or base.card})
    if breach.do is None and not breach.tell:
        raise WrongRow(Flaw("breach_without_deed"))
    return breach


def _sign_off(base: SignOff | None, row: DraftRow) -> SignOff:
    sign_off = SignOff(line=row.line, **row.given)
    if base is not None and not _in_order(base.posts, sign_off.posts):
        flaw = Flaw("signer_dropped", document=base.document, posts=base.posts)
        raise WrongRow(flaw, mark="posts")
    return sign_off


def _paper(base: PaperRule | None, row: DraftRow) -> PaperRule:
    paper = PaperRule(line=row.line, **row.given)
    # What a paper of the base tells of it tells in every county, and of nothing else.
    if base is not None and paper.tells and paper.tells != base.tells:
        flaw = Flaw("paper_tells_else", document=base.document, facts=base.tells)
        raise WrongRow(flaw, mark="tells")
    return paper if paper.tells or base is None else base.model_copy(update={"line": row.line})


def _delivery(base: DeliveryRule | None, row: DraftRow) -> DeliveryRule:
    """A way of delivering asks for no less than the base's: as much proof, as long a notice."""
    if base is None:
        return DeliveryRule(line=row.line, **row.given)
    delivery = DeliveryRule(**{**base.model_dump(), **row.given, "line": row.line})
    for name in ("proof", "after_failure"):
        if getattr(delivery, name) < getattr(base, name):
            raise WrongRow(Flaw("delivery_loosened", means=base.means, key=name), mark=name)
    if base.period is not None and not no_longer(base.period, delivery.period or base.period):
        raise WrongRow(Flaw("delivery_loosened", means=base.means, key="period"), mark="period")
    return delivery


def _sitting(base: SittingRule | None, row: DraftRow) -> SittingRule:
    """A sitting asks for no less than the base's: as many, both sides, every role, as neutral."""
    if base is None:
        return SittingRule(line=row.line, **row.given)
    fields = {**base.model_dump(exclude={"line"}), **row.given}
    for name in ("quorum", "panel_min", "needs_sides", "neutral"):
        if fields[name] < getattr(base, name):
            # As the file writes it: a flag in small letters.
            least = str(getattr(base, name)).lower()
            raise WrongRow(
                Flaw("sitting_widened", kind=base.kind, key=name, least=least), mark=name
            )
    for name in ("roles", "asked_by"):
        fields[name] = tuple(dict.fromkeys((*getattr(base, name), *fields[name])))
    if base.binds and not set(fields["binds"]) <= set(base.binds):
        raise WrongRow(Flaw("binding_widened", kind=base.kind, binds=base.binds), mark="binds")
    return SittingRule(line=row.line, **fields)


def _in_order(base: Sequence[str], mine: Sequence[str]) -> bool:
    left = iter(mine)
    return all(code in left for code in base)
