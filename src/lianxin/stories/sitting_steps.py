"""Steps of a story that convene sittings over many matters, and what it expects of them."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from lianxin.sittings import acts, sight
from lianxin.sittings.models import Item
from lianxin.sittings.shapes import ACTS, Act, Convene
from lianxin.stories.expecting import Difference
from lianxin.stories.lines import Expected, Meet

NOWHERE = UUID(int=0)


def taken(
    step: Meet,
    *,
    actor: Actor,
    at: datetime,
    numbers: Mapping[str, str],
    sittings: Mapping[str, UUID],
) -> UUID:
    """Do a step and return the id of its sitting; Refused comes through."""
    id_ = sittings.get(step.sitting, NOWHERE)
    wanted = asked(step, id_, numbers=numbers)
    if isinstance(wanted, Convene):
        return acts.convene(actor, wanted, at=at).id
    return acts.act(actor, id_, wanted, at=at).id


def asked(step: Meet, id_: UUID, *, numbers: Mapping[str, str]) -> Convene | Act:
    """Return what a step asks of a sitting, with the names of cases put into numbers and items."""
    fields = dict(step.fields)
    if step.do == "convene":
        fields |= {"cases": [numbers[name] for name in fields.get("cases", ())]}
        return Convene.model_validate(fields)
    if "add" in fields:
        fields["add"] = [numbers[name] for name in fields["add"]]
    if "drop" in fields:
        named = [numbers[name] for name in fields["drop"]]
        fields["drop"] = [item.n for item in Item.objects.filter(sitting=id_, number__in=named)]
    if "case" in fields:
        number = numbers[fields.pop("case")]
        fields["item"] = Item.objects.get(sitting=id_, number=number).n
    act: Any = ACTS[step.do].model_validate({**fields, "act": step.do})
    return act  # type: ignore[no-any-return]  # ACTS holds acts alone


def refusal(step: Meet, no: Refused | None) -> Difference | None:
    """Return how the outcome of a step differs from what it says of a refusal."""
    got = no.code if no else None
    if got == step.refused:
        return None
    wanted = f"refused {step.refused}" if step.refused else "it passes"
    return Difference(step.do, wanted, f"refused {no}" if no else "it passed")


def differences(
    expected: Expected, id_: UUID | None, *, actor: Actor, at: datetime, numbers: Mapping[str, str]
) -> Iterator[Difference]:
    """Yield how a sitting differs, as the one who looks sees it."""
    named = expected.model_fields_set
    try:
        view = sight.view(actor, id_ or NOWHERE, at=at)
    except Refused as no:
        yield Difference(f"sitting {expected.sitting}", "visible", f"refused {no}")
        return
    names = {number: name for name, number in numbers.items()}
    items = {names[item.number]: item for item in view.items}
    if "agenda" in named and list(items) != list(expected.agenda):
        yield Difference("agenda", ", ".join(expected.agenda), ", ".join(items))
    for name, state in expected.items.items():
        item = items.get(name)
        got = f"{item.state}:{item.refused}".rstrip(":") if item else "not there"
        if got != state:
            yield Difference(f"item {name}", state, got)
    signed = [seat.person for seat in view.seats if seat.signed_at]
    if "signed" in named and signed != list(expected.signed):
        yield Difference("signed", ", ".join(expected.signed), ", ".join(signed))
