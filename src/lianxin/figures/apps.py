"""Names the app to Django."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    """Figures as the database keeps them."""

    name = "lianxin.figures"
    label = "figures"
