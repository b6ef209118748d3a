"""Forms of standards, a module per subject."""
