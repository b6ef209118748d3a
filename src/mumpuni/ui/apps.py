"""The dress of every page; no tables."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base template, components, navigation."""

    name = "mumpuni.ui"
    label = "ui"
