"""Which package answers which address."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lianxin.api.urls")),
    path("", include("lianxin.web.urls")),
]
handler404 = "lianxin.web.problems.not_found"
handler500 = "lianxin.web.problems.failed"
