"""Work that the loops gave up: what it was in words, and all of it tried once more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lianxin.ledger import aside
from lianxin.web import dates
from lianxin.web.desk.session import Desk
from lianxin.web.manage.entry import administrator

MOST = 20
_READERS: Mapping[str, Callable[[], str]] = {
    "notices": lambda: _("通知单位"),
    "documents": lambda: _("制作文书"),
    "sittings": lambda: _("把会议决定交给事项"),
}


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A line that was set aside, in words; of the matter itself an administrator sees nothing."""

    what: str
    since: str
    tries: int
    fault: str


def given_up(now: datetime) -> list[GivenUp]:
    """Return what was set aside, the oldest first."""
    return [
        GivenUp(
            what=_READERS[line.reader]() if line.reader in _READERS else line.reader,
            since=dates.moment(line.made_at, now=now),
            tries=line.tries,
            fault=line.fault,
        )
        for line in aside.listed(MOST)
    ]


@require_POST
@administrator
def retry(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Let the loops try all that was set aside once more."""
    aside.retry()
    return HttpResponseRedirect(reverse("manage"))
