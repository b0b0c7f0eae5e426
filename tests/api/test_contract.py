"""The OpenAPI document held against the running interface, by schemathesis."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis import Case

from tests.county import register, token_for

REGISTER, COMMAND = "POST /api/v1/cases", "POST /api/v1/cases/{number}/commands"
ACT = "POST /api/v1/sittings/{id}/acts"
# What a schema cannot say: which files are known, which days make a period, which cursor was given.
UNSAID = {
    "POST /api/v1/attachments": ["2xx", 415, 422],
    "GET /api/v1/cases": ["2xx", 422],
    "GET /api/v1/figures/{name}": ["2xx", 404, 422],
    "GET /api/v1/figures/{name}/entries": ["2xx", 404, 422],
}
# The coverage phase would make every field of every command wrong in every way: a day's work.
LARGE = {
    REGISTER: {"phases": {"coverage": {"enabled": False}}},
    COMMAND: {"phases": {"coverage": {"enabled": False}}},
}
schema = schemathesis.openapi.from_wsgi(
    "/api/v1/openapi.json",
    # Not the server's own: that one asks the database first, and there is none while tests are collected.
    get_wsgi_application(),
    config=schemathesis.Config.from_dict(
        {
            "generation": {
                "max-examples": 30,
                "deterministic": True,
                "database": "none",
                "allow-x00": False,
            },
            "operations": [
                *({"include-name": name, **what} for name, what in LARGE.items()),
                *(
                    {
                        "include-name": name,
                        "checks": {"positive_data_acceptance": {"expected-statuses": statuses}},
                    }
                    for name, statuses in UNSAID.items()
                ),
            ],
        }
    ),
)
# No text holds a NUL (`allow-x00`) and moments lie between the years 1900 and 2200, which a schema cannot say either.
schemathesis.openapi.format(
    "date-time",
    st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC)).map(  # noqa: DTZ001 - bounds without a zone are what the strategy asks for
        datetime.isoformat
    ),
)


@pytest.fixture
def token(county: str) -> Iterator[str]:
    """The key of a dispatcher of the petition office, who sees the whole county.

    A server closes a connection whose transaction is open after a request; here the open one is
    the test's own.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield token_for("dispatcher-2")
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def number(county: str) -> str:
    """A case to ask about."""
    return register().state.number


@schema.parametrize()
@settings(deadline=None, suppress_health_check=list(HealthCheck))
def test_no_answer_is_undocumented_and_none_is_a_failure(
    case: Case[Any], token: str, number: str
) -> None:
    if "number" in case.path_parameters and len(str(case.path_parameters["number"])) % 2:
        case.path_parameters["number"] = number
    if case.operation.label in {*LARGE, ACT}:
        case.body = _written(case.body)
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


def _written(body: Any) -> Any:
    """Write whole numbers without a point: a schema takes 2.0 for an integer, the interface not."""
    if isinstance(body, dict):
        return {name: _written(value) for name, value in body.items()}
    if isinstance(body, list):
        return [_written(value) for value in body]
    return int(body) if isinstance(body, float) and body.is_integer() else body
