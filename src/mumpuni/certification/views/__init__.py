"""Pages of results, issue, certificates and verification."""
