"""Draw the Questions page."""
