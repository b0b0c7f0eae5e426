"""Django's entry for the messages package."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Messages to residents' telephones."""

    name = "lianxin.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"
