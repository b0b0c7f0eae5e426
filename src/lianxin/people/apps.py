"""Django's entry for the people package."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Petitioners, officers, appointments, accounts, tokens."""

    name = "lianxin.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
