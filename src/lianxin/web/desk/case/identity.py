"""Seeing a petitioner in the open: with a reason, and on record."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lianxin.cases.reading import queries
from lianxin.cases.reading.queries import CaseView
from lianxin.files import texts
from lianxin.ledger import journal
from lianxin.ledger.record import Author, Change, put
from lianxin.people import petitioners
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import concerned
from lianxin.web.desk.session import Desk, officer
from lianxin.web.typed import form_page

FAMILY = "access"


@form_page
@officer
def reveal(request: HttpRequest, desk: Desk, number: str, id_: UUID) -> HttpResponse:
    """Ask why, put it on record, and show the person; 404 for whoever may not see the case."""
    view = queries.view(desk.actor, number.upper(), at=desk.at)
    if str(id_) not in (*view.state.people.petitioners, *view.state.people.representatives):
        raise Refused("not_visible")
    if view.state.people.withheld and not view.standings & {"centre", "registrar"}:
        raise Refused("not_visible")
    reason = desk.answers.get("reason", "").strip()[:200]
    context = {"desk": desk, "view": view, "person": None, "fault": "", "reason": reason}
    if desk.form is None or desk.returned or not reason:
        context["fault"] = desk.returned or (_("这一项要填。") if desk.form is not None else "")
        status = 422 if context["fault"] else 200
        return render(request, "web/desk/case/identity.html", context, status=status)
    _record(desk, view, id_, reason)
    context["person"] = petitioners.reveal(id_)
    return render(request, "web/desk/case/identity.html", context)


@transaction.atomic
def _record(desk: Desk, view: CaseView, id_: UUID, reason: str) -> None:
    post = desk.actor.post_for(*concerned(view.state))
    by = Author(desk.actor.person, post.post if post else "", post.body if post else "")
    payload = {
        "case": view.state.number,
        "petitioner": str(id_),
        "reason": texts.put(reason, at=desk.at),
    }
    stream = journal.stream_of(FAMILY, f"reveal/{view.state.number}")
    put(Change(FAMILY, stream, "petitioner_revealed", payload), at=desk.at, by=by)
