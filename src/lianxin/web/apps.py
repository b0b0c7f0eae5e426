"""Declares the pages to Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, stylesheet and scripts of the pages; no tables."""

    name = "lianxin.web"
    label = "web"
