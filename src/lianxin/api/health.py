"""Whether this process lives, and whether it can serve."""

from django.db import ProgrammingError, connection
from django.http import HttpRequest, HttpResponse

from lianxin.api import answers
from lianxin.api.problems import Problem, answer
from lianxin.database.outage import AFTER, GONE
from lianxin.ledger import aside

UNREADY: tuple[type[Exception], ...] = (*GONE, ProgrammingError)


def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; it asks nobody else."""
    return answers.json_answer({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database is there with its tables, and how much work was set aside.

    What was set aside keeps nobody from being served; it is there for whoever watches the house.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM org_version")
        count = aside.count()
    except UNREADY:
        return answer(Problem("unavailable", after=AFTER), request)
    return answers.json_answer({"status": "ready", "set_aside": count})
