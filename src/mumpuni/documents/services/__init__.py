"""Writes of the documents app."""

from mumpuni.documents.services.store import store

__all__ = ["store"]
