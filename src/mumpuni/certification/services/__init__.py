"""Writes of results, runs, certificates and their delivery."""
