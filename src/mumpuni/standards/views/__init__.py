"""Pages of standards, a module per subject."""
