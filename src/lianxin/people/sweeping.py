"""What log-ins and askers leave behind, thrown away once it says nothing any more."""

from datetime import datetime

from django.contrib.sessions.models import Session

from lianxin.people.log_in import LOCKED
from lianxin.people.models import LoginTry, Visit
from lianxin.people.rate_limits import KEPT


def sweep(*, at: datetime) -> int:
    """Throw away sessions that ended, failed log-ins that lock nobody any more, old counts; how many.

    A kept form goes with the session it lies in. What would still refuse somebody stays.
    """
    ended = Session.objects.filter(expire_date__lte=at).delete()[0]
    # As the next try would: from here on it begins to count anew.
    tries = LoginTry.objects.filter(tried_at__lte=at - LOCKED).delete()[0]
    counts = Visit.objects.filter(since__lt=at - KEPT).delete()[0]
    return ended + tries + counts
