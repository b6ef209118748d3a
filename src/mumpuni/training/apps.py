"""Seasons, batches, nominations."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """The programme of training and certification."""

    name = "mumpuni.training"
    label = "training"

    def ready(self) -> None:
        """Tell the trail, the import kit, the home page and the grants of roles what this app brings."""
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.people import scopes
        from mumpuni.people.models import ScopeKind
        from mumpuni.training import events, home, selectors
        from mumpuni.training.importers import NominationImporter
        from mumpuni.ui.home import register

        names.register(events.NAMES)
        importers.register(NominationImporter())
        scopes.register(ScopeKind.SEASON, selectors.season_names)
        scopes.register(ScopeKind.BATCH, selectors.batch_names)
        register(home.cards)
