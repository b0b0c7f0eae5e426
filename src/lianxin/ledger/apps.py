from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The ledger's tables."""

    name = "lianxin.ledger"
    label = "ledger"
    default_auto_field = "django.db.models.BigAutoField"
