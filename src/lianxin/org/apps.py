"""Django's entry for the org package."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Places, bodies, duties, calendar, procedures."""

    name = "lianxin.org"
    label = "org"
    default_auto_field = "django.db.models.BigAutoField"
