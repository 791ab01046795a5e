"""Draw the Today page."""
