"""Legs as they open, move and end."""

from lianxin.rules.ask import Stamp
from lianxin.rules.state import REVIEWS, CaseState, Leg, LegRole, LegState


def opened(
    legs: tuple[Leg, ...], body: str, role: LegRole, instrument: str, stamp: Stamp
) -> tuple[Leg, ...]:
    """Return the legs with one more, offered now."""
    n = max((leg.n for leg in legs), default=0) + 1
    new = Leg(n=n, body=body, role=role, instrument=instrument, opened_at=stamp.at)
    return (*legs, new)


def lead_to(
    state: CaseState, body: str, instrument: str, stamp: Stamp, *, left: LegState = "released"
) -> tuple[Leg, ...]:
    """Return the legs with the lead passed to a body; an assist that becomes lead is released."""
    kept = tuple(
        leg.model_copy(update={"state": left if leg.role == "lead" else "released"})
        # At no moment two leads: the table refuses a second open one.
        if leg.open and (leg.role == "lead" or leg.body == body)
        else leg
        for leg in state.legs
    )
    return opened(kept, body, "lead", instrument, stamp)


def dispatched(
    state: CaseState, lead: str, assists: tuple[str, ...], instrument: str, stamp: Stamp
) -> tuple[Leg, ...]:
    """Return the legs after a dispatch to a lead and assists."""
    legs = lead_to(state, lead, instrument, stamp)
    for body in assists:
        # Named twice by a slip, a lead does not assist itself.
        if body != lead:
            legs = opened(legs, body, "assist", instrument, stamp)
    return legs


def moved(
    legs: tuple[Leg, ...], *, to: LegState, role: LegRole | None = None, body: str | None = None
) -> tuple[Leg, ...]:
    """Return the legs with the open ones that match moved to another state."""
    return tuple(
        leg.model_copy(update={"state": to})
        if leg.open and role in {None, leg.role} and body in {None, leg.body}
        else leg
        for leg in legs
    )


def again(legs: tuple[Leg, ...], body: str, stamp: Stamp) -> tuple[Leg, ...]:
    """Return the legs with a body's handling taken up again, as a leg of its own and so the latest.

    A review is never taken up again: a body that reviewed would then review its own handling.
    """
    closed = moved(legs, to="released", role="lead")
    own = [leg for leg in closed if leg.role == "lead" and leg.body == body]
    handled = [leg for leg in own if leg.instrument not in REVIEWS]
    if not handled:
        return opened(closed, body, "lead", "assign", stamp)
    legs_now = opened(closed, body, "lead", handled[-1].instrument, stamp)
    return (*closed, legs_now[-1].model_copy(update={"state": "handling"}))
