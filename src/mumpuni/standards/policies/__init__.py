"""Who may read and change standards, a module per subject."""

from mumpuni.standards.policies.units import may_code_units, may_see_units

__all__ = ["may_code_units", "may_see_units"]
