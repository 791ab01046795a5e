"""Draw the Stories page."""
