"""Mumpuni: the life of a civil servant's competency, with every decision explained to its article."""

__version__ = "0.1.0"
