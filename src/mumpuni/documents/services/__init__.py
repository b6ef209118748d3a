"""Writes of the documents app."""

from mumpuni.documents.services.keeping import store

__all__ = ["store"]
