"""Template tags of the assessment centre."""
