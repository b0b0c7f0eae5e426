"""The card that a supervision shows: yellow first, red when it was not heeded."""

from lianxin.rules.procedures import Card
from lianxin.rules.state import CaseState


def card_of(named: Card | None, state: CaseState) -> str | None:
    """Return the card of a row; `by_count` is yellow the first time and red from then on."""
    if named != "by_count":
        return named
    return "yellow" if state.dispatch.card is None else "red"
