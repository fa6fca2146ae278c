"""The web as a Django app: its templates, static files and template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """`ilium.web`; it has no tables of its own."""

    name = "ilium.web"
    label = "web"
