"""Draw the Practise page."""
