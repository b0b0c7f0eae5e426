"""Who may manage: officers in a post with the role `admin`. Everybody else finds no such page."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from typing import Concatenate, ParamSpec

from django.db import transaction
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from lianxin.ledger.record import Author
from lianxin.org import reasons
from lianxin.rules.faults import Fault, Faults
from lianxin.rules.refusals import Refused
from lianxin.web import names
from lianxin.web.desk.session import ADMIN, Desk, View, officer

P = ParamSpec("P")
LONGEST = 200
"""Characters of a reason."""


def administrator(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Let administrators in; refuse `not_visible` for any other officer, log-in for a stranger."""

    @wraps(view)
    def inner(
        request: HttpRequest, desk: Desk, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        if not desk.manages:
            raise Refused("not_visible")
        return view(request, desk, *args, **kwargs)

    return officer(inner)


@dataclass(frozen=True, slots=True)
class FormState:
    """What a form was given and what is wrong with it: by field, and of the whole."""

    given: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    whole: tuple[str, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.faults or self.whole)


CLEAN = FormState()


class WrongEntry(Exception):
    """A form that cannot be taken, with what is wrong at each field."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__(faults)
        self.faults = faults


def sent_fields(desk: Desk, *names_: str) -> dict[str, str]:
    """Return the answers of a form, trimmed; what was not sent is empty."""
    return {name: desk.answers.get(name, "").strip() for name in (*names_, "reason")}


def wrong(sent: Mapping[str, str], fault: Exception) -> FormState:
    """Return the form again with what was given and every fault at its field."""
    if isinstance(fault, WrongEntry):
        return FormState(sent, fault.faults)
    if not isinstance(fault, Faults):
        return FormState(sent, {}, (str(fault),))
    at = {faulty.column: said(faulty) for faulty in fault.faults if faulty.column in sent}
    rest = tuple(said(faulty) for faulty in fault.faults if faulty.column not in sent)
    return FormState(sent, at, rest)


def said(fault: Fault) -> str:
    """Return what a fault says in the language of the page."""
    return fault.sentence("en" if names.is_english() else "zh")


@contextmanager
def changing(desk: Desk, what: str, about: str, reason: str) -> Iterator[Author]:
    """Make a change in one transaction, with its reason on record; Wrong where there is none."""
    if desk.returned:
        raise WrongEntry({"reason": _("看过再提交。")})
    if not reason:
        raise WrongEntry({"reason": _("请写明为什么。")})
    post = next(candidate for candidate in desk.actor.posts if candidate.role == ADMIN)
    by = Author(desk.actor.person, post.post, post.body)
    with transaction.atomic():
        yield by
        reasons.explain(what, about, reason[:LONGEST], at=desk.at, by=by)
