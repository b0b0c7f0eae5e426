from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The tables of texts and attachments."""

    name = "lianxin.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
