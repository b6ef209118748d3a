"""What happened, written once."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events and decisions; the database refuses changes to both."""

    name = "mumpuni.audit"
    label = "audit"

    def ready(self) -> None:
        """Name the events."""
        from mumpuni.audit import events, names

        names.register(events.NAMES)
