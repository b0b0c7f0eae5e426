"""The addresses of the interface."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path, re_path

from lianxin.api import answers, docs, health
from lianxin.api.documents import document
from lianxin.api.problems import Problem, answer
from lianxin.api.routes import api


def openapi(request: HttpRequest) -> HttpResponse:
    """Return the OpenAPI document."""
    return answers.json_answer(document(api))


def nothing(request: HttpRequest, **rest: str) -> HttpResponse:
    """Say that there is nothing at an address below ours."""
    return answer(Problem("not_found"), request)


urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/openapi.json", openapi, name="openapi"),
    path("api/v1/docs", docs.page, name="api-docs"),
    path("api/v1/", api.urls),
    re_path(r"^api/.*$", nothing),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
]
