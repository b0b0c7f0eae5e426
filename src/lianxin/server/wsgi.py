"""What the web server loads in each worker."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from lianxin.database.outage import GONE
from lianxin.database.unfit import UnfitDatabase
from lianxin.server.address import refuse_unfit
from lianxin.server.supervisor import end_with_parent

if os.environ.get("LIANXIN_SUPERVISED"):
    # A killed web server would leave its workers answering on its port.
    end_with_parent()

Start = Callable[..., Any]


class Fitting:
    """The application, once it was seen that the database is of its version; before, one sentence."""

    def __init__(self, application: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self._application = application
        self._fits = False

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request, or say with 503 why none is answered."""
        if not self._fits:
            try:
                refuse_unfit()
                self._fits = True
            except UnfitDatabase as unfit:
                start("503 Service Unavailable", [("Content-Type", "text/plain; charset=utf-8")])
                return [f"{unfit}\n".encode()]
            except GONE:
                # The application has its own words for a database that is away.
                pass
        return self._application(environ, start)


application = Fitting(get_wsgi_application())
