"""Lists of the assessment centre."""
