"""Reading standards, a module per subject."""

from mumpuni.standards.selectors.units import code_counts, table_of_units, units_of, units_without_code

__all__ = ["code_counts", "table_of_units", "units_of", "units_without_code"]
