"""Permendagri 11/2018: KKA-PDN, SKK-PDN dan SP2-PDN."""
