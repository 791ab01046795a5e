"""Draw the My questions page."""
