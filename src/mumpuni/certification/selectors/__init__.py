"""Reads of results, runs and certificates, narrowed to what the actor may see."""
