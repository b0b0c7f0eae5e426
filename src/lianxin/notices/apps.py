"""Django's entry for the notices package."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Notices in the house."""

    name = "lianxin.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
