"""Draw the Settings page."""
