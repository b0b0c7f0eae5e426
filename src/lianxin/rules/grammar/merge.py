"""Joins the rows of a file with those of the procedure it extends: rows are added or narrow.

A stage or track keeps its phase and its steps, a sign-off its signers in their order, a breach
what is done. Narrowing of actions is in `grammar_actions`, of clocks in `grammar_clocks`.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel

from lianxin.rules.grammar.actions import join_actions
from lianxin.rules.grammar.clocks import narrowed, set_or_counted
from lianxin.rules.grammar.faults import Found, Wrong
from lianxin.rules.grammar.shape import Draft, DraftRow
from lianxin.rules.procedures import (
    Breach,
    ClockRule,
    Colour,
    Label,
    Procedure,
    SignOff,
    SittingRule,
    Stage,
    Track,
    TrackStep,
    Trigger,
)

AnyRow = TypeVar("AnyRow", bound=BaseModel)
_CLOCK_NEEDS = ("limit", "start", "stop", "whose")


def merged(draft: Draft, base: Procedure | None, *, digest: str, found: Found) -> Procedure:
    """Return the whole procedure; rows that cannot stand are left out and their faults noted."""
    stages = _joined(draft, "stages", base.stages if base else (), _stage, found)
    return Procedure(
        code=draft.code,
        label=draft.label or Label(zh="", en=""),
        edition=draft.edition,
        extends=draft.extends,
        kinds=draft.kinds or (base.kinds if base else ("*",)),
        channels=draft.channels or (base.channels if base else ("*",)),
        reception_is_agency=draft.reception_is_agency
        or (base.reception_is_agency if base else False),
        stages=stages,
        tracks=_joined(draft, "tracks", base.tracks if base else (), _track, found),
        actions=join_actions(draft, base, stages=stages, found=found),
        clocks=_joined(draft, "clocks", base.clocks if base else (), _clock, found),
        breaches=_joined(draft, "breaches", base.breaches if base else (), _breach, found),
        triggers=_listed(draft, "triggers", base.triggers if base else (), Trigger, found),
        risks=_listed(draft, "risks", base.risks if base else (), Colour, found),
        progresses=_listed(draft, "progresses", base.progresses if base else (), Colour, found),
        sign_offs=_joined(draft, "sign_offs", base.sign_offs if base else (), _sign_off, found),
        sittings=_joined(draft, "sittings", base.sittings if base else (), _sitting, found),
        digest=digest,
    )


def key_of(row: BaseModel | dict[str, Any]) -> tuple[str, ...]:
    """Return what makes a row that row: its code, its document, or its clock and moment."""
    given = row if isinstance(row, dict) else row.model_dump()
    names = next(
        one for one in (("code",), ("document",), ("kind",), ("clock", "at")) if one[0] in given
    )
    # What happens at a moment may differ by what holds then.
    when = given.get("when", ()) if names[0] == "clock" else ()
    return (*(given[name] for name in names), *(str(one) for one in when))


def _listed(
    draft: Draft, noun: str, base: Sequence[AnyRow], row_of: type[AnyRow], found: Found
) -> tuple[AnyRow, ...]:
    """The file's own rows before the base's: of several that fit, the first decides."""
    own: dict[str, AnyRow] = {}
    for row in draft.rows.get(noun, ()):
        key = str(sorted((name, str(value)) for name, value in row.given.items()))
        if not row.sound:
            continue
        if key in own:
            found.add(row.line, "duplicate", "this row stands in the list already")
            continue
        own[key] = row_of(line=row.line, **row.given)
    return (*own.values(), *(row.model_copy(update={"line": 0}) for row in base))


def _joined(
    draft: Draft,
    noun: str,
    base: Sequence[AnyRow],
    join: Callable[[AnyRow | None, DraftRow], AnyRow],
    found: Found,
) -> tuple[AnyRow, ...]:
    rows = {key_of(row): row.model_copy(update={"line": 0}) for row in base}
    seen: dict[tuple[str, ...], int] = {}
    for row in draft.rows.get(noun, ()):
        if not row.sound:
            continue
        key = key_of(row.given)
        if key in seen:
            reason = f"{' '.join(key)!r} stands on line {seen[key]} already"
            found.add(row.line, "duplicate", reason, mark=key[0])
            continue
        seen[key] = row.line
        try:
            rows[key] = join(rows.get(key), row)
        except Wrong as wrong:
            found.wrong(row.line, wrong)
    return tuple(rows.values())


def _stage(base: Stage | None, row: DraftRow) -> Stage:
    stage = Stage(line=row.line, **row.given)
    if base is not None and stage.phase != base.phase:
        reason = f"the stage {base.code!r} is of phase {base.phase!r} in the base"
        raise Wrong("phase_changed", reason, mark=stage.phase)
    return stage


def _track(base: Track | None, row: DraftRow) -> Track:
    given = dict(row.given)
    if base is None and "steps" not in given:
        raise Wrong("missing_key", "a new track needs `steps`")
    if "steps" in given:
        given["named"] = given["steps"]
        given["steps"] = tuple(step.code for step in given["named"])
        _refuse_twice(given["steps"])
    if base is not None:
        given = {**base.model_dump(), **_kept_names(base, given)}
    track = Track(**{**given, "line": row.line})
    _refuse_ends(track)
    if base is not None and base.offered:
        _refuse_loosened(track, base)
    if base is not None and not _in_order(base.steps, track.steps):
        reason = f"the track {base.code!r} keeps the base's steps in order: {', '.join(base.steps)}"
        raise Wrong("steps_changed", reason, mark="steps")
    return track


def _kept_names(base: Track, given: dict[str, Any]) -> dict[str, Any]:
    """A bare step keeps the name and the fact it has in the base."""
    if "named" not in given:
        return given
    named = tuple(
        one if one != TrackStep(code=one.code) else base.step(one.code) for one in given["named"]
    )
    return {**given, "named": named}


def _refuse_loosened(track: Track, base: Track) -> None:
    if not track.offered:
        raise Wrong("track_loosened", f"the base offers the track {base.code!r}", mark="offered")
    if base.binding and not track.binding:
        raise Wrong("track_loosened", f"the track {base.code!r} binds in the base", mark="binding")


def _refuse_twice(steps: Sequence[str]) -> None:
    for place, one in enumerate(steps):
        if one in steps[:place]:
            raise Wrong("named_twice", f"{one!r} stands twice in one list", mark=one)


def _refuse_ends(track: Track) -> None:
    for one in track.ends:
        if one not in track.steps:
            raise Wrong("unknown_step", f"the track {track.code!r} has no step {one!r}", mark=one)
    if not track.line_of_steps:
        raise Wrong("unknown_step", f"{track.code!r} needs a step before its ends", mark="ends")


def _clock(base: ClockRule | None, row: DraftRow) -> ClockRule:
    given = set_or_counted(row.given)
    if base is not None:
        return narrowed(base, given, line=row.line)
    missing = [name for name in _CLOCK_NEEDS if name not in given]
    missing += [name for name in ("start", "stop") if given.get(name) == ()]
    if missing:
        raise Wrong("missing_key", f"a new clock needs {', '.join(missing)}")
    return ClockRule(line=row.line, **given)


def _breach(base: Breach | None, row: DraftRow) -> Breach:
    breach = Breach(line=row.line, **row.given)
    if base is not None:
        if base.do is not None and breach.do not in {None, base.do}:
            reason = f"at this moment the base does {base.do!r}"
            raise Wrong("breach_changed", reason, mark="do")
        tell = tuple(dict.fromkeys((*base.tell, *breach.tell)))
        more = {"do": breach.do or base.do, "tell": tell, "trigger": breach.trigger or base.trigger}
        breach = breach.model_copy(update={**more, "card": breach.card or base.card})
    if breach.do is None and not breach.tell:
        raise Wrong("missing_key", "a breach row needs `do` or `tell`")
    return breach


def _sign_off(base: SignOff | None, row: DraftRow) -> SignOff:
    sign_off = SignOff(line=row.line, **row.given)
    if base is not None and not _in_order(base.posts, sign_off.posts):
        reason = f"{base.document!r} keeps the base's signers in order: {', '.join(base.posts)}"
        raise Wrong("signer_dropped", reason, mark="posts")
    return sign_off


def _sitting(base: SittingRule | None, row: DraftRow) -> SittingRule:
    """A sitting asks for no less than the base's: as many, both sides, every role, as neutral."""
    if base is None:
        return SittingRule(line=row.line, **row.given)
    told = {**base.model_dump(exclude={"line"}), **row.given}
    for name in ("quorum", "panel_min", "needs_sides", "neutral"):
        if told[name] < getattr(base, name):
            reason = f"a {base.kind} keeps the base's {name}: {getattr(base, name)}"
            raise Wrong("sitting_widened", reason, mark=name)
    for name in ("roles", "asked_by"):
        told[name] = tuple(dict.fromkeys((*getattr(base, name), *told[name])))
    if base.binds and not set(told["binds"]) <= set(base.binds):
        reason = f"in the base only {', '.join(base.binds)} bind a lead by a {base.kind}"
        raise Wrong("sitting_widened", reason, mark="binds")
    return SittingRule(line=row.line, **told)


def _in_order(base: Sequence[str], mine: Sequence[str]) -> bool:
    left = iter(mine)
    return all(one in left for one in base)
