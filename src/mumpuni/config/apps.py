"""The place where the parts meet; it owns no table."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Settings, addresses, command line."""

    name = "mumpuni.config"
    label = "config"
