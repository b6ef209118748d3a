"""Tables of standards, a module per subject."""
