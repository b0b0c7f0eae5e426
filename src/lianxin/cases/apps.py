"""Names the app to Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Cases as the database keeps them."""

    name = "lianxin.cases"
    label = "cases"
