"""Names the app to Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The small tables that keep the interface from being guessed at."""

    name = "lianxin.api"
    label = "api"
