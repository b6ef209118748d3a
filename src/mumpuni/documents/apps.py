"""Documents: printed once, numbered, signed, kept."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Layouts, numbering, signing, stored bytes, verification codes."""

    name = "mumpuni.documents"
    label = "documents"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Name the events."""
        from mumpuni.audit import names
        from mumpuni.documents import events

        names.register(events.NAMES)
