"""Perka BKN 11/2008."""
