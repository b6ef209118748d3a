"""Nominations as agencies send them: one spreadsheet, many hands, many spellings."""

from mumpuni.training.importers.nominations import NominationImporter

__all__ = ["NominationImporter"]
