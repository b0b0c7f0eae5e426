"""Django's entry for the intake package."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Imports that run behind a page, as the database keeps them."""

    name = "lianxin.intake"
    label = "intake"
