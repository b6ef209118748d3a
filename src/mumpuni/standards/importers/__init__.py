"""What the import kit can bring in here, a module per kind."""
