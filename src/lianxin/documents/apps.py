"""Names the app to Django."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Templates, serials and sheets as the database keeps them."""

    name = "lianxin.documents"
    label = "documents"
