"""Framework, occupational and development standards, position standards, units of the guide."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """What everything is measured against."""

    name = "mumpuni.standards"
    label = "standards"

    def ready(self) -> None:
        """Name the events; let the import kit know the table of codes, and the home page who is waited for."""
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.people import extras
        from mumpuni.standards import events
        from mumpuni.standards.cards import on_person
        from mumpuni.standards.home import cards
        from mumpuni.standards.importers.dictionary import DictionaryImporter
        from mumpuni.standards.importers.equivalence_rows import EquivalenceImporter
        from mumpuni.standards.importers.positions import PositionStandardImporter
        from mumpuni.standards.importers.trees import TreeImporter
        from mumpuni.standards.importers.unit_codes import UnitCodeImporter
        from mumpuni.ui import home

        names.register(events.NAMES)
        importers.register(UnitCodeImporter())
        importers.register(EquivalenceImporter())
        extras.register(on_person)
        importers.register(DictionaryImporter())
        importers.register(PositionStandardImporter())
        home.register(cards)
        importers.register(TreeImporter())
