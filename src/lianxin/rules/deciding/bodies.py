"""Which body may take a matter, and which stands above another."""

from lianxin.rules.ask import Ask
from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.state import REVIEWS, CaseState, Leg


def taker(ask: Ask, code: str) -> str:
    """Return the body that takes the matter when this one is named: itself or its successor.

    Refused `no_such` for an unknown body, `respondent` for one complained of (article 30).
    """
    body = ask.body(code)
    if shut_out(ask.state, ask.book, ask.people).body_is_shut_out(body):
        raise Refused("respondent", name=code, article="条例30(3)", **ask.where(code))
    return body


def takers(ask: Ask, codes: tuple[str, ...], *, but: str) -> tuple[str, ...]:
    """Return the assisting bodies, each once, the lead left out."""
    bodies = dict.fromkeys(taker(ask, code) for code in codes)
    return tuple(body for body in bodies if body != but)


def upper(state: CaseState, code: str, book: Book) -> str:
    """Return the first uninvolved body above one, by the line that reviews it (article 35).

    A vertically managed body is reviewed along its department line, any other by its government.
    Refused `no_such` where nobody stands above.
    """
    at, visited = code, {code}
    while True:
        body = book.bodies.get(at)
        lines = () if body is None else (body.upper_gov, body.upper_line)
        if body is not None and body.kind == "vertical":
            lines = (body.upper_line, body.upper_gov)
        above = next((line for line in lines if line and line not in visited), None)
        if above is None:
            raise Refused("no_such", name=f"body above {code}", article="条例35")
        # A body complained of reviews nothing, so the question goes further up (article 30).
        if not shut_out(state, book).body_is_shut_out(above):
            return above
        visited.add(above)
        at = above


def above_or_none(state: CaseState, code: str, book: Book) -> str | None:
    """Return the first uninvolved body above one, or None where nobody stands there."""
    try:
        return upper(state, code, book)
    except Refused:
        return None


def handling_leg(state: CaseState) -> Leg | None:
    """Return the last lead leg that is not a review."""
    legs = [leg for leg in state.legs if leg.role == "lead" and leg.instrument not in REVIEWS]
    return legs[-1] if legs else None


def body_again(ask: Ask) -> str | None:
    """Return the body that takes a matter up again: the one that handled it, or its successor.

    None where nobody handled it, or where that body is shut out by now (article 30): it is not given back
    to whoever it is about.
    """
    return _answering(handling_leg(ask.state), ask)


def body_in_charge(ask: Ask) -> str | None:
    """Return the body that answers for a matter: its lead, or the last one, or that one's successor.

    None where nobody led it, or where that body is shut out by now (article 30).
    """
    return _answering(ask.state.last_lead, ask)


def _answering(leg: Leg | None, ask: Ask) -> str | None:
    """The body that answers for a leg today, unless it is shut out."""
    body = ask.book.answering(leg.body) if leg else None
    if body is None or shut_out(ask.state, ask.book, ask.people).body_is_shut_out(body.code):
        return None
    return body.code


def review_leg(state: CaseState) -> Leg | None:
    """Return the last leg of a first review, whose body a re-review goes above (article 36)."""
    legs = [leg for leg in state.legs if leg.role == "lead" and leg.instrument == "review"]
    return legs[-1] if legs else None


def lead_leg(ask: Ask) -> Leg:
    """Return the open lead leg; refused `not_now` where there is none."""
    lead = ask.state.lead
    if lead is None:
        raise Refused("not_now", stage=ask.state.stage)
    return lead


def own_leg(ask: Ask) -> Leg:
    """Return the open leg that the actor acts in: the lead's, else his body's assist."""
    lead = ask.state.lead
    as_lead = ask.action is None or "lead" in ask.action.by
    if as_lead and lead is not None and lead.body in ask.actor.bodies:
        return lead
    for leg in ask.state.open_assists:
        if leg.body in ask.actor.bodies:
            return leg
    raise Refused("not_now", stage=ask.state.stage)
