"""What follows from a fact by the procedure's own word: steps, supervision, colours."""

from collections.abc import Iterator
from typing import Literal

from lianxin.rules.ask import Ask
from lianxin.rules.cards import card_of
from lianxin.rules.conditions.registry import all_met
from lianxin.rules.deciding.bodies import above_or_none, body_again
from lianxin.rules.deciding.clocks import tokens
from lianxin.rules.facts import Fact
from lianxin.rules.facts.closing import Reopened
from lianxin.rules.facts.dispatch import Supervised
from lianxin.rules.facts.persons import ProgressSet, RiskSet
from lianxin.rules.facts.tracks import StepTaken
from lianxin.rules.procedures import Colour, Return
from lianxin.rules.tracks import awaited, next_round

Hue = Literal["risk", "progress"]


def steps_of_itself(fact: Fact, ask: Ask) -> Iterator[StepTaken]:
    """Yield the steps that a fact takes, where their turn has come.

    `ask.state` is the case after the fact.
    """
    by_fact = ask.procedure.steps_by_fact
    for token in sorted(tokens(fact)) if by_fact else ():
        for code, step in by_fact.get(token, ()):
            track = ask.procedure.track_index[code]
            if awaited(ask.state, track, step) is None:
                yield StepTaken(
                    track=code,
                    step=step,
                    person=ask.actor.person,
                    body=ask.acting_post()[1],
                    round=next_round(ask.state, track),
                    by_fact=token,
                )


def pressed_of_itself(fact: Fact, ask: Ask) -> Iterator[Supervised]:
    """Yield the supervision that a fact brings about; at most one for each trigger."""
    if not ask.procedure.triggers or ask.state.is_final:
        return
    names, lead = tokens(fact), ask.state.lead
    fired = set()
    for row in ask.procedure.triggers:
        if row.on in names and row.code not in fired and all_met(row.when, ask):
            fired.add(row.code)
            yield Supervised(
                lead=lead.body if lead else None,
                trigger=row.code,
                card=card_of(row.card, ask.state),
                by_rule=row.code,
            )


def returned_of_itself(fact: Fact, ask: Ask) -> Iterator[Reopened]:
    """Yield the return of a matter that its resident calls unsolved; at most one.

    It goes to the body that handled it, to the one above after as many returns as the row says,
    or, where nobody handled it yet, to be sent to somebody. What is over comes back by a person.
    """
    if not ask.procedure.returns or ask.state.is_final or ask.state.re_reviewed:
        return
    names = tokens(fact)
    row = next(
        (row for row in ask.procedure.returns if row.on in names and all_met(row.when, ask)), None
    )
    if row is None or row.to == "centre":
        return
    lead = body_again(ask)
    above = _raised(row, lead, ask)
    yield Reopened(
        reason=getattr(fact, "text", None),
        lead=above or lead,
        raised_from=lead if above else None,
        by_rule=row.on,
    )


def _raised(row: Return, lead: str | None, ask: Ask) -> str | None:
    """The body above, where this return is one that goes up and somebody stands there."""
    count = ask.state.closing.reopened + 1
    if lead is None or not row.raise_after or count % row.raise_after:
        return None
    return above_or_none(ask.state, lead, ask.book)


def rows_that_hold(hue: Hue, ask: Ask) -> tuple[Colour, ...]:
    """Return the rows of risk or of progress that hold now, the gravest first."""
    rows = ask.procedure.risks if hue == "risk" else ask.procedure.progresses
    return tuple(row for row in rows if all_met(row.when, ask))


def colour_of_itself(hue: Hue, ask: Ask) -> Colour | None:
    """Return the row that colours the matter anew, or None where its colour stays.

    What a person chose stays until a condition holds that did not hold then, and is then only
    made graver: a rule never plays down what somebody judged.
    """
    holding = rows_that_hold(hue, ask)
    now = ask.state.risk if hue == "risk" else ask.state.progress
    if not now.chosen:
        first = holding[0] if holding else None
        return first if first is not None and first.set != now.colour else None
    fresh = next((row for row in holding if row.rule not in now.held), None)
    if fresh is None or _gravity(hue, fresh.set, ask) >= _gravity(hue, now.colour, ask):
        return None
    return fresh


def _gravity(hue: Hue, colour: str | None, ask: Ask) -> int:
    rows = ask.procedure.risks if hue == "risk" else ask.procedure.progresses
    order = list(dict.fromkeys(row.set for row in rows))
    return order.index(colour) if colour in order else len(order)


def coloured(ask: Ask) -> Iterator[RiskSet | ProgressSet]:
    """Yield the colours that the case takes on by rule; `ask.state` is the case as it stands.

    A matter is coloured by the first act after its registration: the house's own view of it is no
    part of what the resident put on record and may read.
    """
    if ask.state.is_final:
        return
    risk = colour_of_itself("risk", ask)
    if risk is not None:
        yield RiskSet(risk=risk.set, by_rule=risk.rule)
    progress = colour_of_itself("progress", ask)
    if progress is not None:
        yield ProgressSet(progress=progress.set, by_rule=progress.rule)
