"""Draw the Learn page."""
