"""Writing standards, a module per subject."""

from mumpuni.standards.services.units import CODE_LENGTH, assign_codes, code_problems, load_units

__all__ = ["CODE_LENGTH", "assign_codes", "code_problems", "load_units"]
