"""Django's entry for the sittings package."""

from django.apps import AppConfig


class SittingsConfig(AppConfig):
    """Sittings over many matters."""

    name = "lianxin.sittings"
    label = "sittings"
    default_auto_field = "django.db.models.BigAutoField"
