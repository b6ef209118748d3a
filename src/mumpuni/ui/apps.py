"""The dress of every page; no tables."""

from django.apps import AppConfig
from django.core.checks import register


class UiConfig(AppConfig):
    """Base template, components, navigation."""

    name = "mumpuni.ui"
    label = "ui"

    def ready(self) -> None:
        """Check at start that the front end was built."""
        from mumpuni.ui.assets import check_built

        register(check_built, deploy=True)
