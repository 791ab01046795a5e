"""Draw the Progress page."""
