"""Draw the Roles page."""
